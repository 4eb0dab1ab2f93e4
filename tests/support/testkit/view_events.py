"""Events for tests of views: real facts of whole document lives, as recorded events or for an event book."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from domain.access.events import CommandRefused, Viewed
from domain.days.events import BookOpened, DayClosed, DaySealed, DaySealingFailed
from domain.days.values import StreamTree, TimeAuthority
from domain.documents.events import (
    Drafted,
    Edited,
    EnclosureAdded,
    GradeProposed,
    Initialled,
    Numbered,
    RecipientAdded,
    ReferenceAdded,
    RoutedForInitials,
    RoutedForSignature,
    Sealed,
    SignatureCompleted,
    Signed,
)
from domain.documents.values import (
    Capacity,
    CertificateFacts,
    Change,
    Direction,
    Distribution,
    Enclosure,
    EnclosureKind,
    InitialsMethod,
    InitialsStep,
    Medium,
    Recipient,
    Reference,
    SignatureFacts,
    SignerStep,
    StoredFile,
)
from domain.events import (
    Actor,
    Context,
    CreationFact,
    Fact,
    Origin,
    RecordedEvent,
    encode_state,
    fact_to_state,
    micros,
    stream_id_of,
)
from domain.filing import Classification
from domain.numbering.events import Allocated, Opened
from domain.parties import Party, PartyKind
from domain.signatures import SignatureLevel
from domain.signatures.events import Attached, Raised
from domain.signatures.values import SignaturePurpose

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
DIGEST = "ab" * 32
UNIT = "24301050"
REGISTER = stream_id_of("number", "outgoing", UNIT, "2026")
DRAFTER = Actor("ayse.isik", "Ayşe Işık", "Uzman", UNIT)
CHIEF = Actor("ibrahim.ozturk", "İbrahim Öztürk", "Daire Başkanı", UNIT)
BORDER = UUID("9a1f0d3e-3b0e-5e4c-8b6d-2f6b4b757475")


def document_id(number: int) -> UUID:
    """A document's id that tests can name by number."""
    return uuid5(BORDER, f"document {number}")


def signature_id(number: int) -> UUID:
    """A signature's id that tests can name by number."""
    return uuid5(BORDER, f"signature {number}")


def party(name: str) -> Party:
    return Party(PartyKind.INSTITUTION, name=name, detsis_no="67915368")


class EventMaker:
    """Makes facts one after the other, a second apart, each with the version and position that follow."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start
        self.facts: list[Fact] = []
        self.events: list[RecordedEvent] = []
        self._versions: dict[UUID, int] = defaultdict(int)

    def add(
        self, kind: type[Fact], stream: UUID, *, actor: Actor = DRAFTER, reason: str | None = None, **payload: Any
    ) -> RecordedEvent:
        """The next event."""
        version = self._versions[stream] = self._versions[stream] + 1
        context = Context(actor, Origin("graphql", "10.0.0.7", "s-1"), f"key-{len(self.events)}", reason)
        if issubclass(kind, CreationFact):
            payload["originator_topic"] = kind.AGGREGATE
        fact = kind(originator_id=stream, originator_version=version, timestamp=self.now, context=context, **payload)
        self.facts.append(fact)
        return self._record(stream, kind.TOPIC, fact_to_state(fact))

    def add_unknown(self, stream: UUID, topic: str = "document.beamed", schema: int = 1) -> RecordedEvent:
        """An event of a type newer than this program."""
        self._versions[stream] += 1
        body = {
            "schema": schema,
            "occurred_at": self.now.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "actor": {"id": "x", "name": "X", "title": "", "unit": UNIT, "acting_for": None, "delegation": None},
            "origin": {"client": "graphql", "address": None, "session": None},
            "request": {"key": "k", "digest": None},
            "reason": None,
            "payload": {"beam": "green"},
        }
        return self._record(stream, topic, encode_state(body))

    def add_raw(self, stream: UUID, topic: str, state: bytes) -> RecordedEvent:
        """An event with any bytes as its state."""
        self._versions[stream] += 1
        return self._record(stream, topic, state)

    def _record(self, stream: UUID, topic: str, state: bytes) -> RecordedEvent:
        position = len(self.events) + 1
        event = RecordedEvent(
            position, stream, self._versions[stream], micros(self.now), topic, state, position.to_bytes(32, "big")
        )
        self.events.append(event)
        self.now += timedelta(seconds=1)
        return event

    # ── Parts of a life ─────────────────────────────────────────────────────────────────────────────────────────────

    def draft(self, number: int, subject: str = "Personel Görevlendirmesi") -> UUID:
        """Open a draft."""
        stream = document_id(number)
        self.add(
            Drafted,
            stream,
            direction=Direction.OUTGOING,
            medium=Medium.ELECTRONIC,
            medium_ground=None,
            unit=UNIT,
            document_type="letter",
            template=None,
            language="tr",
            subject=subject,
            body=StoredFile(DIGEST, 10, "application/pdf", "yazi.pdf"),
            editors=(),
            content_digest=DIGEST,
        )
        return stream

    def edit(self, stream: UUID, old: str, new: str) -> None:
        """Change the subject."""
        self.add(Edited, stream, changes=(Change("subject", old, new),), body=None, content_digest=DIGEST)

    def grade(self, stream: UUID, grade: Classification) -> None:
        """Propose a grade."""
        self.add(
            GradeProposed,
            stream,
            classification=grade,
            previous=Classification.NONE,
            justification="gerekçe",
            ends_on=None,
            legal_basis="CK 2646",
            content_digest=DIGEST,
        )

    def address(self, stream: UUID, name: str, recipient: str = "r1") -> None:
        """Add a recipient."""
        entry = Recipient(recipient, party(name), Distribution.FOR_ACTION)
        self.add(RecipientAdded, stream, recipient=entry, content_digest=DIGEST)

    def furnish(self, stream: UUID) -> None:
        """Add an enclosure and a reference."""
        file = StoredFile(DIGEST, 5, "text/plain", "liste.txt")
        self.add(
            EnclosureAdded,
            stream,
            enclosure=Enclosure("e1", "Liste", EnclosureKind.FILE, True, file),
            content_digest=DIGEST,
        )
        reference = Reference("g1", "2026-11-01", document_no="E-67915368-903.07.02-17")
        self.add(ReferenceAdded, stream, reference=reference, content_digest=DIGEST)

    def number(self, stream: UUID, registration_no: int) -> str:
        """Give the document a number from the register, which is opened when it is the first."""
        if not self._versions[REGISTER]:
            self.add(Opened, REGISTER, key=f"number-outgoing-{UNIT}-2026", direction="outgoing", unit=UNIT, year=2026)
        self.add(Allocated, REGISTER, registration_no=registration_no, document_id=stream)
        document_no = f"E-{UNIT}-903.07.02-{registration_no}"
        self.add(
            Numbered,
            stream,
            document_no=document_no,
            detsis_no=UNIT,
            file_code="903.07.02",
            file_plan_version="2025",
            registration_no=registration_no,
            register_id=REGISTER,
            verification_code=f"CODE{registration_no:016d}",
            content_digest=DIGEST,
        )
        return document_no

    def route(self, stream: UUID) -> None:
        """Send out for initials and signature."""
        step = InitialsStep(1, DRAFTER.id, DRAFTER.name, DRAFTER.title, UNIT, 1)
        signer = SignerStep(1, CHIEF.id, CHIEF.name, CHIEF.title, UNIT, 5, "YON-1")
        self.add(
            RoutedForInitials, stream, steps=(step,), signers=(signer,), accepted_warnings=(), content_digest=DIGEST
        )

    def initial(self, stream: UUID) -> None:
        """Initial, after which the document awaits its signature."""
        self.add(
            Initialled,
            stream,
            order=1,
            person_id=DRAFTER.id,
            name=DRAFTER.name,
            title=DRAFTER.title,
            method=InitialsMethod.E_APPROVAL,
            content_digest=DIGEST,
            signature=None,
        )
        self.add(RoutedForSignature, stream, content_digest=DIGEST)

    def signature(self, number: int, stamped: bool = False) -> SignatureFacts:
        """Facts of a signature."""
        certificate = CertificateFacts("01", "CN=İbrahim Öztürk", "CN=Test", START, START + timedelta(days=365), "good")
        return SignatureFacts(
            signature_id(number),
            StoredFile(DIGEST, 9, "application/pkcs7-signature", "imza.p7s"),
            DIGEST,
            SignatureLevel.BES,
            "P4",
            self.now if stamped else None,
            certificate,
        )

    def sign(self, stream: UUID, number: int) -> UUID:
        """Sign as the last signer; the signature's own life begins."""
        facts = self.signature(number)
        self.add(
            Signed,
            stream,
            actor=CHIEF,
            order=1,
            person_id=CHIEF.id,
            name=CHIEF.name,
            title=CHIEF.title,
            capacity=Capacity.PRINCIPAL,
            on_behalf_of=None,
            viewed_digest=DIGEST,
            classification=Classification.NONE,
            content_digest=DIGEST,
            signature=facts,
        )
        self.attach(stream, number)
        self.add(SignatureCompleted, stream, dated_at=self.now, document_date="2026-11-20", signers=(CHIEF.name,))
        return signature_id(number)

    def attach(self, stream: UUID, number: int, level: SignatureLevel = SignatureLevel.BES) -> None:
        """Attach a signature to a document."""
        self.add(
            Attached,
            signature_id(number),
            document_id=stream,
            purpose=SignaturePurpose.SIGNATURE,
            digest=DIGEST,
            size=9,
            content_digest=DIGEST,
            signer=CHIEF.name,
            level=level,
            due=None,
            target=None,
        )

    def raise_signature(
        self, number: int, level: SignatureLevel = SignatureLevel.T, following: SignatureLevel | None = None
    ) -> None:
        """Raise a signature, by default to T; with something to follow it is due in a day, too late in a year."""
        self.add(
            Raised,
            signature_id(number),
            from_level=SignatureLevel.BES,
            to_level=level,
            old_digest=DIGEST,
            new_digest="cd" * 32,
            new_size=12,
            tsa="Test TSA",
            gen_time=self.now,
            test=True,
            next_level=following,
            due=self.now + timedelta(days=1) if following else None,
            weakens=self.now + timedelta(days=365) if following else None,
        )

    def seal(self, stream: UUID, number: int) -> None:
        """Seal the document."""
        self.add(Sealed, stream, final_digest=DIGEST, parts=(), seal=self.signature(number, stamped=True))

    def view(self, stream: UUID) -> None:
        """Record that somebody looked at the document."""
        self.add(
            Viewed,
            stream_id_of("access", "2026-11-20", "api-1"),
            element_type="document",
            element_id=str(stream),
            element_label=None,
            document_ids=(stream,),
            version=1,
            part="timeline",
            purpose=None,
        )

    def refuse(self, stream: UUID) -> None:
        """Record that a command was refused."""
        self.add(
            CommandRefused,
            stream_id_of("actor", DRAFTER.id),
            command="SignDocument",
            target_id=stream,
            rule_id="SM-12",
            field=None,
            message_tr="Sıra sizde değil",
            message_en="It is not your turn",
        )

    def open_book(self, day: str = "2026-11-20") -> None:
        """Open the ledger."""
        self.add(
            BookOpened,
            stream_id_of("ledger", UNIT),
            institution=UNIT,
            origin=f"kutuk/{UNIT}",
            public_key="kutuk/24301050+abc+def",
            day=day,
        )

    def close_day(self, day: str, sequence: int, first: int, last: int) -> None:
        """Close a day."""
        self.add(
            DayClosed,
            stream_id_of("day", day),
            day=day,
            sequence=sequence,
            first=first,
            last=last,
            count=last - first + 1,
            report=DIGEST,
            streams=StreamTree(1, DIGEST),
        )

    def fail_sealing(self, day: str) -> None:
        """A try to seal a day failed."""
        self.add(
            DaySealingFailed,
            stream_id_of("day", day),
            day=day,
            tsa=TimeAuthority("Test TSA", "http://tsa.test"),
            reason_code="nonce",
            message="wrong nonce",
        )

    def seal_day(self, day: str, *, late: bool = False) -> None:
        """Seal a day."""
        self.add(
            DaySealed,
            stream_id_of("day", day),
            day=day,
            checkpoint="kutuk/24301050\n1\nAAAA\n",
            token="MIIB",
            imprint_algorithm="sha512",
            tsa=TimeAuthority("Test TSA", "http://tsa.test"),
            gen_time=self.now,
            policy="1.2.3",
            serial="17",
            test=True,
            late=late,
            evidence_record="MIIB",
        )

    def life(self, number: int, subject: str = "Personel Görevlendirmesi", to: str = "Çankaya Belediyesi") -> UUID:
        """A whole outgoing life: 12 events and a few of numbers and signatures."""
        stream = self.draft(number, subject)
        self.address(stream, to)
        self.furnish(stream)
        self.number(stream, number)
        self.route(stream)
        self.initial(stream)
        self.sign(stream, number)
        self.raise_signature(number)
        self.view(stream)
        return stream
