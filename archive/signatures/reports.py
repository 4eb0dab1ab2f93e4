"""What a check says: per file, per signer, per time-stamp."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from archive.signatures.coverage import Coverage
from domain.signatures.levels import Indication, SignatureLevel, SubIndication
from timestamping.cms import Certificate, Reason, Verdict, judged
from timestamping.evidence_records import RecordReport


class StampKind(StrEnum):
    """Where a time-stamp stands in a CAdES signature and so what it covers."""

    CONTENT = "content"
    SIGNATURE = "signature"
    X1 = "x1"
    X2 = "x2"
    ARCHIVE_V1 = "archive-v1"
    ARCHIVE_V2 = "archive-v2"
    ARCHIVE_V3 = "archive-v3"


class IndexState(StrEnum):
    """The hash index of an archive time-stamp v3. NONE: there is none, as in every other kind."""

    OK = "ok"
    BAD = "bad"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TimestampReport:
    """One time-stamp of one signer.

    imprint, signature: True, False, or None when not computed (the verdict's reasons say why). time: genTime, aware
    UTC. index: hash index of an archive time-stamp v3. covers: what the stamp is over. form: the variant of the imprint
    that agreed. relied_at: the moment at which the authority had to be good: that of a later stamp which covers this
    one, else the time of the check. revocation_checked: usable revocation data about the authority was at hand.
    test: made by a test authority. token: its bytes as stored. verdict: imprint, token and trust together.
    """

    kind: StampKind
    verdict: Verdict
    time: datetime | None = None
    imprint: bool | None = None
    signature: bool | None = None
    test: bool = False
    token: bytes = b""
    index: IndexState = IndexState.NONE
    covers: Coverage = field(default_factory=Coverage)
    form: str | None = None
    relied_at: datetime | None = None
    revocation_checked: bool = False


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signer judged.

    signer: subject of the certificate for people, None when no certificate was found.
    level, baseline: by the attributes present (TS 101 733 ladder, EN 319 122-1 levels).
    detached: content not in the file. intact: digest and signature bytes verify, None when that could not be computed.
    signing_time: as the signer claims. policy: its identifier or None.
    proven_time: earliest moment at which the signature is proven to exist, None without a valid time-stamp.
    profile: the Turkish profile it was held against (P1 to P4), None when it names none.
    """

    signer: str | None
    level: SignatureLevel
    baseline: SignatureLevel
    detached: bool
    intact: bool | None
    verdict: Verdict
    certificate: Certificate | None = None
    signing_time: datetime | None = None
    policy: str | None = None
    proven_time: datetime | None = None
    timestamps: tuple[TimestampReport, ...] = ()
    counter_signatures: tuple[SignatureReport, ...] = ()
    profile: str | None = None

    @property
    def indication(self) -> Indication:
        return self.verdict.indication

    @property
    def subindication(self) -> SubIndication | None:
        return self.verdict.subindication


@dataclass(frozen=True, slots=True)
class EmbeddedRecord:
    """One record. signer: index of the signer it stands with. external: it also covers the detached content."""

    signer: int
    external: bool
    report: RecordReport


@dataclass(frozen=True, slots=True)
class FileReport:
    """All signers of one file. findings: what concerns the file itself. trailing: bytes after the CMS structure.

    evidence_records: those embedded in it, judged.
    """

    signatures: tuple[SignatureReport, ...]
    findings: tuple[Reason, ...] = ()
    trailing: int = 0
    evidence_records: tuple[EmbeddedRecord, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The gravest of the file's and all signers' verdicts, counter-signers too; one without signers is not
        PASSED.
        """
        return judged((*self.findings, *_all_reasons(self.signatures)))

    @property
    def intact(self) -> bool | None:
        """Are all signers intact? None when one could not be decided and none is broken."""
        states = [report.intact for report in self.signatures]
        if not states or False in states:
            return False
        return None if None in states else True


def _all_reasons(reports: tuple[SignatureReport, ...]) -> Iterator[Reason]:
    for report in reports:
        yield from report.verdict.reasons
        yield from _all_reasons(report.counter_signatures)
