"""What travels between server and clients: frames, audience, the connection session. Pure."""
