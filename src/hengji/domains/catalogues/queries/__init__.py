"""What is asked of the catalogues; every answer is a frozen value."""
