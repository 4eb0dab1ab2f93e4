"""Refusals: a rule says no (house manners, EV-4)."""

from typing import ClassVar


class Refusal(Exception):  # noqa: N818 (the house word for a rule's no; subclasses end in Error)
    """A rule of the catalogue forbids what was asked.

    Each subclass names its rule and says, in Turkish and in English, what to do instead. The texts may hold
    ``{names}`` that the constructor's keyword arguments fill in.
    """

    rule_id: ClassVar[str]
    """Requirement id the refusal comes from, e.g. ``S2-ç-1``."""
    field: ClassVar[str | None] = None
    """Input field at fault, when there is one."""
    text_tr: ClassVar[str]
    text_en: ClassVar[str]

    def __init__(self, **details: object) -> None:
        self.details = details
        self.message_tr = self.text_tr.format(**details)
        self.message_en = self.text_en.format(**details)
        super().__init__(f"{self.rule_id}: {self.message_en}")
