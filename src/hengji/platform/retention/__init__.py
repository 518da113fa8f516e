"""What goes again after a time, and what went."""
