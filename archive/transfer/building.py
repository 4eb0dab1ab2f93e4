"""Building a package: the same evidence gives the same bytes; only `exported_at` tells two exports apart."""

from dataclasses import dataclass
from typing import BinaryIO

from archive.transfer import members
from archive.transfer.instructions import INSTRUCTIONS
from archive.transfer.lines import consistency_line, day_stream_line, event_line, inclusion_line
from archive.transfer.manifest import Manifest, note_text
from archive.transfer.values import Evidence, WithheldEvent
from archive.transfer.writing import MemberWriter
from timestamping.checkpoints import SignedNote, open_checkpoint


@dataclass(frozen=True, slots=True)
class Built:
    """What was written: the manifest, and the SHA-256 of its bytes, under which the ledger's key signed."""

    manifest: Manifest
    note: bytes


def build_package(evidence: Evidence, out: BinaryIO) -> Built:
    """Write the package to `out` (seekable, open for writing).

    1. Instructions and the ledger's verifier key.
    2. The document's events, the days' closings, the proofs.
    3. Per sealed day the checkpoint, the token and the evidence record; certificates and revocation data.
    4. The bytes of the document, and what its signatures were judged to be.
    5. The manifest over all of it, and the ledger's signature over the manifest.
    """
    with MemberWriter(out) as writer:
        return _written(evidence, writer)


def _written(evidence: Evidence, writer: MemberWriter) -> Built:
    # 1
    for name, text in INSTRUCTIONS.items():
        writer.put(name, text)
    writer.put(members.KEY, f"{evidence.signer.verifier.text()}\n".encode())
    # 2
    writer.spool(members.EVENTS, map(event_line, evidence.events))
    writer.spool(members.CLOSINGS, map(event_line, evidence.closings))
    writer.spool(members.PROOFS, map(inclusion_line, evidence.proofs))
    writer.spool(members.STREAMS, map(day_stream_line, evidence.day_streams))
    writer.spool(members.CONSISTENCY, map(consistency_line, evidence.consistency))
    # 3
    _put_seals(evidence, writer)
    for folder, files in (("certificates", evidence.certificates), ("revocation", evidence.revocation)):
        for name in sorted(files):
            writer.put(f"{folder}/{name}", files[name])
    # 4
    for blob in evidence.blobs:
        writer.stream(members.blob_of(blob.digest), blob.size, evidence.open_blob(blob.digest))
    writer.put(members.REPORTS, evidence.reports)
    # 5
    manifest = _manifest(evidence, writer)
    data = manifest.render()
    writer.put(members.MANIFEST, data)
    note = SignedNote.sign(note_text(manifest.origin, evidence.document, data), evidence.signer).render()
    writer.put(members.NOTE, note)
    return Built(manifest, note)


def _put_seals(evidence: Evidence, writer: MemberWriter) -> None:
    for day in sorted(evidence.seals):
        seal = evidence.seals[day]
        writer.put(members.checkpoint_of(day), seal.checkpoint)
        writer.put(members.token_of(day), seal.token)
        if seal.record is not None:
            writer.put(members.record_of(day), seal.record)


def _manifest(evidence: Evidence, writer: MemberWriter) -> Manifest:
    origin = evidence.signer.name
    sealed = sealed_through(evidence)
    return Manifest(
        origin=origin,
        institution=origin.rpartition("/")[2],
        document=evidence.document,
        profile=evidence.profile,
        exported_at=evidence.exported_at,
        position=evidence.position,
        sealed_through=sealed,
        streams=evidence.streams,
        provisional_days=evidence.provisional_days,
        provisional_events=tuple(item.position for item in evidence.events if item.position > sealed),
        withheld=tuple(sorted({item.reason for item in evidence.events if isinstance(item, WithheldEvent)})),
        left_out=evidence.left_out,
        absent=evidence.absent,
        members=tuple(sorted(writer.members, key=lambda member: member.name)),
    )


def sealed_through(evidence: Evidence) -> int:
    """Size of the largest checkpoint in the package; 0 when there is none."""
    verifiers, origin = (evidence.signer.verifier,), evidence.signer.name
    sizes = (open_checkpoint(seal.checkpoint, origin, verifiers).head.size for seal in evidence.seals.values())
    return max(sizes, default=0)
