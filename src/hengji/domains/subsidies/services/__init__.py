"""What changes a run, one act a file."""
