"""Published lists: documents → rows and doubts; editions compared; codes resolved."""
