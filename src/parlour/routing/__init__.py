"""Which waiting chat is offered to which agent, and why. Pure."""
