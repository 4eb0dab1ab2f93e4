"""Findings: which rule a letter breaks, where, and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a finding means for the letter."""

    REJECT = "reject"
    """It cannot be routed for initials."""
    ASK = "ask"
    """Something that the rule needs is not known; a person has to say it."""
    WARN = "warn"
    """It can go on once a person has accepted the warning."""


class Section(StrEnum):
    """Sections of a letter in the order of the guide, a to r; what belongs to none stands last."""

    WRITING_AREA = "a"
    LOGO = "b"
    LETTERHEAD = "c"
    NUMBER = "ç"
    DATE = "d"
    SUBJECT = "e"
    ADDRESSEE = "f"
    REFERENCE = "g"
    BODY = "ğ"
    SIGNATURE = "h"
    ENCLOSURE = "ı"
    DISTRIBUTION = "i"
    APPROVAL = "j"
    INITIALS = "k"
    COORDINATION = "l"
    VERIFICATION = "m"
    CONTACT = "n"
    CLASSIFICATION = "o"
    URGENCY = "ö"
    PAGE_NUMBER = "p"
    METADATA = "r"
    WHOLE = "-"


SECTION_NAMES: dict[Section, tuple[str, str]] = {
    Section.WRITING_AREA: ("Yazı alanı", "writing area"),
    Section.LOGO: ("Kurumsal logo", "logo"),
    Section.LETTERHEAD: ("Başlık", "letterhead"),
    Section.NUMBER: ("Sayı", "document number"),
    Section.DATE: ("Tarih", "date"),
    Section.SUBJECT: ("Konu", "subject"),
    Section.ADDRESSEE: ("Muhatap", "addressee"),
    Section.REFERENCE: ("İlgi", "references"),
    Section.BODY: ("Metin", "body"),
    Section.SIGNATURE: ("İmza", "signature"),
    Section.ENCLOSURE: ("Ek", "enclosures"),
    Section.DISTRIBUTION: ("Dağıtım", "distribution"),
    Section.APPROVAL: ("Olur", "approval"),
    Section.INITIALS: ("Paraf", "initials"),
    Section.COORDINATION: ("Koordinasyon", "coordination"),
    Section.VERIFICATION: ("Belge doğrulama bilgileri", "verification"),
    Section.CONTACT: ("İletişim bilgileri", "contact"),
    Section.CLASSIFICATION: ("Gizlilik derecesi", "classification"),
    Section.URGENCY: ("Süreli ve kişiye özel yazışmalar", "urgency"),
    Section.PAGE_NUMBER: ("Sayfa numarası", "page number"),
    Section.METADATA: ("Üstveri", "metadata"),
    Section.WHOLE: ("Bütün belge", "the whole document"),
}
"""Turkish and English names for people."""


@dataclass(frozen=True, slots=True)
class LetterFinding:
    """One rule that a letter breaks, or cannot be judged by."""

    rule_id: str
    section: Section
    severity: Severity
    place: str
    """Field of the specification: ``references[1].text``."""
    text_tr: str
    text_en: str

    def as_json(self) -> dict[str, str]:
        """For answers in JSON; the shape is a contract (`letter check --json`)."""
        return {
            "rule": self.rule_id,
            "section": self.section.value,
            "severity": self.severity.value,
            "place": self.place,
            "text_tr": self.text_tr,
            "text_en": self.text_en,
        }
