"""One signature's own life: attached, judged, raised; old bytes are never replaced."""

from datetime import datetime
from typing import Self
from uuid import UUID

from eventsourcing.domain import Aggregate

from domain.events import Fact
from domain.parties import Act, Role
from domain.signatures.commands import AttachSignature, RaiseSignature, RecordRaisingFailure, RecordValidation
from domain.signatures.errors import (
    BrokenSignatureError,
    NotARaiseError,
    SignatureBytesError,
    SignatureRightMissingError,
)
from domain.signatures.events import Attached, Raised, RaisingFailed, Validated
from domain.signatures.ladder import is_raise, is_stamped
from domain.signatures.levels import SignatureLevel
from domain.signatures.values import SignaturePurpose


class Signature(Aggregate):
    """A signature, initials signature or seal on a document."""

    document_id: UUID | None = None
    purpose: SignaturePurpose = SignaturePurpose.SIGNATURE
    digest: str = ""
    """Of the present bytes."""
    known_digests: tuple[str, ...] = ()
    """Of all bytes it ever had."""
    content_digest: str | None = None
    """Of the detached content; None when it is attached."""
    judged_digest: str = ""
    """Of the bytes that were judged last."""
    level: SignatureLevel = SignatureLevel.CMS
    broken: bool = False
    """The last judgement of the present bytes found them not intact."""
    stamped_at: datetime | None = None
    """Time of the signature time stamp it got after it was attached."""
    failed_attempts: int = 0
    target: SignatureLevel | None = None
    """Level its own copy is raised to; None: the institution's rule."""
    next_level: SignatureLevel | None = None
    """What the last judgement or raise planned."""
    due: datetime | None = None
    """When that is to be done."""
    planned: bool = False
    """Whether it is known what is to be done with the present bytes, and when."""

    @classmethod
    def attach(cls, command: AttachSignature, act: Act) -> Self:
        """Attach a finished signature; whether the actor may, the caller has decided."""
        return cls._create(
            Attached,
            id=command.signature_id,
            **act.stamp,
            document_id=command.document_id,
            purpose=command.purpose,
            digest=command.digest,
            size=command.size,
            content_digest=command.content_digest,
            signer=command.signer,
            level=command.level,
            due=command.due,
            target=command.target,
        )

    def record_validation(self, command: RecordValidation, act: Act) -> None:
        """Record a judgement of bytes the signature has or had (K-8)."""
        _check_system(act)
        if command.digest not in self.known_digests:
            raise SignatureBytesError
        self.trigger_event(
            Validated,
            **act.stamp,
            digest=command.digest,
            level=command.level,
            indication=command.indication,
            sub_indication=command.sub_indication,
            intact=command.intact,
            findings=command.findings,
            judged_at=command.judged_at,
            policies=command.policies,
            due=command.due,
            next_level=command.next_level,
            weakens=command.weakens,
        )

    def raise_to(self, command: RaiseSignature, act: Act) -> None:
        """Record that the signature was raised (K-9 to K-11)."""
        _check_system(act)
        if command.old_digest != self.digest or command.new_digest in self.known_digests:
            raise SignatureBytesError
        if self.broken:
            raise BrokenSignatureError
        if not is_raise(self.level, command.to_level):
            raise NotARaiseError(from_level=self.level.value, to_level=command.to_level.value)
        self.trigger_event(
            Raised,
            **act.stamp,
            from_level=self.level,
            to_level=command.to_level,
            old_digest=command.old_digest,
            new_digest=command.new_digest,
            new_size=command.new_size,
            tsa=command.tsa,
            gen_time=command.gen_time,
            test=command.test,
            due=command.due,
            next_level=command.next_level,
            weakens=command.weakens,
        )

    def record_raising_failure(self, command: RecordRaisingFailure, act: Act) -> None:
        """Record a failed try; tries are counted since the last success."""
        _check_system(act)
        self.trigger_event(
            RaisingFailed,
            **act.stamp,
            to_level=command.to_level,
            reason_code=command.reason_code,
            message=command.message,
            attempt=self.failed_attempts + 1,
            retry_at=command.retry_at,
        )

    def when(self, fact: Fact) -> None:
        """Take a fact in."""
        match fact:
            case Attached():
                self.document_id, self.purpose = fact.document_id, fact.purpose
                self.digest, self.known_digests, self.level = fact.digest, (fact.digest,), fact.level
                self.content_digest, self.target = fact.content_digest, fact.target
            case Validated():
                self.judged_digest = fact.digest
                if fact.digest == self.digest:
                    self.broken, self.level = not fact.intact, fact.level
                    self._plan(fact)
            case Raised():
                self.digest, self.known_digests = fact.new_digest, (*self.known_digests, fact.new_digest)
                if self.stamped_at is None and not is_stamped(fact.from_level):
                    self.stamped_at = fact.gen_time
                self.level, self.failed_attempts = fact.to_level, 0
                self._plan(fact)
            case RaisingFailed():
                self.failed_attempts = fact.attempt
            case _:
                raise TypeError(f"{type(fact).__name__} is no fact of a signature")

    def _plan(self, fact: Validated | Raised) -> None:
        self.next_level, self.due = fact.next_level, fact.due
        self.planned = fact.next_level is None or fact.due is not None


def check_attachable(act: Act) -> None:
    """Raise SignatureRightMissingError unless the actor may attach signatures by themselves."""
    if not act.has(Role.SYSTEM, Role.REGISTRAR):
        raise SignatureRightMissingError


def _check_system(act: Act) -> None:
    if not act.has(Role.SYSTEM):
        raise SignatureRightMissingError
