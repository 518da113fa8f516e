"""The whole site in one file, and back: database, stored files and, sealed, the site's keys."""
