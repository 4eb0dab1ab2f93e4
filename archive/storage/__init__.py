"""Write-once bytes addressed by their SHA-256 digest.

Words: a *blob* is a run of bytes that is never changed; its *digest* is its only address. A store *puts*, *reads*
and *lists*; it has no way to overwrite or to delete.
Called by the doors and workers of ``api``, which hand the digest to the ledger.
Must not know what the bytes mean, nor who asked for them.
"""

from archive.storage.blobs import (
    BlobDamagedError,
    BlobDigest,
    BlobMissingError,
    BlobRefused,
    BlobStore,
    BlobTooLargeError,
    BlobUnexpectedError,
)
from archive.storage.folder import FolderBlobStore
from archive.storage.memory import MemoryBlobStore

__all__ = [
    "BlobDamagedError",
    "BlobDigest",
    "BlobMissingError",
    "BlobRefused",
    "BlobStore",
    "BlobTooLargeError",
    "BlobUnexpectedError",
    "FolderBlobStore",
    "MemoryBlobStore",
]
