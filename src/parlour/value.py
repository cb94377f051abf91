"""The base of every value: frozen, compared by content, encoded by msgspec."""

from typing import Self, dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Value(msgspec.Struct, frozen=True, gc=False):
    """A frozen record. Written with keywords only (the type checkers enforce it)."""

    def but(self, **changes: object) -> Self:
        """The same value with some fields changed."""
        return msgspec.structs.replace(self, **changes)
