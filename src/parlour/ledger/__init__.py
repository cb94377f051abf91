"""Append and read the ledger: durable, all or nothing over several streams, provable."""
