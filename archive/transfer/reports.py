"""What a verification hands back: a verdict of three values, the findings, and what was looked at."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from archive.transfer.findings import Finding
from archive.transfer.values import Profile
from timestamping.sealing import Outcome


@dataclass(frozen=True, slots=True)
class JudgedSignature:
    """One signer of one signature file, judged now with the trust at hand.

    signature: stream of the signature's life. digest: SHA-256 of the file. purpose: signature, initials or seal.
    intact: digest and signature bytes verify, whatever the trust; None when that could not be computed.
    indication, subindication: in the words of EN 319 102-1.
    """

    signature: UUID
    digest: str
    purpose: str
    signer: str | None
    level: str
    intact: bool | None
    indication: str
    subindication: str | None


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """The outcome of one verification; fields that the package did not tell are None or empty.

    findings: the kept ones, the gravest first. counts: how many of each code there were. key: verifier key the package
    names. key_known: whether somebody else than the package vouches for it. first_day, last_day: of the closed days in
    it. complete_through: last position up to which the history is proved complete. events: with their bytes.
    """

    outcome: Outcome
    findings: tuple[Finding, ...]
    counts: tuple[tuple[str, int], ...]
    document: UUID | None = None
    institution: str | None = None
    origin: str | None = None
    profile: Profile | None = None
    exported_at: datetime | None = None
    position: int | None = None
    key: str | None = None
    key_known: bool = False
    first_day: date | None = None
    last_day: date | None = None
    days: int = 0
    sealed_days: int = 0
    complete_through: int | None = None
    events: int = 0
    withheld: int = 0
    provisional: int = 0
    streams: int = 0
    blobs: int = 0
    members: int = 0
    signatures: tuple[JudgedSignature, ...] = ()
