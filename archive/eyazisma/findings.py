"""What a check can say about a package: kinds of finding, and findings."""

from dataclasses import dataclass
from enum import StrEnum

from domain.events import Refusal


class Severity(StrEnum):
    """How much a finding weighs (package guide, rule list)."""

    FATAL = "F"
    """The package is invalid."""
    ERROR = "E"
    """To be reported; acceptable only on explicit request."""
    WARNING = "W"
    """Unusual; the package stands."""
    NOTE = "N"
    """Worth knowing; nothing is wrong."""


@dataclass(frozen=True, slots=True)
class FindingType:
    """One thing a check may find."""

    name: str
    """Stable name; the official one where the official API has a code for it."""
    rule: int
    """Number in the rule list of the package specification, 1 to 52."""
    severity: Severity
    tr: str
    """Cause, in Turkish."""
    en: str
    """Cause, in English."""
    remedy_tr: str
    remedy_en: str
    code: int | None = None
    """Official code 1 to 36, where there is one."""
    guide: tuple[int, ...] = ()
    """Numbers in the guide's own list (K.n), as far as known."""

    @property
    def rule_id(self) -> str:
        """The rule as shown to people and kept in records, e.g. ``EYP-25``."""
        return f"EYP-{self.rule}"

    def at(self, part: str | None = None, detail: str = "") -> "Finding":
        """This finding in `part`, with what exactly was seen in `detail`."""
        return Finding(self, part, _shown(detail))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in one package."""

    type: FindingType
    part: str | None = None
    """Part name with leading slash; of a package inside a package, both names joined by ``!``."""
    detail: str = ""
    """What exactly was seen; a value from the package, shortened and made printable."""

    @property
    def severity(self) -> Severity:
        """The weight of its type."""
        return self.type.severity

    @property
    def message_tr(self) -> str:
        """Cause, detail and remedy in Turkish."""
        return _sentence(self.type.tr, self.detail, self.type.remedy_tr)

    @property
    def message_en(self) -> str:
        """Cause, detail and remedy in English."""
        return _sentence(self.type.en, self.detail, self.type.remedy_en)

    def inside(self, outer: str) -> "Finding":
        """The same finding, told from outside the package that lies in part `outer`."""
        return Finding(self.type, outer if self.part is None else f"{outer}!{self.part}", self.detail)


class PackageRefused(Refusal):
    """The package cannot be read at all; `finding` says why. Never carries the package's content."""

    rule_id = "EYP-1"
    field = "file"
    text_tr = "{reason_tr}"
    text_en = "{reason_en}"

    def __init__(self, finding: Finding) -> None:
        super().__init__(reason_tr=finding.message_tr, reason_en=finding.message_en)
        self.finding = finding

    @property
    def code(self) -> str:
        """Stable name of the reason, e.g. ``ZIP_BROKEN``."""
        return self.finding.type.name


class PackageVersionError(PackageRefused):
    """Kind or version of the package is not one we read."""

    rule_id = "EYP-3"


class PackageComponentError(PackageRefused):
    """A component that every package must have is missing."""

    rule_id = "EYP-6"


class PackageStructureError(PackageRefused):
    """A component is not the XML that the format asks for."""

    rule_id = "EYP-9"


def refusal(finding: Finding) -> PackageRefused:
    """The refusal that belongs to the rule of `finding`."""
    family = {3: PackageVersionError, 6: PackageComponentError, 9: PackageStructureError}
    return family.get(finding.type.rule, PackageRefused)(finding)


SHOWN_CHARACTERS = 200
"""Longest detail kept: a hostile package must not be able to fill logs and pages."""


def _shown(text: str) -> str:
    if len(text) <= SHOWN_CHARACTERS and text.isprintable():
        return text
    printable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[: SHOWN_CHARACTERS + 1])
    return printable if len(printable) <= SHOWN_CHARACTERS else printable[:SHOWN_CHARACTERS] + "…"


def _sentence(cause: str, detail: str, remedy: str) -> str:
    return f"{cause} ({detail}). {remedy}." if detail else f"{cause}. {remedy}."
