"""Ports joined to adapters: everything one process of one institution works with, opened and closed together."""

import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from api.composition.acting import Commands, ReadAppender, SystemHand
from api.composition.database import Database, open_database
from api.composition.decryption_keys import decryption_keys
from api.composition.identifiers import now
from api.composition.installation import blob_folder, institution_of, is_demo, keep_institution
from api.composition.keys import keep_verifier_key, ledger_key
from api.composition.letter_rules import letter_rules
from api.composition.revocation import revocation_source, test_revocation
from api.composition.settings import Settings
from api.composition.timestamps import algorithms_of, timestamp_authorities, timestamp_service
from api.procedures.days import DayKeeper
from api.procedures.intake import IntakeDesk
from api.procedures.seal_renewal import SealRenewer
from api.procedures.signature_plans import RaisingRule
from api.procedures.signatures import SignatureKeeper
from api.procedures.tree import LedgerTree
from archive.signatures import ArchiveForm
from archive.storage import FolderBlobStore
from domain.days import OpenBook, book_id_of
from domain.events import Context, istanbul_day, micros
from domain.ledger import EventBook
from domain.ledger.commands import Ledger, Rules, StoredBook
from domain.parties import Role
from domain.signatures import SignatureLevel
from projections.audit import AuditReader
from projections.days import DayReader
from projections.documents import DocumentReader
from projections.reading import Database as ViewDatabase
from projections.registers import RegisterReader
from projections.renewals import RenewalReader
from projections.runner import PositionReader, ViewClock
from projections.search import SearchReader
from timestamping.checkpoints import NoteSigner, origin_of
from timestamping.trust import AlgorithmPolicy, RevocationSource, TrustStore
from timestamping.tsa import Authority, HttpAuthority, TimestampService
from timestamping.tsa.authority import TestAuthority, TestAuthorityServer, TestPki

_CLOCKS_APART: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Views:
    """Readers of all views, over one pool of connections. algorithms: until when those of evidence are relied on."""

    database: ViewDatabase
    clock: ViewClock
    algorithms: AlgorithmPolicy

    @property
    def documents(self) -> DocumentReader:
        return DocumentReader(self.database)

    @property
    def search(self) -> SearchReader:
        return SearchReader(self.database)

    @property
    def days(self) -> DayReader:
        return DayReader(self.database, self.algorithms)

    @property
    def audit(self) -> AuditReader:
        return AuditReader(self.database)

    @property
    def renewals(self) -> RenewalReader:
        return RenewalReader(self.database)

    @property
    def registers(self) -> RegisterReader:
        return RegisterReader(self.database)

    @property
    def positions(self) -> PositionReader:
        return PositionReader(self.database)

    def wait(self, position: int, timeout: float) -> bool:
        """Whether every view that shows documents has taken the position in, in time."""
        return self.clock.wait_all(("documents", "registers", "renewals", "search"), position, timeout)


@dataclass(frozen=True, slots=True)
class Services:
    """One process's services. All parts are safe to use from several threads."""

    settings: Settings
    institution: str
    database: Database
    book: EventBook
    stored: StoredBook
    ledger: Ledger
    commands: Commands
    views: Views
    blobs: FolderBlobStore
    tree: LedgerTree
    signer: NoteSigner
    trust: TrustStore
    timestamps: TimestampService
    revocation: RevocationSource
    append_reads: ReadAppender
    now: Callable[[], datetime]

    def hand(self, name: str, *roles: Role) -> SystemHand:
        """The ledger's own hand, for the process of that name; with further roles where it does an office's work."""
        return SystemHand(self.commands, self.stored, name, self.institution, frozenset({Role.SYSTEM, *roles}))

    def days(self) -> DayKeeper:
        """Closes and seals days."""
        hand = self.hand("worker-days")
        return DayKeeper(
            book=self.book,
            submit=hand.submit,
            tree=self.tree,
            reports=self.blobs,
            signer=self.signer,
            timestamps=self.timestamps,
            institution=self.institution,
            context=hand.context,
            now=self.now,
        )

    def seal_renewer(self) -> SealRenewer:
        """Renews the evidence beside day seals."""
        hand = self.hand("worker-days")
        return SealRenewer(
            book=self.book,
            submit=hand.submit,
            blobs=self.blobs,
            timestamps=self.timestamps,
            origin=self.signer.name,
            context=hand.context,
            now=self.now,
            lead=timedelta(days=self.settings.renewal_lead_days),
        )

    def signatures(self) -> SignatureKeeper:
        """Attaches, checks and raises signatures."""
        lead = timedelta(days=self.settings.renewal_lead_days)
        return SignatureKeeper(
            self.hand("worker-signatures"),
            self.blobs,
            self.trust,
            self.timestamps,
            self.now,
            self.revocation,
            RaisingRule(SignatureLevel(self.settings.target_level), lead),
            ArchiveForm(self.settings.archive_stamp),
            self.timestamps.algorithms,
        )

    def intake(self, context: Callable[[str], Context] | None = None) -> IntakeDesk:
        """Takes packages in; ``context`` names the person at the desk, the system itself without one."""
        hand = self.hand("intake", Role.REGISTRAR)
        return IntakeDesk(
            ledger=hand,
            blobs=self.blobs,
            signatures=self.signatures(),
            institution=self.institution,
            registry_unit=self.institution,
            context=context or hand.context,
            now=self.now,
            keys=decryption_keys(self.settings),
        )

    def open_ledger(self) -> None:
        """Write the ledger's first event, once; later calls change nothing."""
        key = self.signer.verifier.text()
        command = OpenBook(self.institution, self.signer.name, key, first_day_of(self.now()).isoformat())
        hand = self.hand("set-up")
        if not self.book.read_stream(book_id_of(self.signer.name)):
            hand.submit(command, hand.context("open"))


def first_day_of(moment: datetime) -> date:
    """The first day of a ledger opened at a moment of our clock.

    The database's clock, which records the event, may stand a little behind: just after midnight it would lie on a
    day before the first one, and no day could ever be closed. An empty first day does no harm.
    """
    return istanbul_day(moment - _CLOCKS_APART)


@contextmanager
def open_services(
    settings: Settings,
    *,
    demo: bool = False,
    clock: Callable[[], datetime] = now,
    database: Database | None = None,
) -> Iterator[Services]:
    """Everything, for as long as the context lasts; the ledger is opened when it is new.

    demo: an institution is made up when none is set, and the test root is trusted. database: one that is open already.
    Raises SetUpError.
    """
    institution = institution_of(settings, demo=demo)
    demo = demo or is_demo(settings)
    with ExitStack() as stack:
        keep_institution(settings, institution)
        base = database or stack.enter_context(open_database(settings, institution))
        authorities = timestamp_authorities(settings, clock)
        if demo and not authorities:
            authorities = [stack.enter_context(test_authority(settings, clock))]
        made_up = demo and not settings.tsa
        revocation = (test_revocation if made_up else revocation_source)(settings, clock)
        services = _joined(settings, institution, base, clock, authorities, revocation, stack)
        services.open_ledger()
        keep_verifier_key(settings, services.signer.verifier)
        yield services


@contextmanager
def test_authority(settings: Settings, clock: Callable[[], datetime]) -> Iterator[HttpAuthority]:
    """A test authority of our own over real HTTP on this machine; its root becomes a trust anchor marked TEST."""
    pki = TestPki.in_folder(settings.test_pki_folder, clock())
    pki.write_anchor(settings.trust_folder)
    with TestAuthorityServer(TestAuthority(pki, clock, serial=micros(clock()))) as server:
        yield HttpAuthority(server.url)


def _joined(
    settings: Settings,
    institution: str,
    database: Database,
    clock: Callable[[], datetime],
    authorities: Sequence[Authority],
    revocation: RevocationSource,
    stack: ExitStack,
) -> Services:
    book = EventBook(database.dsn, database.schema, pool_size=settings.limits.database_connections)
    stack.callback(book.close)
    view_database = ViewDatabase(database.dsn, database.schema, pool_size=settings.limits.database_connections)
    stack.callback(view_database.close)
    algorithms = algorithms_of(settings)
    views = Views(view_database, stack.enter_context(ViewClock(database.dsn, database.schema)), algorithms)
    origin = origin_of(institution)
    stored = StoredBook(book)
    letter_data, letter_settings = letter_rules(settings.data / "letters")
    ledger = Ledger(stored, Rules(origin, letter_data=letter_data, letter_settings=letter_settings))
    trust = TrustStore.from_folder(settings.trust_folder)
    return Services(
        settings=settings,
        institution=institution,
        database=database,
        book=book,
        stored=stored,
        ledger=ledger,
        commands=Commands(ledger, clock),
        views=views,
        blobs=FolderBlobStore(blob_folder(settings)),
        tree=LedgerTree(book),
        signer=NoteSigner(origin, ledger_key(settings)),
        trust=trust,
        timestamps=timestamp_service(settings, authorities, trust, clock, algorithms),
        revocation=revocation,
        append_reads=ReadAppender(ledger, f"{socket.gethostname()}-{os.getpid()}"),
        now=clock,
    )
