"""Archive time-stamps in the dialects that are met: order, equal times, forms of the index, counter-signers."""

from datetime import timedelta

import pytest

from archive.signatures import FileReport, IndexState, StampKind, TimestampReport, check_signatures
from archive.signatures.imprints import archive_v2_input, archive_v3_input
from archive.signatures.raising import with_unsigned
from testkit.signature_workshop import ARCHIVED, CHECKED, CONTENT, STAMPED, Recipe, Workshop
from timestamping.cms import HashAlgorithm, attribute, hash_by_name, oids, read_signed_data
from timestamping.der import algorithm, octet_string, replace, sequence
from timestamping.tsa import Imprint

T = Recipe(policy=None, long_term=False)
SHA256, SHA512 = hash_by_name("sha256"), hash_by_name("sha512")


@pytest.fixture
def shop() -> Workshop:
    return Workshop(T)


def judged(shop: Workshop, data: bytes) -> FileReport:
    return check_signatures(data, at=CHECKED, trust=shop.pki.trust)


def archive_stamps(shop: Workshop, data: bytes) -> list[TimestampReport]:
    stamps = [stamp for item in judged(shop, data).signatures for stamp in item.timestamps]
    return [stamp for stamp in stamps if stamp.kind.startswith("archive")]


def over_older(shop: Workshop, data: bytes, left_out: int, *, tagged: bool, hours: int = 0) -> bytes:
    """An archive time-stamp v2 that leaves out the last archive time-stamps of the file."""
    parsed = read_signed_data(data)
    signer = parsed.signers[0]
    later = signer.unsigned_of(oids.ARCHIVE_TIME_STAMP_V2)[-left_out:] if left_out else ()
    pieces = archive_v2_input(parsed, signer, None, later, tagged=tagged)
    token = shop.token(Imprint.by(SHA256, SHA256.digest(*pieces)), ARCHIVED + timedelta(hours=hours))
    return with_unsigned(signer, attribute(oids.ARCHIVE_TIME_STAMP_V2, token))


@pytest.mark.parametrize("left_out", [0, 1])
def test_stamps_of_one_moment_hold_whether_they_cover_each_other_or_not(shop: Workshop, left_out: int) -> None:
    data = over_older(shop, shop.archived(shop.made(), "v2"), left_out, tagged=True)
    assert [stamp.imprint for stamp in archive_stamps(shop, data)] == [True, True]


def test_dialects_may_be_mixed_in_one_file(shop: Workshop) -> None:
    data = over_older(shop, shop.archived(shop.made(), "v2"), 0, tagged=False, hours=1)
    assert [(stamp.imprint, stamp.form) for stamp in archive_stamps(shop, data)] == [
        (True, "tagged"),
        (True, "untagged"),
    ]


def test_position_of_an_archive_stamp_says_nothing(shop: Workshop) -> None:
    data = over_older(shop, shop.archived(shop.made(), "v2"), 0, tagged=True, hours=1)
    attributes = read_signed_data(data).signers[0].unsigned_attrs
    assert attributes is not None
    first, older, newer = (item.tlv for item in attributes.children)
    moved = data.replace(attributes.value, newer + first + older)
    assert [stamp.imprint for stamp in archive_stamps(shop, moved)] == [True, True]


def indexed(shop: Workshop, kind: str, index: bytes, used: HashAlgorithm = SHA256) -> bytes:
    """A file whose archive time-stamp v3 carries that index."""
    data = shop.made()
    parsed = read_signed_data(data)
    signer = parsed.signers[0]
    pieces = archive_v3_input(parsed, signer, used.digest(CONTENT), index)
    token = shop.token(Imprint.by(used, used.digest(*pieces)), ARCHIVED)
    token = with_unsigned(read_signed_data(token).signers[0], attribute(kind, index))
    return with_unsigned(signer, attribute(oids.ARCHIVE_TIME_STAMP_V3, token))


def old_index(shop: Workshop, used: HashAlgorithm, *, named: bool) -> bytes:
    """An index that hashes whole attributes, as v1 and v2 do."""
    parsed = read_signed_data(shop.made())
    assert parsed.certificates is not None
    certificates = sequence(*(octet_string(used.digest(item.tlv)) for item in parsed.certificates.children))
    attributes = sequence(*(octet_string(used.digest(item.element.tlv)) for item in parsed.signers[0].unsigned))
    return sequence(algorithm(used.oid) if named else b"", certificates, sequence(), attributes)


class Repeating(Workshop):
    """Makes the same file each time it is asked."""

    def made(self) -> bytes:
        if not hasattr(self, "_made"):
            object.__setattr__(self, "_made", super().made())
        return bytes(self._made)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "named", "used"),
    [
        (oids.HASH_INDEX, False, SHA256),
        (oids.HASH_INDEX, True, SHA512),
        (oids.HASH_INDEX_V2, True, SHA256),
        (oids.HASH_INDEX_V2, True, SHA512),
    ],
)
def test_older_forms_of_the_index_hold(kind: str, named: bool, used: HashAlgorithm) -> None:
    shop = Repeating(T)
    index = old_index(shop, used, named=named)
    [stamp] = archive_stamps(shop, indexed(shop, kind, index, used))
    assert (stamp.imprint, stamp.index, stamp.verdict.passed) == (True, IndexState.OK, True)


def test_index_v2_without_its_algorithm_is_bad_although_the_imprint_agrees() -> None:
    shop = Repeating(T)
    [stamp] = archive_stamps(shop, indexed(shop, oids.HASH_INDEX_V2, old_index(shop, SHA256, named=False)))
    assert (stamp.imprint, stamp.index, stamp.verdict.codes[0]) == (True, IndexState.BAD, "hash-index-unreadable")


def test_archive_token_copied_to_another_file_does_not_hold(shop: Workshop) -> None:
    other = Workshop(T)
    token = read_signed_data(shop.archived(shop.made(), "v3")).signers[0].unsigned[-1].single.tlv
    data = with_unsigned(read_signed_data(other.made()).signers[0], attribute(oids.ARCHIVE_TIME_STAMP_V3, token))
    [stamp] = archive_stamps(shop, data)
    assert (stamp.imprint, stamp.index) == (False, IndexState.BAD)


def test_counter_signature_keeps_its_own_time_stamp(shop: Workshop) -> None:
    data = shop.countersigned(shop.made())
    value = read_signed_data(data).signers[0].unsigned_of(oids.COUNTER_SIGNATURE)[0].single
    inner = value.child(5).octets()
    token = attribute(oids.SIGNATURE_TIME_STAMP, shop.token(Imprint.of(inner, "sha256"), STAMPED))
    stamped = replace(value, sequence(value.value, b"\xa1" + octet_string(token)[1:]))
    [counter] = judged(shop, stamped).signatures[0].counter_signatures
    assert [(stamp.kind, stamp.imprint) for stamp in counter.timestamps] == [(StampKind.SIGNATURE, True)]
    assert counter.proven_time == STAMPED


def test_archive_stamp_proves_the_counter_signature_it_covers(shop: Workshop) -> None:
    data = shop.archived(shop.countersigned(shop.made()), "v3")
    [counter] = judged(shop, data).signatures[0].counter_signatures
    assert counter.proven_time == ARCHIVED
