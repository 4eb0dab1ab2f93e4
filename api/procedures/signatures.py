"""Signatures from attachment to their next level: kept, checked, raised in the background (K-8 to K-11).

Bytes go to storage before the event that names them, old bytes stay beside the new. The attached file is checked as far
as its digest and signature bytes; whether its certificate is trusted is part of the recorded verdict, never guessed.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from archive.signatures import (
    FileReport,
    Raised,
    RaisingRefusal,
    check_signatures,
    raise_to_t,
)
from archive.storage import BlobDigest, BlobStore
from domain.events import Context, stream_id_of
from domain.ledger.store import RequestKeyConflictError
from domain.signatures import (
    AttachSignature,
    Indication,
    PolicyVersions,
    RaiseSignature,
    RecordRaisingFailure,
    RecordValidation,
    Signature,
    SignatureFinding,
    SignatureLevel,
    SignaturePurpose,
)
from timestamping.trust import TrustStore
from timestamping.tsa import AuthorityUnavailableError, TimestampService

VALIDATOR: Final = "kutuk-cades-1"
"""Version of the validation procedure, recorded with each verdict (K-8)."""
RAISABLE: Final = frozenset({SignatureLevel.BES, SignatureLevel.EPES})
FIRST_RETRY: Final = timedelta(minutes=1)
LONGEST_RETRY: Final = timedelta(hours=6)
"""Waiting doubles from try to try up to this: an authority that is down is not stormed, and not forgotten."""
_MOST_FINDINGS: Final = 50

SignatureCommand = AttachSignature | RecordValidation | RaiseSignature | RecordRaisingFailure


class SignatureLedger(Protocol):
    """What this procedure asks of the ledger."""

    def submit(self, command: SignatureCommand, context: Context) -> object: ...

    def signature(self, signature_id: UUID) -> Signature | None:
        """The signature as the ledger knows it; None when there is none."""
        ...


@dataclass(frozen=True, slots=True)
class SignatureKeeper:
    """Attaches, checks and raises signatures of one institution."""

    ledger: SignatureLedger
    blobs: BlobStore
    trust: TrustStore
    timestamps: TimestampService
    now: Callable[[], datetime]

    def attach(
        self,
        document_id: UUID,
        purpose: SignaturePurpose,
        cms: bytes,
        context: Callable[[str], Context],
        content_digest: str | None = None,
    ) -> UUID:
        """Keep a signature file and record it with its verdict; the same file again is the same signature."""
        digest = self.blobs.put(cms)
        signature_id = stream_id_of("signature", str(document_id), purpose.value, digest.hex)
        report = self._checked(cms, content_digest)
        if self.ledger.signature(signature_id) is None:
            attach = _attach_command(signature_id, document_id, purpose, digest.hex, len(cms), report, content_digest)
            self.ledger.submit(attach, context(f"signature:{signature_id}:attach"))
        self.validate(signature_id, context)
        return signature_id

    def validate(self, signature_id: UUID, context: Callable[[str], Context]) -> None:
        """Check the stored bytes and record the verdict; nothing is written when these bytes were judged before."""
        signature = self._known(signature_id)
        if signature.judged_digest == signature.digest:
            return
        report = self._checked(self.blobs.read(BlobDigest(signature.digest)), signature.content_digest)
        at = self.now()
        self._submit_once(
            RecordValidation(
                signature_id=signature_id,
                digest=signature.digest,
                level=_level(report),
                indication=Indication(report.verdict.indication),
                sub_indication=report.verdict.subindication,
                intact=report.intact is True,
                judged_at=at,
                findings=_findings(report),
                policies=PolicyVersions(validator=VALIDATOR),
                due=at if _raisable(report) else None,
            ),
            context(f"signature:{signature_id}:validate:{signature.digest}"),
        )

    def raise_one(self, signature_id: UUID, context: Callable[[str], Context]) -> bool:
        """Raise a BES or EPES signature to T; whether it is T now.

        Every other outcome is an event: an authority's silence with the time of the next try, a rule's no without one.
        """
        self.validate(signature_id, context)
        signature = self._known(signature_id)
        if signature.level not in RAISABLE:
            return signature.level is SignatureLevel.T
        old = self.blobs.read(BlobDigest(signature.digest))
        try:
            steps = raise_to_t(
                old, self.timestamps, self.trust, self.now(), content=self._content(signature.content_digest)
            )
        except AuthorityUnavailableError as error:
            retry = self.now() + _wait(signature.failed_attempts)
            self._failed(signature_id, "authority-unavailable", str(error), retry, context)
            return False
        except RaisingRefusal as refusal:
            self._failed(signature_id, type(refusal).__name__, refusal.message_tr, None, context)
            return False
        self._raised(signature_id, signature.digest, steps[-1], context)
        return True

    def _raised(self, signature_id: UUID, old: str, last: Raised, context: Callable[[str], Context]) -> None:
        new = self.blobs.put(last.data)
        self._submit_once(
            RaiseSignature(
                signature_id=signature_id,
                to_level=last.to_level,
                old_digest=old,
                new_digest=new.hex,
                new_size=len(last.data),
                tsa=last.stamp.authority,
                gen_time=last.gen_time,
                test=last.stamp.verdict.test,
            ),
            context(f"signature:{signature_id}:raise:{old}"),
        )

    def _submit_once(self, command: SignatureCommand, context: Context) -> None:
        """Record a fact whose request key names the bytes it is about: who was faster has recorded the same."""
        with suppress(RequestKeyConflictError):
            self.ledger.submit(command, context)

    def _failed(
        self, signature_id: UUID, code: str, message: str, retry: datetime | None, context: Callable[[str], Context]
    ) -> None:
        failure = RecordRaisingFailure(signature_id, SignatureLevel.T, code, message, retry)
        self.ledger.submit(failure, context(f"signature:{signature_id}:raise-failed:{self.now().isoformat()}"))

    def _known(self, signature_id: UUID) -> Signature:
        signature = self.ledger.signature(signature_id)
        if signature is None:
            raise LookupError(f"there is no signature {signature_id}")
        return signature

    def _checked(self, cms: bytes, content_digest: str | None) -> FileReport:
        return check_signatures(cms, at=self.now(), trust=self.trust, content=self._content(content_digest))

    def _content(self, digest: str | None) -> bytes | None:
        return self.blobs.read(BlobDigest(digest)) if digest else None


def _attach_command(
    signature_id: UUID,
    document_id: UUID,
    purpose: SignaturePurpose,
    digest: str,
    size: int,
    report: FileReport,
    content_digest: str | None,
) -> AttachSignature:
    signers = [item.signer for item in report.signatures if item.signer]
    return AttachSignature(
        signature_id=signature_id,
        document_id=document_id,
        purpose=purpose,
        digest=digest,
        size=size,
        level=_level(report),
        content_digest=content_digest,
        signer="; ".join(signers)[:500] or None,
    )


def _level(report: FileReport) -> SignatureLevel:
    """The lowest level of the file's signers: what still has to be done is decided by the weakest."""
    levels = [item.level for item in report.signatures]
    return min(levels, key=list(SignatureLevel).index, default=SignatureLevel.CMS)


def _raisable(report: FileReport) -> bool:
    return report.intact is True and any(item.level in RAISABLE for item in report.signatures)


def _findings(report: FileReport) -> tuple[SignatureFinding, ...]:
    of_file = [SignatureFinding(reason.code, reason.message) for reason in report.findings]
    of_signers = [
        SignatureFinding(reason.code, reason.message, item.signer)
        for item in report.signatures
        for reason in item.verdict.reasons
    ]
    return tuple((of_file + of_signers)[:_MOST_FINDINGS])


def _wait(failed_attempts: int) -> timedelta:
    doubled: timedelta = FIRST_RETRY * (1 << min(failed_attempts, 16))
    return min(doubled, LONGEST_RETRY)
