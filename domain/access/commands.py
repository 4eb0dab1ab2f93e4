"""Recording of reads: facts are appended in batches before the answer leaves (design §4)."""

from dataclasses import dataclass

from domain.access.reads import Read


@dataclass(frozen=True, slots=True)
class RecordReads:
    """Append reads to the stream of the day and process."""

    process: str
    """Stable name of the process, e.g. ``api-1``; one stream a day and process."""
    reads: tuple[Read, ...]
