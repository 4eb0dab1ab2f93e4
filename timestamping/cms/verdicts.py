"""A verdict: one of three indications, and every reason that led to it, in the words of EN 319 102-1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.signatures.levels import Indication, SubIndication
from timestamping.cms.wording import in_turkish

_WEIGHT = {Indication.PASSED: 0, Indication.INDETERMINATE: 1, Indication.FAILED: 2}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is not simply good.

    code: stable kebab-case name of the check that spoke, for programs.
    message: one English sentence for people. indication: PASSED marks a mere warning.
    """

    code: str
    message: str
    indication: Indication
    subindication: SubIndication | None = None

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"

    @property
    def message_tr(self) -> str:
        """One Turkish sentence for people, without the details of `message`."""
        return in_turkish(self.code)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a check with its reasons in the order they were found; no reasons and PASSED means all is well."""

    indication: Indication
    reasons: tuple[Reason, ...] = ()

    @property
    def passed(self) -> bool:
        """Is it certain that everything holds?"""
        return self.indication is Indication.PASSED

    @property
    def subindication(self) -> SubIndication | None:
        """That of the first reason as grave as the whole verdict."""
        return next((reason.subindication for reason in self.reasons if reason.indication is self.indication), None)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the reasons, in order."""
        return tuple(reason.code for reason in self.reasons)


def judged(reasons: Iterable[Reason]) -> Verdict:
    """The verdict that these reasons add up to: the gravest indication among them, PASSED when there are none."""
    kept = tuple(reasons)
    gravest = max((reason.indication for reason in kept), key=_WEIGHT.__getitem__, default=Indication.PASSED)
    return Verdict(gravest, kept)


def failure(code: str, message: str, subindication: SubIndication) -> Reason:
    """A reason that makes the whole FAILED."""
    return Reason(code, message, Indication.FAILED, subindication)


def doubt(code: str, message: str, subindication: SubIndication) -> Reason:
    """A reason that leaves the whole INDETERMINATE."""
    return Reason(code, message, Indication.INDETERMINATE, subindication)


def warning(code: str, message: str) -> Reason:
    """Something to report that changes no indication."""
    return Reason(code, message, Indication.PASSED)
