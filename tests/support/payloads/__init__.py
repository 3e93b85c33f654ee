"""Published lists of hostile texts; see README.md for their source and licence."""
