"""The rules of one chat: 51 kinds of event, commands, state, decide, evolve. Pure."""
