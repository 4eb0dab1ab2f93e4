"""An ordinary letter with real bytes, whose package is built from the ledger and signed list by list."""

import hashlib
import io
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from api.procedures.package_export import PackageExport
from archive.eyazisma import Component, open_package
from archive.eyazisma.model import Institution, NaturalPerson, PersonName, Text
from archive.eyazisma.writing import PackageBuilder, SenderProfile
from archive.storage import MemoryBlobStore
from domain.documents import (
    AddEnclosure,
    AddRecipient,
    AddReference,
    Distribution,
    Document,
    Enclosure,
    EnclosureKind,
    InitialDocument,
    InitialsMethod,
    PartDigest,
    Recipient,
    Reference,
    RouteForInitials,
    SealDocument,
    SignatureFacts,
    SignDocument,
    StoredFile,
)
from domain.events import stream_id_of
from domain.filing import SAMPLE_PLAN, Classification
from domain.parties import Party, PartyKind
from domain.signatures import Signature, SignatureLevel
from testkit.building import institution_seals, person_signs
from testkit.clock import START
from testkit.given import Story
from testkit.letters import DRAFT, LETTER, NUMBER, initials_step, signer_step
from testkit.people import BARIS, ELIF, SEALER, Person
from timestamping.cms import read_signed_data

LETTER_BYTES: Final = b"%PDF-1.4\n<pdfaid:part>1</pdfaid:part> letter %%EOF\n"
TABLE_BYTES: Final = b"one;two;three\n"
MINISTRY: Final = "24301050"
COMPANY: Final = "0922003497008217"
PROFILE: Final = SenderProfile(
    Institution("67915368", Text("Örnek Kurum", "tr"), unit_no="67915369"),
    signers={
        ELIF.actor.id: NaturalPerson(
            PersonName(Text("Elif", "tr"), Text("Şen", "tr"), title=Text("Genel Müdür", "tr")),
            "10000000146",
            Text("Genel Müdür", "tr"),
        )
    },
)


@dataclass
class ExportDesk:
    """One letter of the ledger, and the exporter that packs it."""

    folder: Path
    profile: SenderProfile = PROFILE
    signers: tuple[Person, ...] = (ELIF,)
    story: Story = field(default_factory=Story)
    blobs: MemoryBlobStore = field(default_factory=MemoryBlobStore)

    def __post_init__(self) -> None:
        body = self._file(LETTER_BYTES, "application/pdf", "Üst Yazı.pdf")
        table = Enclosure("1", "Çizelge", EnclosureKind.FILE, True, self._file(TABLE_BYTES, "text/csv", "çizelge.csv"))
        map_ = Enclosure("2", "Harita", EnclosureKind.PHYSICAL, location="Evrak birimi")
        ministry = Party(PartyKind.INSTITUTION, name="Adalet Bakanlığı", detsis_no=MINISTRY, unit="Personel Dairesi")
        company = Party(PartyKind.LEGAL_PERSON, name="Örnek A.Ş.", register_scheme="MERSIS", register_no=COMPANY)
        self.story.given(
            replace(DRAFT, body=body),
            AddEnclosure(LETTER, table),
            AddEnclosure(LETTER, map_),
            AddReference(LETTER, Reference("r1", "2026-11-05", document_no="E-24301050-020-480", name="Yazınız")),
            AddRecipient(LETTER, Recipient("a", ministry, Distribution.FOR_ACTION)),
            AddRecipient(LETTER, Recipient("b", company, Distribution.FOR_INFORMATION, omitted_enclosures=("1",))),
            NUMBER,
            RouteForInitials(
                LETTER,
                (initials_step(1, BARIS, 1),),
                tuple(signer_step(turn, who, 3 + turn) for turn, who in enumerate(self.signers, 1)),
            ),
        )

    def document(self, document_id: object = LETTER) -> Document | None:
        """See ExportLedger."""
        return self.story.book.find(document_id, Document)  # type: ignore[arg-type]

    def signature(self, signature_id: object) -> Signature | None:
        """See ExportLedger."""
        return self.story.book.find(signature_id, Signature)  # type: ignore[arg-type]

    def export(self) -> PackageExport:
        """The exporter, over the ledger as it stands."""
        return PackageExport(self, self.blobs, self.profile, SAMPLE_PLAN, self.folder)

    def built(self, *, initials: bool = False) -> PackageBuilder:
        """The letter's package as far as it goes."""
        return self.export().build(LETTER, initials=initials)

    def package(self) -> bytes:
        """The same as a file."""
        target = io.BytesIO()
        self.built().write(target)
        return target.getvalue()

    def initialled(self, *, electronically: bool = False) -> "ExportDesk":
        """The one in the chain has initialled."""
        document = self.story.document(LETTER)
        method, facts = InitialsMethod.E_APPROVAL, None
        if electronically:
            cms = person_signs(self.list_of(Component.INITIALS_DIGEST, initials=True))
            method, facts = InitialsMethod.E_SIGNATURE, self._facts("initials", cms)
        self.story.given(InitialDocument(LETTER, document.content.digest, method, facts), by=BARIS)
        return self

    def signed(self, cms: bytes | None = None) -> "ExportDesk":
        """Everybody has signed the list of the package, or what is given."""
        cms = cms or person_signs(self.list_of(Component.PACKAGE_DIGEST))
        for turn, who in enumerate(self.signers, 1):
            facts = self._facts(f"signature-{turn}", cms)
            command = SignDocument(LETTER, facts.signed_digest, Classification.NONE, facts)
            self.story.given(command, by=who)
        return self

    def sealed(self, cms: bytes | None = None) -> "ExportDesk":
        """The institution has sealed the final list, or what is given."""
        cms = cms or institution_seals(self.list_of(Component.FINAL_DIGEST), "Örnek Kurum 67915368")
        facts = self._facts("seal", cms)
        parts = (PartDigest("/Ustveri/Ustveri.xml", "SHA-512", "AAAA"),)
        self.story.given(SealDocument(LETTER, facts.signed_digest, parts, facts), by=SEALER)
        return self

    def list_of(self, component: Component, *, initials: bool = False) -> bytes:
        """A list as the package holds it."""
        target = io.BytesIO()
        self.built(initials=initials).write(target)
        with open_package(target.getvalue()) as package:
            found = package.read(component)
        assert found is not None
        return found

    def _file(self, data: bytes, media_type: str, name: str) -> StoredFile:
        return StoredFile(self.blobs.put(data).hex, len(data), media_type, name)

    def _facts(self, name: str, cms: bytes) -> SignatureFacts:
        content = read_signed_data(cms).content or b""
        return SignatureFacts(
            stream_id_of("test-signature", name),
            self._file(cms, "application/pkcs7-signature", f"{name}.imz"),
            hashlib.sha256(content).hexdigest(),
            SignatureLevel.T,
            "P4",
            START,
        )
