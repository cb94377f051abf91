"""Parlour: service chat with a ledger of 51 event kinds that can be proven whole."""

__version__ = "0.1.0"
