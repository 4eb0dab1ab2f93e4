"""Signatures from attachment to archive form and through its renewals: kept, checked, raised (K-8 to K-15).

One call takes one step: a signature time-stamp (T), references and values (XL), an archive time-stamp (A), or its
renewal. What comes next and when is planned with each step (`signature_plans`) and recorded with it. Bytes go to
storage before the event that names them, old bytes stay beside the new. The attached file is checked as far
as its digest and signature bytes; whether its certificate is trusted is part of the recorded verdict, never guessed.

A process killed before the event lost an answer of the authority at most: the next one starts from the recorded bytes,
and the file that is recorded then has exactly one stamp more.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from api.procedures.signature_plans import RaisingPlan, RaisingRule, plan_raising
from archive.signatures import (
    ArchiveForm,
    FileReport,
    Means,
    Raised,
    RaisingRefusal,
    SignatureReport,
    check_signatures,
    extend,
    grace_end_of,
    levels_of,
    weakens_at,
)
from archive.storage import BlobDigest, BlobRefused, BlobStore
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
    next_level_of,
    reaches,
)
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy, RevocationSource, TrustStore
from timestamping.tsa import AuthorityUnavailableError, TimestampService

VALIDATOR: Final = "kutuk-cades-2"
"""Version of the validation procedure, recorded with each verdict (K-8)."""
FIRST_RETRY: Final = timedelta(minutes=1)
LONGEST_RETRY: Final = timedelta(hours=6)
"""Waiting doubles from try to try up to this: an authority that is down is not stormed, and not forgotten."""
LONGEST_DATA_RETRY: Final = timedelta(days=7)
"""The same for missing validation data: of an unknown authority it never comes, and each try is an event for ever."""
FAULT_TEXT: Final = "Beklenmeyen bir hata oldu; ayrıntısı işlem günlüğünde. Sistem işletmenine bildirin."
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
    """Attaches, checks and raises signatures of one institution.

    source: of revocation data; None leaves what the files themselves hold. rule: how far, and when to renew.
    archive_form: of the first archive time-stamp; renewals are v3.
    """

    ledger: SignatureLedger
    blobs: BlobStore
    trust: TrustStore
    timestamps: TimestampService
    now: Callable[[], datetime]
    source: RevocationSource | None = None
    rule: RaisingRule = field(default_factory=RaisingRule)
    archive_form: ArchiveForm = ArchiveForm.V3
    algorithms: AlgorithmPolicy = DEFAULT_POLICY

    def attach(
        self,
        document_id: UUID,
        purpose: SignaturePurpose,
        cms: bytes,
        context: Callable[[str], Context],
        content_digest: str | None = None,
        target: SignatureLevel | None = None,
    ) -> UUID:
        """Keep a signature file and record it with its verdict; the same file again is the same signature.

        target: level it is raised to; None follows the institution's rule.
        """
        digest = self.blobs.put(cms)
        signature_id = stream_id_of("signature", str(document_id), purpose.value, digest.hex)
        report = self._checked(cms, content_digest)
        if self.ledger.signature(signature_id) is None:
            attach = AttachSignature(
                signature_id=signature_id,
                document_id=document_id,
                purpose=purpose,
                digest=digest.hex,
                size=len(cms),
                level=_level(report),
                content_digest=content_digest,
                signer="; ".join(item.signer for item in report.signatures if item.signer)[:500] or None,
                target=target,
            )
            self.ledger.submit(attach, context(f"signature:{signature_id}:attach"))
        self.validate(signature_id, context)
        return signature_id

    def validate(self, signature_id: UUID, context: Callable[[str], Context]) -> None:
        """Check the stored bytes, record the verdict and what comes next; nothing is written when that is known."""
        signature = self._known(signature_id)
        if signature.planned:
            return
        cms = self.blobs.read(BlobDigest(signature.digest))
        report = self._checked(cms, signature.content_digest)
        plan = self._plan(cms, report, signature) if report.intact is True else RaisingPlan()
        self._submit_once(
            RecordValidation(
                signature_id=signature_id,
                digest=signature.digest,
                level=_level(report),
                indication=Indication(report.verdict.indication),
                sub_indication=report.verdict.subindication,
                intact=report.intact is True,
                judged_at=self.now(),
                findings=_findings(report),
                policies=PolicyVersions(algorithms=self.algorithms.name, validator=VALIDATOR),
                due=plan.due,
                next_level=plan.next_level,
                weakens=plan.weakens,
            ),
            context(f"signature:{signature_id}:validate:{VALIDATOR}:{signature.digest}"),
        )

    def raise_one(self, signature_id: UUID, context: Callable[[str], Context]) -> bool:
        """Take the next step of a signature that is due; whether all that is due now is done with it.

        Every other outcome is an event: an authority's or a source's silence, and a grace period, with the time of the
        next try, a rule's no without one. A fault of ours is recorded likewise, and raised.
        """
        try:
            self.validate(signature_id, context)
            signature = self._known(signature_id)
            if signature.next_level is None or signature.due is None or signature.due > self.now():
                return not signature.broken
            self._step(signature, signature.next_level, context)
        except AuthorityUnavailableError as error:
            self._failed(signature_id, "authority-unavailable", str(error), self._retry(signature_id), context)
            return False
        except RaisingRefusal as refusal:
            retry = refusal.due or self._retry(signature_id, LONGEST_DATA_RETRY)
            code, due = type(refusal).__name__, retry if refusal.passing else None
            self._failed(signature_id, code, refusal.message_tr, due, context)
            return False
        except BlobRefused as refusal:  # lost or damaged bytes may come back from a backup
            retry = self._retry(signature_id, LONGEST_DATA_RETRY)
            self._failed(signature_id, type(refusal).__name__, refusal.message_tr, retry, context)
            return False
        except Exception:  # recorded, so that a signature we have a fault with does not stand first for ever
            self._failed(signature_id, "fault", FAULT_TEXT, self._retry(signature_id, LONGEST_DATA_RETRY), context)
            raise
        return True

    def _retry(self, signature_id: UUID, longest: timedelta = LONGEST_RETRY) -> datetime:
        return self.now() + _wait(self._known(signature_id).failed_attempts, longest)

    def _step(self, signature: Signature, wanted: SignatureLevel, context: Callable[[str], Context]) -> None:
        """From the recorded bytes to the next ones; what was made is checked before it is recorded."""
        old = self.blobs.read(BlobDigest(signature.digest))
        content = self._content(signature.content_digest)
        levels = levels_of(old)
        cades = [number for number, level in enumerate(levels) if level is not SignatureLevel.CMS]
        below = [number for number in cades if not reaches(levels[number], wanted)]
        steps = extend(old, wanted, self._means(), signers=below or cades, content=content)
        new = steps[-1].data
        report = self._checked(new, signature.content_digest)
        if report.intact is not True:
            raise RuntimeError(f"raising {signature.id} to {wanted} made a file that is not intact; nothing recorded")
        self._raised(signature, steps, self._plan(new, report, signature), context)

    def _raised(
        self, signature: Signature, steps: Sequence[Raised], plan: RaisingPlan, context: Callable[[str], Context]
    ) -> None:
        new = self.blobs.put(steps[-1].data)
        stamp = next((step.stamp for step in reversed(steps) if step.stamp), None)
        self._submit_once(
            RaiseSignature(
                signature_id=signature.id,
                to_level=steps[-1].to_level,
                old_digest=signature.digest,
                new_digest=new.hex,
                new_size=len(steps[-1].data),
                tsa=stamp.authority if stamp else None,
                gen_time=stamp.gen_time if stamp else None,
                test=stamp is not None and stamp.verdict.test,
                due=plan.due,
                next_level=plan.next_level,
                weakens=plan.weakens,
            ),
            context(f"signature:{signature.id}:raise:{signature.digest}"),
        )

    def _means(self) -> Means:
        return Means(self.timestamps, self.trust, self.now, self.source, self.archive_form, algorithms=self.algorithms)

    def _plan(self, cms: bytes, report: FileReport, signature: Signature) -> RaisingPlan:
        ends = [_grace_end(item) for item in report.signatures]
        return plan_raising(
            _level(report),
            signature.target or self.rule.target,
            self.now(),
            lead=self.rule.lead,
            weakens=weakens_at(cms, self.trust, self.algorithms),
            not_before=max((end for end in ends if end is not None), default=None),
        )

    def _submit_once(self, command: SignatureCommand, context: Context) -> None:
        """Record a fact whose request key names the bytes it is about: who was faster has recorded the same."""
        with suppress(RequestKeyConflictError):
            self.ledger.submit(command, context)

    def _failed(
        self,
        signature_id: UUID,
        code: str,
        message: str,
        retry: datetime | None,
        context: Callable[[str], Context],
    ) -> None:
        signature = self._known(signature_id)
        wanted = signature.next_level or next_level_of(signature.level) or signature.level
        failure = RecordRaisingFailure(signature_id, wanted, code, message, retry)
        self.ledger.submit(failure, context(f"signature:{signature_id}:raise-failed:{self.now().isoformat()}"))

    def _known(self, signature_id: UUID) -> Signature:
        signature = self.ledger.signature(signature_id)
        if signature is None:
            raise LookupError(f"there is no signature {signature_id}")
        return signature

    def _checked(self, cms: bytes, content_digest: str | None) -> FileReport:
        return check_signatures(
            cms, at=self.now(), trust=self.trust, content=self._content(content_digest), algorithms=self.algorithms
        )

    def _content(self, digest: str | None) -> bytes | None:
        return self.blobs.read(BlobDigest(digest)) if digest else None


def _level(report: FileReport) -> SignatureLevel:
    """The lowest level of the file's signers: what still has to be done is decided by the weakest."""
    levels = [item.level for item in report.signatures]
    return min(levels, key=list(SignatureLevel).index, default=SignatureLevel.CMS)


def _grace_end(report: SignatureReport) -> datetime | None:
    """Of a signature that has a time-stamp and no values yet."""
    if report.level is not SignatureLevel.T or report.proven_time is None:
        return None
    return grace_end_of(report.policy, report.proven_time)


def _findings(report: FileReport) -> tuple[SignatureFinding, ...]:
    of_file = [SignatureFinding(reason.code, reason.message) for reason in report.findings]
    of_signers = [
        SignatureFinding(reason.code, reason.message, item.signer)
        for item in report.signatures
        for reason in item.verdict.reasons
    ]
    return tuple((of_file + of_signers)[:_MOST_FINDINGS])


def _wait(failed_attempts: int, longest: timedelta = LONGEST_RETRY) -> timedelta:
    doubled: timedelta = FIRST_RETRY * (1 << min(failed_attempts, 16))
    return min(doubled, longest)
