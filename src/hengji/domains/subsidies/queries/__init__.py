"""Reading: what is shown, and nothing that changes a record."""
