"""One thing that a verification found."""

from dataclasses import dataclass
from datetime import date

from timestamping.sealing.catalogue import CATALOGUE, FindingKind


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit.

    kind: catalogue entry. position: event concerned, if any. day: day concerned, if any.
    details: values of the sentence, name and text, in order.
    """

    kind: FindingKind
    position: int | None
    day: date | None
    details: tuple[tuple[str, str], ...]

    @property
    def code(self) -> str:
        """`KUTUK-V-nnn`."""
        return self.kind.code

    @property
    def message_tr(self) -> str:
        """The sentence in Turkish."""
        return self.kind.tr.format(**dict(self.details))

    @property
    def message_en(self) -> str:
        """The sentence in English."""
        return self.kind.en.format(**dict(self.details))


def finding(name: str, *, position: int | None = None, day: date | None = None, **details: object) -> Finding:
    """A finding of the named kind; position and day also fill `{position}` and `{day}`."""
    if position is not None:
        details["position"] = position
    if day is not None:
        details["day"] = day
    texts = ((key, value.isoformat() if isinstance(value, date) else str(value)) for key, value in details.items())
    return Finding(CATALOGUE[name], position, day, tuple(texts))
