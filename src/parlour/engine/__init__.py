"""The shell around the rules: load, decide, append, publish; timers, reactions, recovery."""
