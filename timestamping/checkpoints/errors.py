"""What is said when a note, checkpoint, key or proof text is not what it must be."""


class CheckpointError(Exception):
    """The text is malformed or its signature does not hold.

    reason: a stable word ("line", "signature", "unknown-key", "size", …).
    line: number of the offending line, from 1; None when the fault is not in one line.
    """

    def __init__(self, reason: str, message: str, line: int | None = None) -> None:
        super().__init__(message if line is None else f"line {line}: {message}")
        self.reason = reason
        self.line = line
