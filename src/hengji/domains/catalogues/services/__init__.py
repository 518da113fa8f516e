"""What changes the catalogues."""
