"""The ledger proven in the background: each chat at its release, everything once a day."""
