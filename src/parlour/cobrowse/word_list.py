"""Sets of names, written as they are read. Pure."""


def words_of(names: str) -> frozenset[str]:
    """The names between white space."""
    return frozenset(names.split())
