"""The SQLite file: one process, one writer, readers that only read."""
