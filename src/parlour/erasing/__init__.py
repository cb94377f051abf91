"""The personal data of an end-user, erased where the rules of the ledger let it be."""
