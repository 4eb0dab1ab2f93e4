"""What a check says: per file, per signer, per time-stamp."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.signatures.levels import Indication, SignatureLevel, SubIndication
from timestamping.cms import Certificate, Reason, Verdict, judged


class StampKind(StrEnum):
    """Where a time-stamp stands in a CAdES signature and so what it covers."""

    CONTENT = "content"
    SIGNATURE = "signature"
    X1 = "x1"
    X2 = "x2"
    ARCHIVE_V1 = "archive-v1"
    ARCHIVE_V2 = "archive-v2"
    ARCHIVE_V3 = "archive-v3"


@dataclass(frozen=True, slots=True)
class TimestampReport:
    """One time-stamp of one signer.

    imprint, signature: True, False, or None when not computed (the verdict's reasons say why). time: genTime, aware
    UTC.
    test: made by a test authority. token: its bytes as stored. verdict: imprint, token and trust together.
    """

    kind: StampKind
    verdict: Verdict
    time: datetime | None = None
    imprint: bool | None = None
    signature: bool | None = None
    test: bool = False
    token: bytes = b""


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signer judged.

    signer: subject of the certificate for people, None when no certificate was found.
    level, baseline: by the attributes present (TS 101 733 ladder, EN 319 122-1 levels).
    detached: content not in the file. intact: digest and signature bytes verify, None when that could not be computed.
    signing_time: as the signer claims. policy: its identifier or None.
    proven_time: earliest moment at which the signature is proven to exist, None without a valid time-stamp.
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

    @property
    def indication(self) -> Indication:
        return self.verdict.indication

    @property
    def subindication(self) -> SubIndication | None:
        return self.verdict.subindication


@dataclass(frozen=True, slots=True)
class FileReport:
    """All signers of one file. findings: what concerns the file itself. trailing: bytes after the CMS structure."""

    signatures: tuple[SignatureReport, ...]
    findings: tuple[Reason, ...] = ()
    trailing: int = 0

    @property
    def verdict(self) -> Verdict:
        """The gravest of the file's and the signers' verdicts; a file without signers is not PASSED."""
        signers = (reason for report in self.signatures for reason in report.verdict.reasons)
        return judged((*self.findings, *signers))

    @property
    def intact(self) -> bool | None:
        """Are all signers intact? None when one could not be decided and none is broken."""
        states = [report.intact for report in self.signatures]
        if not states or False in states:
            return False
        return None if None in states else True
