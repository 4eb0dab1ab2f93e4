"""Numbers, the chain of initials, and the way back."""

from dataclasses import replace
from typing import Any

import pytest

from domain.documents import (
    Capacity,
    DocumentState,
    EditDraft,
    InitialDocument,
    Initialled,
    InitialsMethod,
    Medium,
    Numbered,
    RemoveRecipient,
    ReturnedForCorrection,
    ReturnForCorrection,
    RoutedForInitials,
    RoutedForSignature,
    SignatureFacts,
)
from domain.documents.circulation_errors import (
    BodyMissingError,
    CertificateNotGoodError,
    ChainOrderError,
    ContentChangedError,
    InitialsSignatureError,
    NotInTheChainError,
    NotYourTurnToInitialError,
    RecipientMissingError,
    ReturnReasonMissingError,
    SignerAuthorityError,
    SignerMissingError,
    SignerOfficeError,
    TitleAbbreviatedError,
    WarningsNotAcceptedError,
)
from domain.documents.errors import NotAnEditorError, PaperNumberError, VerificationCodeError
from domain.documents.moves import (
    NotInInitialsError,
    NotReturnableError,
    NumberingClosedError,
    RoutingClosedError,
)
from domain.filing import FileCodeFormatError, FileCodeNotLeafError, FileCodeUnknownError
from domain.numbering import Allocated, Opened
from domain.parties import DetsisNumberError
from domain.signatures import Attached, SignaturePurpose
from testkit.given import Story
from testkit.letters import (
    DRAFT,
    LETTER,
    NUMBER,
    ROUTE,
    awaiting_signature,
    drafted,
    initial_by,
    initials_step,
    numbered,
    routed,
    signature_facts,
    signer_step,
)
from testkit.people import BARIS, CEMIL, DENIZ, REGISTRAR, STRANGER


def shown_digest(story: Story) -> str:
    return story.document(LETTER).content.digest


# ── Numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_number_is_allocated_and_taken_in_one_receipt() -> None:
    story = drafted().when(NUMBER)
    opened, allocated, taken = story.then(Opened, Allocated, Numbered)
    assert opened.key == "number-outgoing-67915368-2026"
    assert allocated.document_id == LETTER
    assert taken.document_no == "E-67915368-903.07.02-1"
    assert taken.file_plan_version == "ornek-2026"
    assert taken.register_id == allocated.originator_id


def test_number_is_given_once() -> None:
    numbered().when(NUMBER).then_refused(NumberingClosedError, "SM-5")


def test_number_of_a_returned_document_stays() -> None:
    story = routed().given(ReturnForCorrection(LETTER, "Eksik"), by=BARIS)
    story.when(NUMBER).then_refused(NumberingClosedError, "SM-5")


def test_number_may_be_given_by_the_registry() -> None:
    drafted().when(NUMBER, by=REGISTRAR).then(Opened, Allocated, Numbered)


def test_number_asked_for_by_a_stranger_is_refused() -> None:
    drafted().when(NUMBER, by=STRANGER).then_refused(NotAnEditorError, "SM-2")


def test_number_of_a_paper_document_waits_for_its_signature() -> None:
    paper = replace(DRAFT, medium=Medium.MANDATORY_PHYSICAL, medium_ground="Kanun")
    Story().given(paper).when(NUMBER).then_refused(PaperNumberError, "CF-7")


@pytest.mark.parametrize(
    ("change", "refusal", "rule_id"),
    [
        ({"detsis_no": "07915368"}, DetsisNumberError, "N-8"),
        ({"file_code": "903.7.02"}, FileCodeFormatError, "T-4"),
        ({"file_code": "903.07"}, FileCodeNotLeafError, "T-4"),
        ({"file_code": "999.99"}, FileCodeUnknownError, "T-5"),
        ({"verification_code": "K7Q2M9XZ4B6T8W1"}, VerificationCodeError, "DV-2"),
        ({"verification_code": "k7q2m9xz4b6t8w1p"}, VerificationCodeError, "DV-2"),
        ({"verification_code": "İ7Q2M9XZ4B6T8W1P"}, VerificationCodeError, "DV-2"),
    ],
)
def test_number_with_a_wrong_part_is_refused(change: dict[str, Any], refusal: type, rule_id: str) -> None:
    drafted().when(replace(NUMBER, **change)).then_refused(refusal, rule_id)


def test_number_refused_allocates_nothing() -> None:
    story = drafted().when(replace(NUMBER, file_code="903.07"))
    assert story.when(NUMBER).then(Opened, Allocated, Numbered)[1].registration_no == 1


def test_number_changes_the_content_digest() -> None:
    story = drafted()
    before = shown_digest(story)
    assert shown_digest(story.given(NUMBER)) != before


# ── Routing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_route_starts_the_chain() -> None:
    story = numbered().when(ROUTE)
    fact = story.then_one(RoutedForInitials)
    assert fact.content_digest == shown_digest(story)
    assert story.document(LETTER).state is DocumentState.INITIALLING


def test_route_from_an_unnumbered_draft_is_allowed() -> None:
    drafted().when(ROUTE).then(RoutedForInitials)


def test_route_without_initials_goes_straight_to_signature() -> None:
    numbered().when(replace(ROUTE, steps=())).then(RoutedForInitials, RoutedForSignature)


def test_route_of_a_routed_document_is_refused() -> None:
    routed().when(ROUTE).then_refused(RoutingClosedError, "SM-6")


def test_route_by_a_stranger_is_refused() -> None:
    numbered().when(ROUTE, by=STRANGER).then_refused(NotAnEditorError, "SM-2")


def test_route_without_cover_letter_is_refused() -> None:
    story = Story().given(replace(DRAFT, body=None))
    story.when(ROUTE).then_refused(BodyMissingError, "K-1")


def test_route_without_recipient_is_refused() -> None:
    numbered().given(RemoveRecipient(LETTER, "r1")).when(ROUTE).then_refused(RecipientMissingError, "S2-r-1")


FIRST, SECOND = initials_step(1, BARIS, 1), initials_step(2, CEMIL, 2)
SIGNER = signer_step(1, DENIZ, 3)


@pytest.mark.parametrize(
    "change",
    [
        {"steps": (FIRST, replace(SECOND, order=3))},
        {"steps": (replace(FIRST, order=0),)},
        {"steps": (FIRST, replace(SECOND, person_id=FIRST.person_id))},
        {"steps": (replace(FIRST, rank=5), SECOND)},
        {"signers": (replace(SIGNER, order=2),)},
    ],
    ids=["gap", "from zero", "twice", "down", "signers"],
)
def test_route_with_a_wrong_chain_is_refused(change: dict[str, Any]) -> None:
    numbered().when(replace(ROUTE, **change)).then_refused(ChainOrderError, "SM-6")


def test_route_without_signer_is_refused() -> None:
    numbered().when(replace(ROUTE, signers=())).then_refused(SignerMissingError, "SM-6")


def test_route_with_an_abbreviated_title_is_refused() -> None:
    steps = (replace(FIRST, title="Şb. Md."),)
    numbered().when(replace(ROUTE, steps=steps)).then_refused(TitleAbbreviatedError, "S2-k-1")


def test_route_to_a_signer_without_authority_is_refused() -> None:
    signers = (replace(SIGNER, authority=" "),)
    numbered().when(replace(ROUTE, signers=signers)).then_refused(SignerAuthorityError, "S2-h-10")


def test_route_to_a_delegate_who_names_no_office_is_refused() -> None:
    signers = (replace(SIGNER, capacity=Capacity.DELEGATE),)
    numbered().when(replace(ROUTE, signers=signers)).then_refused(SignerOfficeError, "S2-h-13")


@pytest.mark.parametrize("subject", ["Personel görevlendirmesi", "Personel Görevlendirmesi."])
def test_route_with_a_warning_not_accepted_is_refused(subject: str) -> None:
    story = numbered().given(EditDraft(LETTER, subject=subject))
    story.when(ROUTE).then_refused(WarningsNotAcceptedError, "SM-6")


def test_route_with_an_accepted_warning_records_it() -> None:
    story = numbered().given(EditDraft(LETTER, subject="Personel görevlendirmesi"))
    fact = story.when(replace(ROUTE, accepted_warnings=("S2-e-3",))).then_one(RoutedForInitials)
    assert fact.accepted_warnings == ("S2-e-3",)


def test_route_takes_small_words_in_a_subject_as_they_are() -> None:
    numbered().given(EditDraft(LETTER, subject="Bütçe ve Plan İşleri")).when(ROUTE).then(RoutedForInitials)


# ── Initials ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_initials_are_bound_to_what_was_shown() -> None:
    story = routed()
    fact = story.when(InitialDocument(LETTER, shown_digest(story)), by=BARIS).then_one(Initialled)
    assert (fact.method, fact.content_digest) == (InitialsMethod.E_APPROVAL, shown_digest(story))


def test_last_initials_send_the_document_to_its_signers() -> None:
    story = routed()
    initial_by(story, BARIS)
    story.when(InitialDocument(LETTER, shown_digest(story)), by=CEMIL).then(Initialled, RoutedForSignature)


def test_initials_out_of_turn_are_refused() -> None:
    story = routed()
    story.when(InitialDocument(LETTER, shown_digest(story)), by=CEMIL).then_refused(NotYourTurnToInitialError, "SM-7")


def test_initials_given_twice_are_refused() -> None:
    story = routed()
    initial_by(story, BARIS)
    story.when(InitialDocument(LETTER, shown_digest(story)), by=BARIS).then_refused(NotYourTurnToInitialError, "SM-7")


def test_initials_on_other_content_are_refused() -> None:
    routed().when(InitialDocument(LETTER, "0" * 64), by=BARIS).then_refused(ContentChangedError, "S2-k-9")


def test_initials_on_a_draft_are_refused() -> None:
    story = numbered()
    story.when(InitialDocument(LETTER, shown_digest(story)), by=BARIS).then_refused(NotInInitialsError, "SM-7")


def test_initials_by_signature_begin_a_signature_of_their_own() -> None:
    story = routed()
    command = InitialDocument(LETTER, shown_digest(story), InitialsMethod.E_SIGNATURE, signature_facts(5))
    attached = story.when(command, by=BARIS).then(Initialled, Attached)[1]
    assert (attached.purpose, attached.document_id) == (SignaturePurpose.INITIALS, LETTER)


@pytest.mark.parametrize(
    ("method", "signature"),
    [(InitialsMethod.E_SIGNATURE, None), (InitialsMethod.E_APPROVAL, signature_facts(5))],
)
def test_initials_bring_a_signature_exactly_when_their_method_says_so(
    method: InitialsMethod, signature: SignatureFacts | None
) -> None:
    story = routed()
    command = replace(InitialDocument(LETTER, shown_digest(story), method), signature=signature)
    story.when(command, by=BARIS).then_refused(InitialsSignatureError, "S2-k-4")


def test_initials_by_a_revoked_certificate_are_refused() -> None:
    story = routed()
    certificate = signature_facts(5).certificate
    assert certificate is not None
    revoked = signature_facts(5, certificate=replace(certificate, revocation_status="revoked"))
    command = InitialDocument(LETTER, shown_digest(story), InitialsMethod.E_SIGNATURE, revoked)
    story.when(command, by=BARIS).then_refused(CertificateNotGoodError, "K-3")


# ── Return ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_return_voids_the_initials_and_says_why() -> None:
    story = routed()
    initial_by(story, BARIS)
    fact = story.when(ReturnForCorrection(LETTER, "Tarih eksik"), by=CEMIL).then_one(ReturnedForCorrection)
    assert (fact.voided_initials, fact.context.reason) == ((1,), "Tarih eksik")
    assert story.document(LETTER).state is DocumentState.NUMBERED


def test_return_of_an_unnumbered_document_makes_it_a_draft_again() -> None:
    story = drafted().given(ROUTE).given(ReturnForCorrection(LETTER, "Sayı yok"), by=BARIS)
    assert story.document(LETTER).state is DocumentState.DRAFT


def test_returned_document_starts_its_chain_anew() -> None:
    story = routed()
    initial_by(story, BARIS)
    story.given(ReturnForCorrection(LETTER, "Eksik"), by=CEMIL).given(EditDraft(LETTER, subject="Yeni Konu"), ROUTE)
    story.when(InitialDocument(LETTER, shown_digest(story)), by=CEMIL).then_refused(NotYourTurnToInitialError, "SM-7")


def test_return_by_the_signer_whose_turn_it_is_is_allowed() -> None:
    awaiting_signature().when(ReturnForCorrection(LETTER, "Eksik"), by=DENIZ).then(ReturnedForCorrection)


def test_return_by_somebody_else_is_refused() -> None:
    routed().when(ReturnForCorrection(LETTER, "Eksik"), by=CEMIL).then_refused(NotInTheChainError, "SM-8")


def test_return_without_reason_is_refused() -> None:
    routed().when(ReturnForCorrection(LETTER, " "), by=BARIS).then_refused(ReturnReasonMissingError, "SM-8")


def test_return_of_a_draft_is_refused() -> None:
    numbered().when(ReturnForCorrection(LETTER, "Eksik"), by=BARIS).then_refused(NotReturnableError, "SM-8")
