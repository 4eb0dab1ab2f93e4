"""What is said when a proof does not hold."""


class ProofError(Exception):
    """A proof does not prove what is claimed; `reason` is a stable word, the message says which step failed."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
