"""The catalogue's own rules."""
