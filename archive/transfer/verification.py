"""Verifying an evidence package, with nothing but the file, a trust store and the ledger's key.

What the caller still owes: real trust anchors, and a verifier key or pin that did not come with the package. What a
package cannot prove: that the ledger's own day statements were true when they were sealed; `kutuk verify` proves that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import BinaryIO

from archive.transfer import members
from archive.transfer.content_checks import check_blobs, check_opening, judge_signatures, read_material
from archive.transfer.findings import FindingBook
from archive.transfer.history_checks import History, check_calendar, check_inclusion, read_closings, read_events
from archive.transfer.judging import SealJudges, trust_judges
from archive.transfer.limits import ReadLimits
from archive.transfer.opened import OpenPackage, open_manifest
from archive.transfer.reports import EvidenceReport, JudgedSignature
from archive.transfer.seal_checks import CLOCKS_APART, Seals, check_checkpoints, check_consistency, judge_seals
from archive.transfer.stream_checks import check_streams
from archive.transfer.values import StreamKind
from archive.transfer.zip_reading import HostileZipError, ZipReader
from domain.events import day_interval
from timestamping.checkpoints import Checkpoint, CheckpointError, NoteVerifier, SignedNote
from timestamping.cms import Certificate
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy, TrustStore


@dataclass(frozen=True, slots=True)
class EvidenceOptions:
    """at: our time, aware UTC. trust: anchors of stamps and signatures. keys: verifier keys of ledgers, got elsewhere.

    pins: signed checkpoints kept elsewhere, exact bytes. judges: how seals are judged; None: by the trust store.
    algorithms: until when those of the seals are relied on.
    """

    at: datetime
    trust: TrustStore = field(default_factory=TrustStore)
    keys: tuple[NoteVerifier, ...] = ()
    pins: tuple[bytes, ...] = ()
    judges: SealJudges | None = None
    limits: ReadLimits = field(default_factory=ReadLimits)
    algorithms: AlgorithmPolicy = DEFAULT_POLICY


def verify_package(file: BinaryIO, options: EvidenceOptions) -> EvidenceReport:
    """Verify a package and report; whatever the file holds is reported, never raised.

    1. The archive is harmless and can be read; so can the manifest.
    2. Every member is listed and has the digest listed; the instructions are ours; nothing else is there.
    3. The ledger's key, and its signature over the manifest; whether somebody else vouches for the key.
    4. Checkpoints: signed, growing, each consistent with the one before.
    5. Time stamps and evidence records over the checkpoints.
    6. The days' closings: no day of the calendar left out.
    7. The events: each as it was recorded, each whole stream without a gap.
    8. Each event and closing stands under a checkpoint; the days fit events and seals.
    9. Completeness: for each day and each whole stream an inclusion or absence proof that agrees with the events.
    10. What the opening event says of the ledger; the document's bytes; the signatures, judged again.
    11. What the manifest claims beyond that; the tail that is not sealed yet; the pins.
    """
    book = FindingBook(options.limits.findings)
    # 1
    try:
        reader = ZipReader(file, options.limits)
    except HostileZipError as error:
        book.add(error.name, **error.details)
        return EvidenceReport(book.outcome, book.ordered(), _totals(book))
    package = open_manifest(reader, book, options.limits)
    if package is None:
        return EvidenceReport(book.outcome, book.ordered(), _totals(book), members=len(reader.names))
    run = _Run(package, options)
    # 2
    package.check_members()
    # 3
    run.check_key()
    # 4
    run.check_checkpoints()
    # 5
    run.judge_seals()
    # 6
    read_closings(package, run.history)
    # 7
    read_events(package, run.history)
    # 8
    check_inclusion(package, run.history, run.seals)
    check_calendar(package, run.history, run.seals)
    # 9
    check_streams(package, run.history)
    # 10
    run.check_contents()
    # 11
    run.check_claims()
    run.check_pins()
    return run.report()


@dataclass(slots=True)
class _Run:
    """One verification under way; the methods are called in the order of the procedure."""

    package: OpenPackage
    options: EvidenceOptions
    history: History = field(default_factory=History)
    seals: Seals = field(default_factory=Seals)
    verifier: NoteVerifier | None = None
    vouched: bool = False
    blobs: int = 0
    provisional: int = 0
    certificates: tuple[Certificate, ...] = ()
    signatures: tuple[JudgedSignature, ...] = ()

    def check_key(self) -> None:
        package, origin = self.package, self.package.manifest.origin
        data = package.small(members.KEY)
        if data is None:
            return
        try:
            self.verifier = NoteVerifier.parse(data.decode("ascii").removesuffix("\n"))
            if f"{self.verifier.text()}\n".encode() != data or self.verifier.name != origin:
                raise CheckpointError("key", "not the one form of this ledger's key")
        except (CheckpointError, ValueError) as error:
            package.book.add("key-unreadable", member=members.KEY, reason=error)
            return
        known = [key for key in self.options.keys if key.name == origin]
        self.vouched = self.verifier in known
        if known and not self.vouched:
            package.book.add("key-differs", member=members.KEY, origin=origin, found=self.verifier.text())
        package.check_note(self.verifier)

    def check_checkpoints(self) -> None:
        if self.verifier is not None:
            self.seals = check_checkpoints(self.package, self.verifier)
            check_consistency(self.package, self.seals)
            if not self.seals.heads:
                self.package.book.add("nothing-sealed")

    def judge_seals(self) -> None:
        self.certificates, revocation = read_material(self.package)
        options = self.options
        judges = options.judges or trust_judges(options.trust, options.at, options.algorithms)
        judge_seals(self.package, self.seals, judges(self.certificates, revocation))

    def check_contents(self) -> None:
        package, options = self.package, self.options
        check_opening(package, self.history, self.verifier)
        self.blobs = check_blobs(package, self.history)
        self.signatures = judge_signatures(
            package, self.history, at=options.at, trust=options.trust, certificates=self.certificates
        )

    def check_claims(self) -> None:
        """The manifest against the contents, then what is withheld and what is not sealed yet."""
        manifest, history, book = self.package.manifest, self.history, self.package.book
        covered = self.seals.sizes[-1] if self.seals.sizes else 0
        tail = [position for position in history.positions if position > covered]
        self.provisional = len(tail)
        for name, said, found in self._claims(covered, tail):
            if said != found:
                book.add("manifest-differs", member=members.MANIFEST, field=name)
        for reason, count in sorted(history.withheld.items()):
            book.add("events-withheld", member=members.EVENTS, count=count, reason=reason)
        if manifest.left_out:
            book.add("kinds-left-out", member=members.MANIFEST, kinds=", ".join(manifest.left_out))
        own = [position for position in tail if position not in history.singles]
        if own:
            book.add("events-unsealed", member=members.EVENTS, count=len(own), position=own[0])
        if len(own) < len(tail):
            book.add("reads-unsealed", member=members.EVENTS, count=len(tail) - len(own))
        if history.closings:
            last = history.closings[-1].statement
            book.add("complete-through", member=members.CLOSINGS, day=last.day, position=last.last)

    def _claims(self, covered: int, tail: list[int]) -> list[tuple[str, object, object]]:
        manifest, history = self.package.manifest, self.history
        documents = [stream.id for stream in manifest.streams if stream.kind is StreamKind.DOCUMENT]
        claims: list[tuple[str, object, object]] = [
            ("origin", manifest.origin, f"kutuk/{manifest.institution}"),
            ("document", [manifest.document], documents),
            ("sealed_through", manifest.sealed_through, covered),
        ]
        if history.closings:
            day = history.closings[-1].statement.day
            # By differences: a day after the last of the calendar cannot be computed.
            steps = [later - earlier for earlier, later in pairwise((day, *manifest.provisional_days))]
            claims.append(("provisional.days", steps, [timedelta(days=1)] * len(steps)))
            claims.append(
                ("exported_at", max(manifest.exported_at, day_interval(day)[1] - CLOCKS_APART), manifest.exported_at)
            )
        if not self.package.has(members.EVENTS):
            return claims
        versions = {stream.id: stream.versions for stream in manifest.streams}
        last = max(history.positions, default=0)
        return [
            *claims,
            ("streams", versions, {stream: len(chain) for stream, chain in history.chains.items()}),
            ("provisional.events", manifest.provisional_events, tuple(tail)),
            ("withheld", manifest.withheld, tuple(sorted(history.withheld))),
            ("position", manifest.position, max(last, covered, manifest.position)),
        ]

    def check_pins(self) -> None:
        """A kept checkpoint of the same size must have the same root; then it also vouches for the ledger's key."""
        book, heads = self.package.book, self.seals.by_size()
        for note in self.options.pins:
            try:
                pin = Checkpoint.parse(SignedNote.parse(note).text)
            except CheckpointError as error:
                book.add("pin-unreadable", reason=error)
                continue
            head = heads.get(pin.head.size)
            if pin.origin != self.package.manifest.origin:
                book.add("pin-unreadable", reason=f"{pin.origin}: not {self.package.manifest.origin}")
            elif head is None and pin.head.size > (ends := max([self.package.manifest.position, *self.seals.sizes])):
                book.add("pin-later", size=pin.head.size, found=ends)
            elif head is None:
                book.add("pin-elsewhere", size=pin.head.size)
            elif head != pin.head:
                book.add("pin-differs", size=pin.head.size)
            else:
                self.vouched = True
        if self.verifier is not None and not self.vouched:
            origin = self.package.manifest.origin
            book.add("key-unvouched", member=members.KEY, origin=origin, found=self.verifier.text())

    def report(self) -> EvidenceReport:
        manifest, history, book = self.package.manifest, self.history, self.package.book
        closings = history.closings
        return EvidenceReport(
            outcome=book.outcome,
            findings=book.ordered(),
            counts=_totals(book),
            document=manifest.document,
            institution=manifest.institution,
            origin=manifest.origin,
            profile=manifest.profile,
            exported_at=manifest.exported_at,
            position=manifest.position,
            key=self.verifier.text() if self.verifier else None,
            key_known=self.vouched,
            first_day=closings[0].statement.day if closings else None,
            last_day=closings[-1].statement.day if closings else None,
            days=len(closings),
            sealed_days=self.seals.sealed,
            complete_through=closings[-1].statement.last if closings else None,
            events=len(history.positions) - sum(history.withheld.values()),
            withheld=sum(history.withheld.values()),
            provisional=self.provisional,
            streams=len(history.chains),
            blobs=self.blobs,
            members=len(self.package.reader.names),
            signatures=self.signatures,
        )


def _totals(book: FindingBook) -> tuple[tuple[str, int], ...]:
    counts: Mapping[str, int] = book.counts
    return tuple(sorted(counts.items()))
