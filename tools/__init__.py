"""What developers run; the portal itself needs none of it."""
