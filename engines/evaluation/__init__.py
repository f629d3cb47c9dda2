"""One file a table that Ductus promises; see `ductus eval --help`."""
