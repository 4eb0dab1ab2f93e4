"""A changed byte in anything a time-stamp of others covers is seen by that time-stamp."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.signatures import IndexState, StampKind, TimestampReport, check_signatures
from timestamping.cms import SignedData, SignerInfo, oids, read_signed_data
from timestamping.der import Element

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "vectors" / "cades"
NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
CONTENT = {"cades-tstv2-detached.p7s": b"aaa"}
ARCHIVED = ["CAdESDoubleLTA.p7m", "Signature-C-A-XL-1.p7m", "cades-tstv2-detached.p7s", "sig_with_atsv2.p7s"]
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/vectors is not beside the project")


def archive_stamps(name: str, data: bytes) -> list[TimestampReport]:
    report = check_signatures(data, at=NOW, content=CONTENT.get(name))
    return [stamp for item in report.signatures for stamp in item.timestamps if stamp.kind.startswith("archive")]


def holds(stamp: TimestampReport) -> bool:
    return stamp.imprint is True and stamp.index is not IndexState.BAD


def certificate(data: SignedData, signer: SignerInfo) -> Element:
    assert data.certificates is not None
    return data.certificates.children[0].child(0).child(6)


def signature(data: SignedData, signer: SignerInfo) -> Element:
    return signer.signature


def signed_attribute(data: SignedData, signer: SignerInfo) -> Element:
    return signer.signed_of(oids.MESSAGE_DIGEST)[0].single


def stamp_token(data: SignedData, signer: SignerInfo) -> Element:
    return signer.unsigned_of(oids.SIGNATURE_TIME_STAMP)[0].single.child(1).inside().child(2).child(1).inside()


def content_type(data: SignedData, signer: SignerInfo) -> Element:
    return data.encapsulated.child(0)


@pytest.mark.parametrize("name", ARCHIVED)
@pytest.mark.parametrize("place", [certificate, signature, signed_attribute, stamp_token, content_type])
def test_changed_byte_is_seen_by_every_archive_stamp(
    name: str, place: Callable[[SignedData, SignerInfo], Element]
) -> None:
    data = (FOLDER / name).read_bytes()
    parsed = read_signed_data(data)
    changed = bytearray(data)
    changed[place(parsed, parsed.signers[0]).end - 1] ^= 1
    assert [holds(stamp) for stamp in archive_stamps(name, data)].count(False) == 0
    assert not any(holds(stamp) for stamp in archive_stamps(name, bytes(changed)))


def test_other_content_is_seen_by_the_archive_stamp_of_a_detached_signature() -> None:
    data = (FOLDER / "cades-tstv2-detached.p7s").read_bytes()
    report = check_signatures(data, at=NOW, content=b"aab")
    assert [s.imprint for s in report.signatures[0].timestamps if s.kind is StampKind.ARCHIVE_V2] == [False]


def test_archive_stamp_of_a_detached_signature_without_content_is_not_evaluated() -> None:
    report = check_signatures((FOLDER / "cades-tstv2-detached.p7s").read_bytes(), at=NOW)
    stamps = [stamp for stamp in report.signatures[0].timestamps if stamp.kind is StampKind.ARCHIVE_V2]
    assert [(stamp.imprint, stamp.verdict.codes[0]) for stamp in stamps] == [(None, "stamp-not-evaluated")]


def test_changed_reference_is_seen_by_the_x_stamp() -> None:
    data = (FOLDER / "Signature-C-A-XL-1.p7m").read_bytes()
    reference = read_signed_data(data).signers[0].unsigned_of(oids.CERTIFICATE_REFERENCES)[0].set
    changed = bytearray(data)
    changed[reference.end - 1] ^= 1
    stamps = check_signatures(bytes(changed), at=NOW).signatures[0].timestamps
    assert [stamp.imprint for stamp in stamps if stamp.kind is StampKind.X1] == [False]


def test_first_stamp_of_two_does_not_cover_the_second() -> None:
    first, second = archive_stamps("CAdESDoubleLTA.p7m", (FOLDER / "CAdESDoubleLTA.p7m").read_bytes())
    assert first.covers.later_attributes == ("archive-time-stamp-v3",)
    assert second.covers.attributes == ("signature-time-stamp", "archive-time-stamp-v3")
