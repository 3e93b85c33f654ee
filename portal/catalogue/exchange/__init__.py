"""Questions from and to other formats. Pure: bytes and texts in, questions and problems out; nothing here raises
for what a file holds."""
