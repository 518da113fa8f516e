"""What changes a specification, one act a file."""
