"""What a store of files must do: the same for a folder and for S3."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from parlour.files.store import (
    PIECE_BYTES,
    FileStore,
    NotStored,
    StoreUnavailable,
    bucket_store,
    folder_store,
)
from parlour.ids import FileId
from tests.files.bucket import Bucket, bucket

BODY = bytes(range(256)) * 4_000  # several pieces, and no two bytes beside each other alike
ONE, OTHER = FileId("f_one"), FileId("f_other")


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bucket]:
    with bucket(tmp_path_factory.mktemp("s3")) as there:
        yield there


@pytest.fixture(params=["folder", "s3"])
async def store(
    request: pytest.FixtureRequest,
    s3: Bucket,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[FileStore]:
    if request.param == "folder":
        there = folder_store(tmp_path / "data")
    else:
        for name, value in s3.environment.items():
            monkeypatch.setenv(name, value)
        there = bucket_store(s3.url)
    yield there
    for one in (ONE, OTHER):
        await there.delete(one)
    there.close()


async def whole(store: FileStore, file_id: FileId, *bounds: int) -> bytes:
    return b"".join([piece async for piece in store.read(file_id, *bounds)])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "came"
    path.write_bytes(BODY)
    return path


async def test_what_is_put_is_read_whole_and_in_parts(store: FileStore, source: Path) -> None:
    await store.put(ONE, source)
    assert await whole(store, ONE) == BODY
    assert await whole(store, ONE, 10, 20) == BODY[10:20]
    assert await whole(store, ONE, len(BODY) - 1, len(BODY) + 1) == BODY[-1:]


async def test_it_comes_in_pieces(store: FileStore, source: Path) -> None:
    await store.put(ONE, source)
    pieces = [len(piece) async for piece in store.read(ONE)]
    assert sum(pieces) == len(BODY)
    assert max(pieces) < 2 * PIECE_BYTES


async def test_putting_it_again_changes_nothing(store: FileStore, source: Path) -> None:
    await store.put(ONE, source)
    await store.put(ONE, source)
    assert [(one.file_id, one.size) for one in await store.all()] == [(ONE, len(BODY))]


async def test_what_is_deleted_is_gone_and_may_be_deleted_again(
    store: FileStore, source: Path
) -> None:
    await store.put(ONE, source)
    await store.put(OTHER, source)
    await store.delete(ONE)
    await store.delete(ONE)
    assert [one.file_id for one in await store.all()] == [OTHER]
    with pytest.raises(NotStored):
        await whole(store, ONE)


async def test_no_name_leads_out_of_the_store(tmp_path: Path, source: Path) -> None:
    there = folder_store(tmp_path / "data")
    with pytest.raises(ValueError, match="illegal"):
        await there.put(FileId("../../../outside"), source)
    there.close()


async def test_a_store_that_is_away_says_so(
    s3: Bucket, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT", "http://127.0.0.1:1")
    there = bucket_store(s3.url)
    with pytest.raises(StoreUnavailable):
        await there.put(ONE, source)
    with pytest.raises(StoreUnavailable):
        await whole(there, ONE)
    there.close()


def test_an_address_must_be_one() -> None:
    with pytest.raises(StoreUnavailable):
        bucket_store("nonsense")
