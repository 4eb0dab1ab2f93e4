"""Imprints and hash indexes recomputed over signatures made by others (`../shared/vectors`)."""

from pathlib import Path

import pytest

from archive.signatures.hash_index import IndexComparison, read_hash_index
from archive.signatures.imprints import AttributeOrder, archive_v2_input, archive_v3_input, x1_input
from timestamping.cms import Attribute, SignedData, SignerInfo, hash_by_oid, oids, read_signed_data
from timestamping.tsa import TimeStampToken

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "vectors" / "cades"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/vectors is not beside the project")


def opened(name: str) -> tuple[SignedData, SignerInfo]:
    data = read_signed_data((FOLDER / name).read_bytes())
    return data, data.signers[0]


def tokens(signer: SignerInfo, kind: str) -> list[tuple[Attribute, TimeStampToken]]:
    return [(item, TimeStampToken(item.single.tlv)) for item in signer.unsigned_of(kind)]


def agrees(token: TimeStampToken, pieces: tuple[bytes, ...]) -> bool:
    imprint = token.info.imprint
    return hash_by_oid(imprint.algorithm).digest(*pieces) == imprint.digest


@pytest.mark.parametrize("name", ["Signature-C-A-XL-1.p7m", "cades-dss1997.p7m"])
def test_x1_stamp_covers_signature_stamps_and_references(name: str) -> None:
    _, signer = opened(name)
    [(_, token)] = tokens(signer, oids.X_TYPE_1_TIME_STAMP)
    assert agrees(token, x1_input(signer))


def test_x1_stamp_in_stored_order_is_another_imprint() -> None:
    _, signer = opened("cades-dss1997.p7m")
    [(_, token)] = tokens(signer, oids.X_TYPE_1_TIME_STAMP)
    assert not agrees(token, x1_input(signer, AttributeOrder.STORED))


@pytest.mark.parametrize(("name", "content"), [("sig_with_atsv2.p7s", None), ("cades-tstv2-detached.p7s", b"aaa")])
def test_untagged_archive_stamp_v2_covers_stored_bytes(name: str, content: bytes | None) -> None:
    data, signer = opened(name)
    [(itself, token)] = tokens(signer, oids.ARCHIVE_TIME_STAMP_V2)
    assert agrees(token, archive_v2_input(data, signer, content, [itself], tagged=False))


def test_archive_stamp_v2_of_a_detached_signature_needs_the_content() -> None:
    with pytest.raises(ValueError, match="not at hand"):
        archive_v2_input(*opened("cades-tstv2-detached.p7s"), None)


INTACT_V3 = ["CAdESDoubleLTA.p7m", "Signature-C-A-XL-1.p7m", "cades-ats-v3-wrong-cert.p7m", "cades-dss1997.p7m"]


def v3_agrees(data: SignedData, signer: SignerInfo, token: TimeStampToken) -> bool:
    used, index = hash_by_oid(token.info.imprint.algorithm), read_hash_index(token.signed_data)
    assert data.content is not None
    assert index is not None
    return agrees(token, archive_v3_input(data, signer, used.digest(data.content), index.tlv))


@pytest.mark.parametrize("name", INTACT_V3)
def test_archive_stamps_v3_cover_signer_and_index(name: str) -> None:
    data, signer = opened(name)
    found = tokens(signer, oids.ARCHIVE_TIME_STAMP_V3)
    assert [v3_agrees(data, signer, token) for _, token in found] == [True] * len(found)


def test_changed_index_is_another_imprint() -> None:
    data, signer = opened("CAdES-BpLTA_modified_ats_hash_element.p7m")
    [(_, token)] = tokens(signer, oids.ARCHIVE_TIME_STAMP_V3)
    assert not v3_agrees(data, signer, token)


def comparisons(name: str) -> list[IndexComparison]:
    data, signer = opened(name)
    indexes = [read_hash_index(token.signed_data) for _, token in tokens(signer, oids.ARCHIVE_TIME_STAMP_V3)]
    return [index.compared(data, signer) for index in indexes if index is not None]


@pytest.mark.parametrize("name", ["cades-dss1997.p7m", "cades-ats-v3-wrong-cert.p7m"])
def test_index_entry_without_its_object_is_found(name: str) -> None:
    assert [len(found.missing) for found in comparisons(name)] == [1]


def test_what_came_after_a_stamp_is_not_pinned_by_it() -> None:
    assert [len(found.later_attributes) for found in comparisons("CAdESDoubleLTA.p7m")] == [2, 1]
    assert all(found.complete for found in comparisons("CAdESDoubleLTA.p7m"))
