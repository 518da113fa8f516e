"""Long work in the background: one row a job, with progress, and safe against any crash."""
