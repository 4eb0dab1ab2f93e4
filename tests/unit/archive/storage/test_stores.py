"""One suite for every blob store; each subclass says how to make one and how to damage a blob behind its back."""

import hashlib
import io
import os
import threading
from pathlib import Path
from typing import BinaryIO

import pytest

from archive.storage import (
    BlobDamagedError,
    BlobDigest,
    BlobMissingError,
    BlobStore,
    BlobTooLargeError,
    BlobUnexpectedError,
    FolderBlobStore,
    MemoryBlobStore,
)

LIMIT = 3 << 20
DATA = "paket içeriği".encode()
ABSENT = BlobDigest.of(b"never put")


class BlobStoreSuite:
    """What `BlobStore` promises."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> BlobStore:
        raise NotImplementedError

    def damage(self, store: BlobStore, digest: BlobDigest) -> None:
        raise NotImplementedError

    def test_put_returns_sha256_of_the_bytes(self, store: BlobStore) -> None:
        assert store.put(DATA).hex == hashlib.sha256(DATA).hexdigest()

    def test_read_returns_what_was_put(self, store: BlobStore) -> None:
        assert store.read(store.put(DATA)) == DATA

    def test_empty_blob_is_a_blob(self, store: BlobStore) -> None:
        assert store.read(store.put(b"")) == b""

    def test_put_reads_a_stream_to_its_end(self, store: BlobStore) -> None:
        data = os.urandom((2 << 20) + 17)
        assert store.read(store.put(io.BytesIO(data))) == data

    def test_chunks_join_to_the_blob_in_bounded_pieces(self, store: BlobStore) -> None:
        data = os.urandom((2 << 20) + 17)
        pieces = list(store.chunks(store.put(data)))
        assert (b"".join(pieces), max(map(len, pieces))) == (data, 1 << 20)

    def test_putting_twice_keeps_one(self, store: BlobStore) -> None:
        store.put(DATA)
        store.put(DATA)
        assert list(store.digests()) == [BlobDigest.of(DATA)]

    def test_digests_are_sorted(self, store: BlobStore) -> None:
        put = [store.put(bytes([n])) for n in range(20)]
        assert list(store.digests()) == sorted(put)

    def test_size_is_the_length(self, store: BlobStore) -> None:
        assert store.size(store.put(DATA)) == len(DATA)

    def test_contains_only_what_was_put(self, store: BlobStore) -> None:
        digest = store.put(DATA)
        assert (digest in store, ABSENT in store) == (True, False)

    def test_read_of_absent_blob_is_refused(self, store: BlobStore) -> None:
        with pytest.raises(BlobMissingError):
            store.read(ABSENT)

    def test_chunks_of_absent_blob_are_refused(self, store: BlobStore) -> None:
        with pytest.raises(BlobMissingError):
            next(store.chunks(ABSENT))

    def test_size_of_absent_blob_is_refused(self, store: BlobStore) -> None:
        with pytest.raises(BlobMissingError):
            store.size(ABSENT)

    def test_blob_at_the_limit_is_taken(self, store: BlobStore) -> None:
        assert store.size(store.put(bytes(LIMIT))) == LIMIT

    def test_blob_over_the_limit_is_refused_and_not_kept(self, store: BlobStore) -> None:
        with pytest.raises(BlobTooLargeError):
            store.put(bytes(LIMIT + 1))
        assert list(store.digests()) == []

    def test_endless_stream_is_refused_at_the_limit(self, store: BlobStore) -> None:
        with pytest.raises(BlobTooLargeError):
            store.put(_Endless())

    def test_unexpected_bytes_are_refused_and_not_kept(self, store: BlobStore) -> None:
        with pytest.raises(BlobUnexpectedError):
            store.put(DATA, expected=ABSENT)
        assert list(store.digests()) == []

    def test_expected_bytes_are_kept(self, store: BlobStore) -> None:
        assert store.put(DATA, expected=BlobDigest.of(DATA)) in store

    def test_read_of_damaged_blob_is_refused(self, store: BlobStore) -> None:
        digest = store.put(DATA)
        self.damage(store, digest)
        with pytest.raises(BlobDamagedError):
            store.read(digest)

    def test_chunks_of_damaged_blob_end_in_refusal(self, store: BlobStore) -> None:
        digest = store.put(DATA)
        self.damage(store, digest)
        with pytest.raises(BlobDamagedError):
            list(store.chunks(digest))

    def test_putting_over_a_damaged_blob_says_so(self, store: BlobStore) -> None:
        digest = store.put(DATA)
        self.damage(store, digest)
        with pytest.raises(BlobDamagedError):
            store.put(DATA)

    def test_parallel_puts_of_the_same_bytes_keep_one(self, store: BlobStore) -> None:
        data = os.urandom(100_000)
        threads = [threading.Thread(target=store.put, args=(data,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (list(store.digests()), store.read(BlobDigest.of(data))) == ([BlobDigest.of(data)], data)


class _Endless(io.RawIOBase, BinaryIO):
    def read(self, size: int = -1) -> bytes:
        return bytes(size)


class TestMemoryBlobStore(BlobStoreSuite):
    @pytest.fixture
    def store(self, tmp_path: Path) -> BlobStore:
        return MemoryBlobStore(limit=LIMIT)

    def damage(self, store: BlobStore, digest: BlobDigest) -> None:
        assert isinstance(store, MemoryBlobStore)
        store._kept[digest] = b"something else"


class TestFolderBlobStore(BlobStoreSuite):
    @pytest.fixture
    def store(self, tmp_path: Path) -> BlobStore:
        return FolderBlobStore(tmp_path, limit=LIMIT)

    def damage(self, store: BlobStore, digest: BlobDigest) -> None:
        assert isinstance(store, FolderBlobStore)
        place = store._place(digest)
        place.chmod(0o640)
        place.write_bytes(b"something else")

    def test_refused_bytes_leave_no_file_behind(self, tmp_path: Path) -> None:
        store = FolderBlobStore(tmp_path, limit=10)
        with pytest.raises(BlobTooLargeError):
            store.put(bytes(11))
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

    def test_file_and_both_folders_are_flushed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        flushed: list[int] = []
        monkeypatch.setattr(os, "fsync", flushed.append)
        FolderBlobStore(tmp_path).put(DATA)
        assert len(flushed) == 3

    def test_another_store_on_the_same_folder_sees_the_blob(self, tmp_path: Path) -> None:
        digest = FolderBlobStore(tmp_path).put(DATA)
        assert FolderBlobStore(tmp_path).read(digest) == DATA

    def test_strange_files_are_not_listed(self, tmp_path: Path) -> None:
        (tmp_path / "ab").mkdir()
        (tmp_path / "ab" / "note.txt").write_text("not a blob")
        assert list(FolderBlobStore(tmp_path).digests()) == []


@pytest.mark.parametrize("text", ["", "AB" * 32, "ab" * 31, "../" + "a" * 61, "ab" * 32 + "\n"])
def test_digest_that_is_not_64_lower_hex_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256 digest"):
        BlobDigest(text)
