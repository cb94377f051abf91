"""A layer below SQLite: its writes, syncs and deletions pass through here on their way to the disk.

Registers a VFS (https://www.sqlite.org/vfs.html) with the library that Python's `sqlite3` itself
uses, over its own default one. Whoever opens a connection of `connection_class` is on it.
"""

import _sqlite3
import ctypes
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

Pointer = ctypes.c_void_p
Int = ctypes.c_int
Long = ctypes.c_int64
Text = ctypes.c_char_p

OK = sqlite3.SQLITE_OK


class Layer(Protocol):
    """What becomes of each operation before the disk has it.

    Each gives a result code of SQLite: unless it is `OK`, the operation fails with it.
    Called in whichever thread uses the connection. `name` is the file's path.
    """

    def opened(self, name: str, *, syncs_folder: bool) -> int:
        """`syncs_folder`: SQLite syncs the folder with the file's first sync, if it is new."""
        ...

    def write(self, name: str, offset: int, content: bytes) -> int: ...

    def truncate(self, name: str, size: int) -> int: ...

    def sync(self, name: str) -> int: ...

    def delete(self, name: str, *, synced: bool) -> int:
        """`synced`: the folder is synced before the call returns."""
        ...


def library() -> ctypes.CDLL:
    """The SQLite that `sqlite3` runs on. Raises: `StaticallyLinked`."""
    own = ctypes.CDLL(_sqlite3.__file__)
    if not hasattr(own, "sqlite3_vfs_find"):
        raise StaticallyLinked
    own.sqlite3_vfs_find.restype = Pointer
    return own


class StaticallyLinked(Exception):
    """SQLite's own functions can't be reached."""

    def __init__(self) -> None:
        super().__init__(
            f"{_sqlite3.__file__} hides SQLite's functions: no layer can be put below it, so a"
            " power cut can't be simulated. Use a Python whose sqlite3 links libsqlite3.so."
        )


class Below:
    """A VFS named `name` with `layer` in it, for the rest of the life of the process."""

    def __init__(self, name: str, layer: Layer) -> None:
        self.name = name
        self._layer = layer
        self._library = library()
        self._default = self._library.sqlite3_vfs_find(None)
        self._names: dict[int, str] = {}
        self._tables: dict[int, _IoMethods] = {}
        self._vfs = _Vfs.from_buffer_copy(_Vfs.from_address(self._default))
        self._vfs.next = None
        self._vfs.name = name.encode()
        self._open = _Open(self._vfs.open)
        self._delete = _Delete(self._vfs.delete)
        self._callbacks = [_Open(self._opened), _Delete(self._deleted)]
        self._vfs.open, self._vfs.delete = map(_address, self._callbacks)
        self._library.sqlite3_vfs_register(ctypes.byref(self._vfs), 0)
        _KEPT.append(self)

    def make_default(self) -> None:
        """For every connection that is opened from now on."""
        self._library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1)

    def connection_class(self, pragmas: dict[str, str] | None = None) -> type[sqlite3.Connection]:
        """Connections over this VFS. `pragmas`: statements that are replaced by others."""
        vfs, instead = self.name, pragmas or {}

        class ConnectionBelow(sqlite3.Connection):
            def __init__(self, path: Path, **options: Any) -> None:
                uri = f"file:{quote(str(path.absolute()))}?vfs={vfs}"
                super().__init__(uri, uri=True, **options)

            def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
                return super().execute(instead.get(sql, sql), *parameters)

        return ConnectionBelow

    def _opened(self, *call: Any) -> int:
        _, name, file, flags, out = call
        path = ctypes.string_at(name).decode() if name else ""
        journal = bool(flags & (_OPEN_MAIN_JOURNAL | _OPEN_WAL))
        if path and (code := self._layer.opened(path, syncs_folder=journal)):
            return code
        code = int(self._open(self._default, name, file, flags, out))
        if path and code == OK:
            head = _File.from_address(file)
            self._names[file] = path
            head.methods = ctypes.addressof(self._methods_over(head.methods))
        return code

    def _deleted(self, _vfs: int, name: int, synced: int) -> int:
        path = ctypes.string_at(name).decode()
        code = self._layer.delete(path, synced=bool(synced))
        return code or int(self._delete(self._default, name, synced))

    def _methods_over(self, address: int) -> "_IoMethods":
        """A copy of a table of methods with ours in place of those that change the disk."""
        known = self._tables.get(address)
        if known is not None:
            return known
        own = _IoMethods.from_address(address)
        table = _IoMethods.from_buffer_copy(own)
        close, write = _Close(own.close), _Write(own.write)
        truncate, sync = _Truncate(own.truncate), _Sync(own.sync)

        def closed(file: int) -> int:
            del self._names[file]
            return int(close(file))

        def wrote(file: int, content: int, count: int, offset: int) -> int:
            told = ctypes.string_at(content, count)
            code = self._layer.write(self._names[file], offset, told)
            return code or write(file, content, count, offset)

        def truncated(file: int, size: int) -> int:
            return self._layer.truncate(self._names[file], size) or truncate(file, size)

        def synced(file: int, flags: int) -> int:
            return self._layer.sync(self._names[file]) or sync(file, flags)

        ours = [_Close(closed), _Write(wrote), _Truncate(truncated), _Sync(synced)]
        table.close, table.write, table.truncate, table.sync = map(_address, ours)
        self._callbacks += ours
        self._tables[address] = table
        return table


_KEPT: list[Below] = []
"""SQLite holds pointers into them."""

_OPEN_MAIN_JOURNAL = 0x0800
_OPEN_WAL = 0x80000

_Open = ctypes.CFUNCTYPE(Int, Pointer, Pointer, Pointer, Int, Pointer)
_Delete = ctypes.CFUNCTYPE(Int, Pointer, Pointer, Int)
_Close = ctypes.CFUNCTYPE(Int, Pointer)
_Write = ctypes.CFUNCTYPE(Int, Pointer, Pointer, Int, Long)
_Truncate = ctypes.CFUNCTYPE(Int, Pointer, Long)
_Sync = ctypes.CFUNCTYPE(Int, Pointer, Int)


def _address(callback: Callable[..., int]) -> int:
    address = ctypes.cast(callback, Pointer).value  # type: ignore[arg-type]
    assert address is not None, "a callback has an address"
    return address


def _pointers(names: Sequence[str]) -> list[tuple[str, type[Pointer]]]:
    return [(name, Pointer) for name in names]


class _File(ctypes.Structure):
    """sqlite3_file, as far as it is the same for all."""

    _fields_ = [("methods", Pointer)]


class _IoMethods(ctypes.Structure):
    """sqlite3_io_methods, version 3."""

    _fields_ = [
        ("version", Int),
        *_pointers(("close", "read", "write", "truncate", "sync", "file_size")),
        *_pointers(("lock", "unlock", "check_reserved_lock", "file_control")),
        *_pointers(("sector_size", "device_characteristics")),
        *_pointers(("shm_map", "shm_lock", "shm_barrier", "shm_unmap", "fetch", "unfetch")),
    ]


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, version 3."""

    _fields_ = [
        ("version", Int),
        ("os_file_size", Int),
        ("path_max", Int),
        ("next", Pointer),
        ("name", Text),
        ("app_data", Pointer),
        *_pointers(("open", "delete", "access", "full_path", "dl_open", "dl_error", "dl_sym")),
        *_pointers(("dl_close", "randomness", "sleep", "current_time", "last_error")),
        *_pointers(("current_time_int64", "set_system_call", "get_system_call")),
        ("next_system_call", Pointer),
    ]
