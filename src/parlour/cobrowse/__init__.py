"""Co-browse: what comes from a page's recorder, checked and masked. Pure."""
