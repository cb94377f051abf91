"""HTTP, sockets, log-in and the built clients."""
