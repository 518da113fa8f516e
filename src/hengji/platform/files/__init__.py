"""Files that users hand in or receive, stored by their content outside the web root."""
