"""Between sockets and engine: frames become acts, rows become frames for whoever may see them."""
