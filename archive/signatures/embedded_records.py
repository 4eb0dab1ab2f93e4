"""Evidence records inside a signature (16.2.49 and .50): the file without them is their data object (RFC 4998, A).

Internal: the object is the whole ContentInfo as it was before the record was put in. External: that and the detached
content, one group. Several values of one attribute each cover the file without any of them; a further attribute may
cover the earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.signatures.coverage import Coverage, Proofs
from archive.signatures.past import Judge
from archive.signatures.reports import EmbeddedRecord
from timestamping.cms import SignedData, oids, read_signed_data
from timestamping.der import Element, remove
from timestamping.evidence_records import RecordReport, check_record

_MAX_RECORDS = 50  # each is checked over the whole file; more are an attack on our time


def embedded_records(
    data: SignedData, content: bytes | None, judge: Judge, proofs: Sequence[Proofs]
) -> tuple[EmbeddedRecord, ...]:
    """The records of all signers, judged; what valid ones prove is added to each signer's proofs. Raises DerError."""
    found: list[EmbeddedRecord] = []
    for number, signer in enumerate(data.signers):
        positions = [place for place, item in enumerate(signer.unsigned) if item.oid in oids.EVIDENCE_RECORDS]
        for place in positions:
            external = signer.unsigned[place].oid == oids.EXTERNAL_EVIDENCE_RECORD
            for value in signer.unsigned[place].values[: _MAX_RECORDS - len(found)]:
                report = _judged(data, number, place, positions, value, content if external else None, judge)
                found.append(EmbeddedRecord(number, external, report))
                _prove(report, data, signer.unsigned[place].element, proofs)
    return tuple(found)


def _judged(
    data: SignedData,
    signer: int,
    place: int,
    positions: Sequence[int],
    record: Element,
    content: bytes | None,
    judge: Judge,
) -> RecordReport:
    """The verdict over the first form of the file that the record covers, over the first form when it covers none."""
    first: RecordReport | None = None
    for left_out in _left_out(place, positions):
        before = _without(data, signer, left_out)
        objects = [before] if content is None else [before, content]
        report = check_record(
            record.tlv,
            objects,
            trust=judge.trust,
            at=judge.at,
            certificates=judge.known,
            revocation=judge.material,
            algorithms=judge.algorithms,
        )
        if all(report.found):
            return report
        first = first or report
    assert first is not None
    return first


def _left_out(place: int, positions: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Which attributes were not there yet: no record at all, or this one and those that stand after it."""
    yield tuple(positions)
    if place != positions[0]:
        yield tuple(item for item in positions if item >= place)


def _without(data: SignedData, signer: int, positions: Sequence[int]) -> bytes:
    """The ContentInfo without those unsigned attributes of the signer; without the whole field when nothing is left."""
    octets = data.root.tlv
    for place in sorted(positions, reverse=True):
        standing = read_signed_data(octets).signers[signer]
        element = standing.unsigned[place].element
        alone = len(standing.unsigned) == 1 and standing.unsigned_attrs is not None
        octets = remove(standing.unsigned_attrs if alone and standing.unsigned_attrs else element)
    return octets


def _prove(report: RecordReport, data: SignedData, record: Element, proofs: Sequence[Proofs]) -> None:
    if report.proven_since is None:
        return
    around = Coverage(places=((data.root.start, record.start), (record.end, data.root.end)))
    for each in proofs:
        each.add(around, report.proven_since)
