"""The page 系统状况: what the last checks found, and the last backups."""
