"""Bounds of what a verifier takes in, each with what it protects."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Limits of one package; all in bytes unless said otherwise."""

    archive_bytes: int = 64 << 30
    """Protects the verifier's time from an endless file."""
    directory_bytes: int = 64 << 20
    """Protects memory: the directory of the archive is read whole."""
    entries: int = 200_000
    """Number of members: protects memory; eighty years of sealed days need 90,000."""
    total_bytes: int = 256 << 30
    """Protects the verifier's time from members that unpack to more than any store holds."""
    ratio: int = 200
    """Unpacked to packed: protects from bombs; JSON of hashes packs to a third, a page of zeros to a thousandth."""
    ratio_floor: int = 1 << 20
    """Members up to this size may pack as well as they like."""
    manifest_bytes: int = 64 << 20
    """Protects memory: the manifest is read whole."""
    small_bytes: int = 32 << 20
    """A token, checkpoint, record, certificate, revocation list or report: protects memory, they are read whole."""
    line_bytes: int = 2 << 20
    """One line of a list: protects memory; a state has at most 1 MiB, a third more in Base64."""
    lines: int = 2_000_000
    """Lines of one list: protects memory and time; eighty years of days for fifty signatures need 1,500,000."""
    list_bytes: int = 2 << 30
    """One list: protects memory, as a few fields of each line are kept."""
    signature_bytes: int = 64 << 20
    """A signature or its detached content that is judged in memory; a larger one is left undecided."""
    findings: int = 20
    """Findings kept of each code; the others are counted."""
