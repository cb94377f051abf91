"""An independent reader of the ledger: is it what the law allows, and is it what was written?"""

from parlour.ledger.verify.rules import RULES, Fault
from parlour.ledger.verify.sources import RowsAtHand, first_fault, verify_chat, verify_database
from parlour.ledger.verify.verification import Report, verify

__all__ = [
    "RULES",
    "Fault",
    "Report",
    "RowsAtHand",
    "first_fault",
    "verify",
    "verify_chat",
    "verify_database",
]
