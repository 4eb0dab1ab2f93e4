"""The contents: certificates, the document's bytes, its signatures, and what the opening event says of the ledger."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from archive.transfer import members
from archive.transfer.history_checks import Fact, History
from archive.transfer.opened import OpenPackage
from archive.transfer.reports import JudgedSignature
from archive.transfer.signature_reports import SignatureFile, judge_signature, read_report
from archive.transfer.values import StreamKind
from timestamping.checkpoints import NoteVerifier
from timestamping.cms import Certificate
from timestamping.der import DerError, Tag, read_exact
from timestamping.trust import RevocationMaterial, TrustStore


def read_material(package: OpenPackage) -> tuple[tuple[Certificate, ...], RevocationMaterial]:
    """Certificates and revocation data beside the tokens: they help to build paths and are never trusted for it."""
    certificates, crls, ocsps = [], [], []
    for name in sorted(package.reader.names):
        if not name.startswith(("certificates/", "revocation/")) or members.digest_in(name) is None:
            continue
        data = package.small(name)
        if data is None:
            continue
        try:
            read_exact(data).expect(Tag.SEQUENCE)
            if name.startswith("certificates/"):
                certificates.append(Certificate(data))
            elif name.endswith(".crl"):
                crls.append(data)
            else:
                ocsps.append(data)
        except DerError:
            package.book.add("certificate-unreadable", member=name)
    return tuple(certificates), RevocationMaterial(tuple(crls), tuple(ocsps))


def check_opening(package: OpenPackage, history: History, verifier: NoteVerifier | None) -> None:
    """The ledger's first event, which lies in the tree itself, names the key and the institution."""
    opening = next((fact for fact in history.facts if fact.topic == "ledger.opened" and fact.position == 1), None)
    if opening is None:
        if package.has(members.EVENTS):
            package.book.add("opening-missing", member=members.EVENTS)
        return
    manifest = package.manifest
    said: tuple[tuple[str, object], ...] = (("origin", manifest.origin), ("institution", manifest.institution))
    if verifier is not None:
        said = (*said, ("public_key", verifier.text()))
    for name, value in said:
        if opening.said.get(name) != value:
            package.book.add("opening-differs", member=members.EVENTS, position=opening.position, field=name)


def check_blobs(package: OpenPackage, history: History) -> int:
    """All bytes that the events of the document and its signatures owe are there, and no others; how many there are."""
    book, named, owed = package.book, set[str](), dict[str, int]()
    signatures = {str(stream.id) for stream in package.manifest.streams if stream.kind is StreamKind.SIGNATURE}
    for fact in history.facts:
        if fact.stream_id not in history.chains:
            continue
        named |= fact.named
        for digest in fact.owed:
            owed.setdefault(digest, fact.position)
        for stream in fact.signatures - signatures:
            book.add("stream-missing", member=members.EVENTS, position=fact.position, stream=stream)
    present = {found: name for name in package.reader.names if (found := members.blob_in(name)) is not None}
    absent = {item.digest: item.reason for item in package.manifest.absent}
    for digest, position in sorted(owed.items()):
        if digest in absent and digest not in present:
            book.add("blob-absent", member=members.MANIFEST, digest=digest, reason=absent[digest])
        elif digest not in present:
            book.add("blob-missing", member=members.blob_of(digest), position=position, digest=digest)
    for digest in sorted(present.keys() - named):
        book.add("blob-unnamed", member=present[digest])
    return len(present)


def judge_signatures(
    package: OpenPackage, history: History, *, at: datetime, trust: TrustStore, certificates: Sequence[Certificate]
) -> tuple[JudgedSignature, ...]:
    """Every signature file is judged again, and held against what was recorded and what the report says."""
    report = _report(package)
    lives: dict[UUID, list[Fact]] = {}
    for fact in history.facts:
        if fact.topic.startswith("signature.") and fact.stream_id in history.chains:
            lives.setdefault(fact.stream_id, []).append(fact)
    judged: list[JudgedSignature] = []
    for life in lives.values():
        for file in _files(package, life):
            opinion = judge_signature(file, at=at, trust=trust, certificates=certificates)
            _compare(package, life, file, opinion.intact, report)
            judged += opinion.signers()
            verdict = opinion.report.verdict
            if not verdict.passed:
                reason = next((item.code for item in verdict.reasons if item.indication is verdict.indication), "-")
                package.book.add(
                    "signature-judged", signature=file.signature, indication=verdict.indication.value, reason=reason
                )
    return tuple(judged)


def _files(package: OpenPackage, life: Sequence[Fact]) -> list[SignatureFile]:
    """The files of one signature in the order they came to be."""
    attached = next((fact.said for fact in life if fact.topic == "signature.attached"), None)
    if attached is None:
        return []
    digests = [attached.get("digest"), *(f.said.get("new_digest") for f in life if f.topic == "signature.raised")]
    content = _bytes(package, attached.get("content_digest"))
    found = []
    for digest in dict.fromkeys(digests):
        data = _bytes(package, digest)
        if data is not None:
            purpose = str(attached.get("purpose"))
            found.append(SignatureFile(life[0].stream_id, purpose, str(digest), data, content))
    return found


def _bytes(package: OpenPackage, digest: Any) -> bytes | None:
    name = members.blob_of(digest) if isinstance(digest, str) else ""
    if not package.has(name):
        return None
    if package.reader.size(name) > package.limits.signature_bytes:
        package.book.add("signature-too-large", member=name, signature=digest)
        return None
    return b"".join(package.chunks(name))


def _compare(
    package: OpenPackage,
    life: Sequence[Fact],
    file: SignatureFile,
    intact: bool | None,
    report: Mapping[tuple[str, str], Any] | None,
) -> None:
    """Only mathematics is compared: trust, and the words of a verdict, may be others at another time."""
    recorded = [
        fact.said.get("intact")
        for fact in life
        if fact.topic == "signature.validated" and fact.said.get("digest") == file.digest
    ]
    if intact is False and True in recorded:
        name = members.blob_of(file.digest)
        package.book.add("signature-broken", member=name, signature=file.signature, reason=file.digest)
    if report is None:
        return
    said = report.get((str(file.signature), file.digest))
    if said is None:
        package.book.add("report-differs", member=members.REPORTS, signature=file.signature, field="signature")
    elif isinstance(intact, bool) and isinstance(said.get("intact"), bool) and said["intact"] is not intact:
        package.book.add("report-differs", member=members.REPORTS, signature=file.signature, field="intact")


def _report(package: OpenPackage) -> Mapping[tuple[str, str], Any] | None:
    data = package.small(members.REPORTS)
    if data is None:
        return None
    try:
        return read_report(data)
    except (ValueError, TypeError) as error:
        package.book.add("report-unreadable", member=members.REPORTS, reason=str(error)[:100])
        return None
