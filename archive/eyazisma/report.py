"""What a check of a package says, as values and as the JSON of `kutuk package check --json`."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from archive.eyazisma.digests import DigestVerdict
from archive.eyazisma.findings import Finding, Severity
from archive.eyazisma.model import PackageKind
from archive.eyazisma.rules.signatures import SignedPart
from archive.eyazisma.summary import Json
from archive.signatures import signature_json

Outcome: TypeAlias = Literal["passed", "failed", "indeterminate"]

_UNDECIDED = frozenset({"SIGNATURE_INDETERMINATE", "SIGNATURE_UNCHECKED", "CONTENT_NOT_OPENED"})


@dataclass(frozen=True, slots=True)
class PackageReport:
    """The outcome of one check."""

    file: str | None
    kind: PackageKind | None
    """None when the file is no package."""
    version: str | None
    findings: tuple[Finding, ...]
    digests: tuple[DigestVerdict, ...] = ()
    signatures: tuple[SignedPart, ...] = ()
    metadata: Json = None
    inner: "PackageReport | None" = None
    """The package inside an update package or an opened encrypted one; its findings are among `findings` too."""

    @property
    def verdict(self) -> Outcome:
        """failed: something fatal; indeterminate: nothing fatal, but a signature or a content could not be decided;
        passed otherwise. Errors leave it passed: whether to accept them is the reader's decision (`acceptable`)."""
        if any(finding.severity is Severity.FATAL for finding in self.findings):
            return "failed"
        return "indeterminate" if any(f.type.name in _UNDECIDED for f in self.findings) else "passed"

    @property
    def acceptable(self) -> bool:
        """Whether it may be accepted without anybody's explicit request: nothing fatal and no error."""
        return not any(finding.severity in (Severity.FATAL, Severity.ERROR) for finding in self.findings)

    def as_json(self) -> dict[str, Json]:
        """Plain data; the field names are a contract."""
        return {
            "file": self.file,
            "kind": None if self.kind is None else self.kind.value,
            "version": self.version,
            "verdict": self.verdict,
            "findings": [finding_json(finding) for finding in self.findings],
            "digests": [
                {
                    "document": each.document.value,
                    "references": each.references,
                    "verdict": "passed" if each.passed else "failed",
                }
                for each in self.digests
            ],
            "signatures": [signature for part in self.signatures for signature in _signed_part_json(part)],
            "metadata": self.metadata,
            "inner": None if self.inner is None else self.inner.as_json(),
        }


def finding_json(finding: Finding) -> dict[str, Json]:
    """One finding; `code` is the official number or null, `message` is Turkish, `message_en` English."""
    return {
        "code": finding.type.code,
        "name": finding.type.name,
        "rule": finding.type.rule_id,
        "guide": [f"K.{number}" for number in finding.type.guide],
        "severity": finding.severity.value,
        "part": finding.part,
        "message": finding.message_tr,
        "message_en": finding.message_en,
    }


def _signed_part_json(part: SignedPart) -> list[dict[str, Json]]:
    if part.report is None:
        return []
    return [
        {"part": part.part, "purpose": part.component.value, **signature_json(each)} for each in part.report.signatures
    ]
