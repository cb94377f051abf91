"""What visitors do before a chat and say without one: pages seen, messages left."""
