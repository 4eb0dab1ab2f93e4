"""How much of a package is read at most; every limit says what it protects."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds on reading. The defaults take every package seen in practice and refuse the known bombs."""

    archive_bytes: int = 2 << 30
    """Size of the file itself: bounds what is copied and hashed."""
    entries: int = 10_000
    """Entries of the zip: bounds the directory kept in memory."""
    directory_bytes: int = 4 << 20
    """Size of the zip's central directory, which is read whole."""
    entry_bytes: int = 1 << 30
    """Uncompressed size of one entry: bounds the time one part can cost."""
    total_bytes: int = 2 << 30
    """Uncompressed size of all entries together: bounds the time of a whole check."""
    ratio: int = 200
    """Uncompressed to compressed size of an entry above `ratio_floor`: honest files stay below, bombs reach 1000."""
    ratio_floor: int = 1 << 20
    """Entries up to this size may be of any ratio; they can do no harm."""
    name_bytes: int = 1024
    """Length of an entry name: bounds what is compared and shown."""
    xml_bytes: int = 8 << 20
    """Size of one XML component, parsed in memory; real ones stay below 100 KB."""
    xml_depth: int = 64
    """Nesting of elements; the format itself needs 9."""
    xml_elements: int = 100_000
    """Elements of one XML component: bounds the memory of its tree."""
    signature_bytes: int = 32 << 20
    """Size of one signature file, held in memory for its check; archive forms with CRLs reach some MB."""
    relationships: int = 5_000
    """Relationships of the package and of all parts: bounds what is resolved and looked up."""
    references: int = 5_000
    """References of one digest document: bounds the digests to be compared."""
    enclosures: int = 2_000
    """Enclosures (ek) of one document: bounds what is mapped and shown."""
    nesting: int = 8
    """Packages inside packages (.eypg chains): bounds recursion."""


DEFAULT_LIMITS = ReadLimits()
