"""All kinds of finding in one table, and the page made from it."""

from types import ModuleType

from archive.eyazisma.catalogue import (
    components,
    container,
    digests,
    enclosures,
    metadata,
    parties,
    signatures,
    wrapped,
)
from archive.eyazisma.findings import FindingType, Severity

_GROUPS: tuple[tuple[str, str, tuple[ModuleType, ...]], ...] = (
    ("A", "Container and components", (container, components)),
    ("B", "Metadata (üstveri)", (metadata,)),
    ("C", "Enclosures and references (ek, ilgi)", (enclosures,)),
    ("D, E", "Parties, texts, final metadata", (parties,)),
    ("F", "Digests (özet)", (digests,)),
    ("G", "Signatures and seals (imza, mühür)", (signatures,)),
    ("H", "Encrypted and update packages", (wrapped,)),
)

_WEIGHTS = {
    Severity.FATAL: "fatal",
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}


def _of(module: ModuleType) -> list[FindingType]:
    return [value for value in vars(module).values() if isinstance(value, FindingType)]


ALL_FINDINGS: tuple[FindingType, ...] = tuple(
    kind for _, _, modules in _GROUPS for module in modules for kind in sorted(_of(module), key=lambda kind: kind.rule)
)
"""Every kind of finding, in the order of the rule list."""


def findings_page() -> str:
    """The page "what each finding means" in Markdown; the committed page is compared with this."""
    lines = [
        "# What each finding means",
        "",
        "This page is made from the rule table of the program; do not edit it by hand.",
        "",
        "A finding is *fatal* (the package is invalid), an *error* (accept only on explicit request), a *warning* or a",
        "*note*. *Code* is the number that the official API gives the same finding, where it has one; *K.n* is the",
        "number in the guide's own rule list, as far as known.",
    ]
    for letter, title, modules in _GROUPS:
        lines += ["", f"## {letter}. {title}"]
        for module in modules:
            for kind in sorted(_of(module), key=lambda kind: kind.rule):
                lines += ["", *_entry(kind)]
    return "\n".join(lines) + "\n"


def _entry(kind: FindingType) -> list[str]:
    marks = [kind.rule_id, _WEIGHTS[kind.severity]]
    marks += [f"code {kind.code}"] if kind.code is not None else []
    marks += [f"K.{number}" for number in kind.guide]
    return [
        f"### {kind.name}",
        "",
        ", ".join(marks),
        "",
        f"- Cause: {kind.en}. Remedy: {kind.remedy_en}.",
        f"- Neden: {kind.tr}. Çözüm: {kind.remedy_tr}.",
    ]
