"""An ordinary letter and an ordinary incoming package, step by step, for stories to begin in the middle."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from domain.documents import (
    AddRecipient,
    CertificateFacts,
    Channel,
    Direction,
    Distribution,
    DraftDocument,
    IncomingMetadata,
    InitialDocument,
    InitialsStep,
    NumberDocument,
    PackageVerdict,
    PartDigest,
    ReceiveDocument,
    Recipient,
    RecordPackageCheck,
    RegisterDocument,
    RouteForInitials,
    SealDocument,
    SignatureFacts,
    SignDocument,
    SignerStep,
    StoredFile,
)
from domain.filing import Classification
from domain.parties import Party, PartyKind
from domain.signatures import SignatureLevel
from testkit.clock import START
from testkit.given import Story
from testkit.ids import sequential_uuid7
from testkit.people import BARIS, CEMIL, DENIZ, ELIF, REGISTRAR, SYSTEM, UNIT, Person

LETTER: Final = sequential_uuid7(1)
BODY: Final = StoredFile("ab" * 32, 4096, "application/pdf", "ustyazi.pdf")
PACKAGE_DIGEST: Final = "cd" * 32
"""Digest of the letter's package digest document, which signers sign."""
FINAL_DIGEST: Final = "ef" * 32
CODE: Final = "K7Q2M9XZ4B6T8W1P"
MINISTRY: Final = Party(PartyKind.INSTITUTION, name="Adalet Bakanlığı", detsis_no="24301050")
TO_MINISTRY: Final = Recipient("r1", MINISTRY, Distribution.FOR_ACTION)

DRAFT: Final = DraftDocument(LETTER, Direction.OUTGOING, UNIT, "Personel Görevlendirmesi", body=BODY)
NUMBER: Final = NumberDocument(LETTER, UNIT, "903.07.02", CODE)


def initials_step(order: int, who: Person, rank: int) -> InitialsStep:
    """A turn in the chain of initials."""
    return InitialsStep(order, who.actor.id, who.actor.name, who.actor.title, who.actor.unit, rank)


def signer_step(order: int, who: Person, rank: int, **more: Any) -> SignerStep:
    """A turn in the chain of signatures."""
    actor = who.actor
    return SignerStep(order, actor.id, actor.name, actor.title, actor.unit, rank, "imza-yonergesi-12", **more)


ROUTE: Final = RouteForInitials(
    LETTER,
    (initials_step(1, BARIS, 1), initials_step(2, CEMIL, 2)),
    (signer_step(1, DENIZ, 3), signer_step(2, ELIF, 4)),
)


def drafted() -> Story:
    """A letter with a cover letter and one recipient."""
    return Story().given(DRAFT, AddRecipient(LETTER, TO_MINISTRY))


def numbered() -> Story:
    """The letter with its number."""
    return drafted().given(NUMBER)


def routed() -> Story:
    """The letter out for initials."""
    return numbered().given(ROUTE)


def initial_by(story: Story, who: Person) -> None:
    """Let somebody initial what is shown."""
    story.given(InitialDocument(LETTER, story.document(LETTER).content.digest), by=who)


def awaiting_signature() -> Story:
    """The letter with all initials."""
    story = routed()
    initial_by(story, BARIS)
    initial_by(story, CEMIL)
    return story


def signature_facts(number: int, **changes: Any) -> SignatureFacts:
    """A stamped X-L signature over the letter's package digest, made at the story's start plus `number` minutes."""
    stamped_at = START + timedelta(minutes=number)
    certificate = CertificateFacts(
        "0a1b",
        f"CN=İmzacı {number}",
        "CN=Test Kök",
        datetime(2025, 1, 1, tzinfo=UTC),
        datetime(2028, 1, 1, tzinfo=UTC),
        "good",
    )
    facts = SignatureFacts(
        sequential_uuid7(100 + number),
        StoredFile(f"{number:064x}", 9000, "application/pkcs7-signature", "ImzaCades.imz"),
        PACKAGE_DIGEST,
        SignatureLevel.XL,
        "P4",
        stamped_at,
        certificate,
    )
    return replace(facts, **changes)


def signing(number: int, **changes: Any) -> SignDocument:
    """The command with which the signer of a turn signs the letter."""
    return SignDocument(LETTER, PACKAGE_DIGEST, Classification.NONE, signature_facts(number, **changes))


def signed() -> Story:
    """The letter with both signatures."""
    return awaiting_signature().given(signing(1), by=DENIZ).given(signing(2), by=ELIF)


SEAL: Final = SealDocument(
    LETTER,
    FINAL_DIGEST,
    (PartDigest("/Ustveri/Ustveri.xml", "SHA-384", "AAAA"),),
    signature_facts(9, signed_digest=FINAL_DIGEST, level=SignatureLevel.A),
)

PACKAGE: Final = StoredFile("12" * 32, 50_000, "application/eyazisma", "20250512142310.eyp")
RECEIVE: Final = ReceiveDocument(
    Channel.KEP, PACKAGE, START, package_id="4F9E2E9B-F4E6-4428-8F99-2E0A0D1D42D9", sender=MINISTRY, message_id="m-1"
)
ARRIVAL: Final[UUID] = RECEIVE.document_id
PASSED: Final = RecordPackageCheck(ARRIVAL, PackageVerdict.PASSED, profile="P4")
METADATA: Final = IncomingMetadata(
    "e-Yazışma Test Paketi", "1234", "2025-05-12", sender=MINISTRY, package_version="2.0"
)
REGISTER: Final = RegisterDocument(ARRIVAL, UNIT, METADATA)


def received() -> Story:
    """A package that arrived."""
    return Story().given(RECEIVE, by=SYSTEM)


def validated() -> Story:
    """A package that passed its check."""
    return received().given(PASSED, by=SYSTEM)


def registered() -> Story:
    """An incoming document in the register."""
    return validated().given(REGISTER, by=REGISTRAR)
