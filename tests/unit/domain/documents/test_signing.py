"""Signatures in turn, the date they give, what comes back, what is cancelled and what is sealed."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.documents import (
    CancelDocument,
    Cancelled,
    Capacity,
    CertificateFacts,
    DocumentState,
    ProposeGrade,
    RefuseSignature,
    RoutedForInitials,
    RouteForInitials,
    Sealed,
    SignatureCompleted,
    SignatureRefused,
    Signed,
    SignerStep,
)
from domain.documents.circulation_errors import (
    AppointmentNotValidError,
    CancelReasonMissingError,
    CancelRightMissingError,
    CertificateNotGoodError,
    FinalDigestError,
    GradeNotConfirmedError,
    NotASignerError,
    NotYourTurnToSignError,
    NumberMissingError,
    RefusalReasonMissingError,
    SealKeeperMissingError,
    StampMissingError,
    ViewedDigestError,
)
from domain.documents.moves import (
    NotAwaitingSignatureError,
    NotCancellableError,
    NotCompletableError,
    NothingToRefuseError,
    NotSealableError,
)
from domain.documents.signing import complete_signature
from domain.events import Context, Fact, Origin
from domain.filing import Classification
from domain.numbering import Voided
from domain.parties import Act
from domain.signatures import Attached, Raised, RaiseSignature, SignatureExistsError, SignatureLevel, SignaturePurpose
from testkit.clock import START
from testkit.given import Story
from testkit.ids import sequential_uuid7
from testkit.letters import (
    LETTER,
    ROUTE,
    SEAL,
    awaiting_signature,
    drafted,
    initial_by,
    numbered,
    routed,
    signature_facts,
    signed,
    signer_step,
    signing,
)
from testkit.people import AYSE, BARIS, CEMIL, DENIZ, ELIF, SEALER, STRANGER, SYSTEM


def straight_to(*signers: SignerStep) -> Story:
    """The numbered letter, sent to its signers without initials."""
    return numbered().given(RouteForInitials(LETTER, (), signers))


# ── Signing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_signature_begins_its_own_life_with_the_signing() -> None:
    fact, attached = awaiting_signature().when(signing(1), by=DENIZ).then(Signed, Attached)
    assert (fact.name, fact.capacity) == ("Deniz Ağaoğlu", Capacity.PRINCIPAL)
    assert attached.originator_id == fact.signature.signature_id
    assert (attached.purpose, attached.level) == (SignaturePurpose.SIGNATURE, SignatureLevel.XL)


def test_last_signature_completes_the_document() -> None:
    story = awaiting_signature().given(signing(1), by=DENIZ)
    story.when(signing(2), by=ELIF).then(Signed, SignatureCompleted, Attached)
    assert story.document(LETTER).state is DocumentState.SIGNED


def test_document_date_is_the_istanbul_day_of_the_last_stamp() -> None:
    story = awaiting_signature().given(signing(1), by=DENIZ)
    late = signing(2, stamped_at=datetime(2026, 11, 21, 21, 30, tzinfo=UTC))
    completed = story.when(late, by=ELIF).then(Signed, SignatureCompleted, Attached)[1]
    assert completed.document_date == "2026-11-22"


def test_document_date_follows_the_latest_stamp_whoever_signed_last() -> None:
    first = signing(1, stamped_at=datetime(2026, 11, 21, 21, 2, tzinfo=UTC))
    second = signing(2, stamped_at=datetime(2026, 11, 21, 20, 58, tzinfo=UTC))
    story = awaiting_signature().given(first, by=DENIZ).given(second, by=ELIF)
    completion = story.document(LETTER).completion
    assert completion is not None
    assert completion.document_date == "2026-11-22"


def test_signing_out_of_turn_is_refused() -> None:
    awaiting_signature().when(signing(1), by=ELIF).then_refused(NotYourTurnToSignError, "SM-12")


def test_signing_before_the_initials_is_refused() -> None:
    routed().when(signing(1), by=DENIZ).then_refused(NotAwaitingSignatureError, "SM-12")


def test_signing_a_signed_document_is_refused() -> None:
    signed().when(signing(3), by=ELIF).then_refused(NotAwaitingSignatureError, "SM-12")


def test_signing_without_a_number_is_refused() -> None:
    story = drafted().given(ROUTE)
    initial_by(story, BARIS)
    initial_by(story, CEMIL)
    story.when(signing(1), by=DENIZ).then_refused(NumberMissingError, "S2-ç-1")


def test_signing_without_confirming_the_grade_is_refused() -> None:
    story = numbered().given(ProposeGrade(LETTER, Classification.OFFICIAL_USE, "Kişisel veri"), ROUTE)
    initial_by(story, BARIS)
    initial_by(story, CEMIL)
    story.when(signing(1), by=DENIZ).then_refused(GradeNotConfirmedError, "CF-2")


def test_signing_what_was_not_shown_is_refused() -> None:
    command = replace(signing(1), viewed_digest="00" * 32)
    awaiting_signature().when(command, by=DENIZ).then_refused(ViewedDigestError, "K-19")


def test_signing_other_content_than_the_first_signer_is_refused() -> None:
    story = awaiting_signature().given(signing(1), by=DENIZ)
    command = replace(signing(2, signed_digest="00" * 32), viewed_digest="00" * 32)
    story.when(command, by=ELIF).then_refused(ViewedDigestError, "K-19")


def certificate(**changes: Any) -> CertificateFacts:
    good = signature_facts(1).certificate
    assert good is not None
    return replace(good, **changes)


@pytest.mark.parametrize(
    "bad",
    [
        certificate(revocation_status="revoked"),
        certificate(not_after=datetime(2026, 11, 1, tzinfo=UTC)),
        certificate(not_before=datetime(2026, 12, 1, tzinfo=UTC)),
    ],
    ids=["revoked", "expired", "not yet valid"],
)
def test_signing_with_a_bad_certificate_is_refused(bad: CertificateFacts) -> None:
    command = signing(1, certificate=bad)
    awaiting_signature().when(command, by=DENIZ).then_refused(CertificateNotGoodError, "K-3")


def test_acting_signer_signs_for_the_office() -> None:
    acting = signer_step(1, DENIZ, 3, capacity=Capacity.ACTING, on_behalf_of="Genel Müdür", valid_until="2026-11-21")
    fact = straight_to(acting).when(signing(1), by=DENIZ).then(Signed, SignatureCompleted, Attached)[0]
    assert (fact.capacity, fact.on_behalf_of) == (Capacity.ACTING, "Genel Müdür")


@pytest.mark.parametrize("period", [{"valid_until": "2026-11-20"}, {"valid_from": "2026-11-22"}])
def test_appointment_must_hold_on_the_day_of_the_stamp(period: dict[str, str]) -> None:
    acting = signer_step(1, DENIZ, 3, capacity=Capacity.ACTING, on_behalf_of="Genel Müdür", **period)
    straight_to(acting).when(signing(1), by=DENIZ).then_refused(AppointmentNotValidError, "S2-h-15")


def test_signature_id_is_used_once() -> None:
    story = awaiting_signature().given(signing(1), by=DENIZ)
    again = signing(2, signature_id=signature_facts(1).signature_id)
    story.when(again, by=ELIF).then_refused(SignatureExistsError, "K-8")


# ── Time stamps that come later ─────────────────────────────────────────────────────────────────────────────────────


def unstamped(number: int) -> object:
    return signing(number, level=SignatureLevel.BES, stamped_at=None)


def stamping(number: int) -> RaiseSignature:
    facts = signature_facts(number)
    return RaiseSignature(
        facts.signature_id,
        SignatureLevel.T,
        facts.file.digest,
        f"{number:032x}" * 2,
        12_000,
        "Test ZDHS",
        datetime(2026, 11, 22, 6, number, tzinfo=UTC),
        True,
    )


def test_unstamped_last_signature_leaves_the_document_undated() -> None:
    story = awaiting_signature().given(signing(1), by=DENIZ)
    story.when(unstamped(2), by=ELIF).then(Signed, Attached)
    assert story.document(LETTER).state is DocumentState.AWAITING_SIGNATURE


def test_later_stamp_of_the_last_signature_dates_the_document() -> None:
    story = awaiting_signature().given(signing(1), by=DENIZ).given(unstamped(2), by=ELIF)
    completed = story.when(stamping(2), by=SYSTEM).then(Raised, SignatureCompleted)[1]
    assert completed.document_date == "2026-11-22"


def test_document_is_dated_only_when_every_signature_is_stamped() -> None:
    story = awaiting_signature().given(unstamped(1), by=DENIZ).given(unstamped(2), by=ELIF)
    story.when(stamping(2), by=SYSTEM).then(Raised)
    story.when(stamping(1), by=SYSTEM).then(Raised, SignatureCompleted)


def test_stamp_of_the_first_signature_waits_for_the_second_signer() -> None:
    story = awaiting_signature().given(unstamped(1), by=DENIZ)
    story.when(stamping(1), by=SYSTEM).then(Raised)


# ── Refusing to sign ────────────────────────────────────────────────────────────────────────────────────────────────


def test_refused_signature_sends_the_document_back_and_voids_what_was_signed() -> None:
    story = awaiting_signature().given(signing(1), by=DENIZ)
    fact = story.when(RefuseSignature(LETTER, "Dayanağı yok"), by=ELIF).then_one(SignatureRefused)
    assert fact.voided_signatures == (sequential_uuid7(101),)
    assert (fact.voided_initials, fact.context.reason) == ((1, 2), "Dayanağı yok")
    assert story.document(LETTER).state is DocumentState.NUMBERED


def test_refusing_out_of_turn_is_refused() -> None:
    awaiting_signature().when(RefuseSignature(LETTER, "Neden"), by=ELIF).then_refused(NotASignerError, "SM-14")


def test_refusing_without_reason_is_refused() -> None:
    awaiting_signature().when(RefuseSignature(LETTER, ""), by=DENIZ).then_refused(RefusalReasonMissingError, "SM-14")


def test_refusing_what_is_signed_is_refused() -> None:
    signed().when(RefuseSignature(LETTER, "Neden"), by=ELIF).then_refused(NothingToRefuseError, "SM-14")


# ── Cancelling ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_cancelled_draft_leaves_no_number() -> None:
    assert drafted().when(CancelDocument(LETTER, "Vazgeçildi")).then_one(Cancelled).document_no is None


def test_cancelled_document_voids_its_number_in_one_receipt() -> None:
    voided, cancelled = numbered().when(CancelDocument(LETTER, "Vazgeçildi")).then(Voided, Cancelled)
    assert (voided.registration_no, cancelled.document_no) == (1, "E-67915368-903.07.02-1")
    assert voided.context.reason == "Vazgeçildi"


@pytest.mark.parametrize("story", [drafted, routed, awaiting_signature], ids=lambda story: story.__name__)
def test_unsigned_document_can_be_cancelled_by_the_units_manager(story: object) -> None:
    assert callable(story)
    cancelled = story().when(CancelDocument(LETTER, "Vazgeçildi"), by=DENIZ)
    assert cancelled.document(LETTER).state is DocumentState.CANCELLED


def test_partly_signed_document_can_be_cancelled() -> None:
    story = awaiting_signature().given(signing(1), by=DENIZ)
    story.when(CancelDocument(LETTER, "Vazgeçildi")).then(Voided, Cancelled)


def test_signed_document_cannot_be_cancelled() -> None:
    signed().when(CancelDocument(LETTER, "Vazgeçildi")).then_refused(NotCancellableError, "SM-15")


def test_cancelling_by_a_stranger_is_refused() -> None:
    command = CancelDocument(LETTER, "Vazgeçildi")
    drafted().when(command, by=STRANGER).then_refused(CancelRightMissingError, "SM-15")


def test_cancelling_without_reason_is_refused() -> None:
    drafted().when(CancelDocument(LETTER, "")).then_refused(CancelReasonMissingError, "SM-15")


def test_cancelled_document_is_not_routed() -> None:
    story = numbered().given(CancelDocument(LETTER, "Vazgeçildi")).when(ROUTE)
    assert story.refusal is not None
    assert story.refusal.rule_id == "SM-6"


# ── Sealing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_seal_covers_the_final_digest_and_begins_its_own_life() -> None:
    sealed, attached = signed().when(SEAL, by=SEALER).then(Sealed, Attached)
    assert sealed.seal.signed_digest == sealed.final_digest
    assert attached.purpose is SignaturePurpose.SEAL


def test_seal_by_the_system_is_allowed() -> None:
    signed().when(SEAL, by=SYSTEM).then(Sealed, Attached)


def test_seal_by_somebody_else_is_refused() -> None:
    signed().when(SEAL, by=AYSE).then_refused(SealKeeperMissingError, "SM-16")


def test_seal_before_the_last_signature_is_refused() -> None:
    story = awaiting_signature().given(signing(1), by=DENIZ)
    story.when(SEAL, by=SEALER).then_refused(NotSealableError, "SM-16")


def test_second_seal_is_refused() -> None:
    signed().given(SEAL, by=SEALER).when(SEAL, by=SEALER).then_refused(NotSealableError, "SM-16")


@pytest.mark.parametrize("change", [{"final_digest": "00" * 32}, {"parts": ()}], ids=["other digest", "no parts"])
def test_seal_that_does_not_cover_the_document_is_refused(change: dict[str, Any]) -> None:
    signed().when(replace(SEAL, **change), by=SEALER).then_refused(FinalDigestError, "SM-16")


def test_sealed_document_takes_no_further_signature() -> None:
    signed().given(SEAL, by=SEALER).when(signing(3), by=ELIF).then_refused(NotAwaitingSignatureError, "SM-12")


def test_refused_document_goes_out_again() -> None:
    story = awaiting_signature().given(RefuseSignature(LETTER, "Eksik"), by=DENIZ)
    story.when(ROUTE).then(RoutedForInitials)


# ── Completing by itself ────────────────────────────────────────────────────────────────────────────────────────────

ACT = Act(Context(SYSTEM.actor, Origin("worker"), "k"), START, SYSTEM.roles)


def test_completion_without_every_stamp_is_refused() -> None:
    story = awaiting_signature().given(unstamped(1), by=DENIZ).given(unstamped(2), by=ELIF)
    with pytest.raises(StampMissingError):
        complete_signature(story.document(LETTER), {signature_facts(2).signature_id: START}, ACT)


def test_completion_before_the_last_signer_is_refused() -> None:
    story = awaiting_signature().given(signing(1), by=DENIZ)
    with pytest.raises(NotCompletableError):
        complete_signature(story.document(LETTER), {}, ACT)


def test_completion_happens_once() -> None:
    with pytest.raises(NotCompletableError):
        complete_signature(signed().document(LETTER), {}, ACT)


def test_fact_of_another_aggregate_is_a_fault() -> None:
    document = drafted().document(LETTER)
    with pytest.raises(TypeError, match="no fact of a document"):
        document.when(Fact(originator_id=LETTER, originator_version=9, timestamp=START, context=ACT.context))
