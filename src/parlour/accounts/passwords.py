"""Passwords as argon2id, computed off the event loop, a few at a time."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

MEMORY_KIB = 19_456
TIME_COST = 2
"""With 19 MiB the least that OWASP's password storage cheat sheet recommends; some 30 ms."""
COMPUTED_AT_ONCE = 2
"""Each takes a core and 19 MiB; chats must go on meanwhile."""
WAITING_MAX = 64
"""A second or two of waiting; whoever comes then is told to come back."""
SALT, HASH = 22, 43
"""Characters of 16 and 32 bytes in base64 without padding."""
PASSWORD_CHARACTERS_MIN = 10
PASSWORD_CHARACTERS_MAX = 256


class TooBusy(Exception):
    """Too many passwords are being checked; the same may work in a moment."""


class Passwords:
    """Hashes and checks passwords."""

    def __init__(self, memory_kib: int = MEMORY_KIB) -> None:
        self._hasher = PasswordHasher(
            time_cost=TIME_COST, memory_cost=memory_kib, parallelism=1, hash_len=32
        )
        self._threads = ThreadPoolExecutor(COMPUTED_AT_ONCE, thread_name_prefix="password")
        self._waiting = 0
        self._nobody = f"$argon2id$v=19$m={memory_kib},t={TIME_COST},p=1${'A' * SALT}${'A' * HASH}"
        """A hash that no password has, and that takes as long to check. Not computed: a start would
        wait for it."""

    async def hash(self, password: str) -> str:
        """
        Raises:
            TooBusy
        """
        return await self._compute(password, None)

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """Whether it is the password; takes as long when there is no hash to check against.

        Raises:
            TooBusy
        """
        found = await self._compute(password, password_hash or self._nobody)
        return bool(found) and password_hash is not None

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _compute(self, password: str, password_hash: str | None) -> str:
        if self._waiting >= WAITING_MAX:
            raise TooBusy
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._threads, self._blockingly, password, password_hash
            )
        finally:
            self._waiting -= 1

    def _blockingly(self, password: str, password_hash: str | None) -> str:
        if password_hash is None:
            return self._hasher.hash(password)
        try:
            self._hasher.verify(password_hash, password)
        except (VerifyMismatchError, InvalidHashError):
            return ""
        return password_hash
