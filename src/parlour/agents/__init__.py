"""The rules of one agent's log-in: status, sessions in use, its own ledger. Pure."""
