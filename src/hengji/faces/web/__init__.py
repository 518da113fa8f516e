"""The pages: what the public portal and the office share, and each of the two."""
