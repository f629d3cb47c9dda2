"""Foreign formats, one a file: read, and where it makes sense, write."""
