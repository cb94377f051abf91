"""When the server ran and when it did not: what its clients are granted, and what can be proven."""
