"""A bounded memory that forgets what was not asked for lately."""

from collections.abc import Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """At most `limit` entries; the half of them that were used last are certainly there.

    Two plain dictionaries, a young and an old one, in place of one that is kept in order: what is
    used moves to the young one, and when that is half of the limit, the old one is dropped.
    """

    def __init__(self, limit: int) -> None:
        self._half = limit // 2
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        value = self._young.get(key)
        if value is None and (value := self._old.get(key)) is not None:
            self.keep(key, value)
        return value

    def keep(self, key: K, value: V) -> None:
        self._young[key] = value
        if len(self._young) >= self._half:
            self._old, self._young = self._young, {}

    def keep_all(self, entries: Mapping[K, V]) -> None:
        self._young.update(entries)
        if len(self._young) >= self._half:
            self._old, self._young = self._young, {}

    def forget(self, key: K) -> None:
        self._young.pop(key, None)
        self._old.pop(key, None)

    def __len__(self) -> int:
        return len(self._young | self._old)
