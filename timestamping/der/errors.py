"""The one error of this room."""


class DerError(ValueError):
    """The bytes break a rule of X.690 or one of our limits; `offset` says where, counted from the start of the
    input.
    """

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(f"{reason} (at offset {offset})")
        self.reason = reason
        self.offset = offset
