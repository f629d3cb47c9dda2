"""Windows that ask: export, import, help."""
