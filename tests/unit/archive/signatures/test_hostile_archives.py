"""Whatever is done to the bytes of an archived signature, the outcome is a verdict, and never a better one."""

from functools import lru_cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.signatures import StampKind, check_signatures
from domain.signatures.levels import Indication
from testkit.signature_edits import renewed
from testkit.signature_workshop import CHECKED, CONTENT, Recipe, Workshop
from timestamping.cms import read_signed_data
from timestamping.der import DerError

HOSTILE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@lru_cache
def sample() -> tuple[Workshop, bytes]:
    """P4 with a content stamp, X stamps, archive time-stamps v2 and v3 and a counter-signature."""
    shop = Workshop(Recipe(content_stamped=CONTENT, x_stamp="x1", archive="v2", edit=renewed))
    return shop, shop.made()


def judged(data: bytes) -> Indication:
    shop, _ = sample()
    return check_signatures(data, at=CHECKED, trust=shop.pki.trust).verdict.indication


@HOSTILE
@given(st.data())
def test_flipped_bits_never_raise(data: st.DataObject) -> None:
    _, octets = sample()
    changed = bytearray(octets)
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(octets) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert judged(bytes(changed)) in Indication


@HOSTILE
@given(st.data())
def test_bytes_cut_out_or_put_in_never_raise(data: st.DataObject) -> None:
    _, octets = sample()
    start = data.draw(st.integers(0, len(octets)))
    end = min(len(octets), start + data.draw(st.integers(0, 40)))
    assert judged(octets[:start] + data.draw(st.binary(max_size=12)) + octets[end:]) in Indication


@HOSTILE
@given(st.data())
def test_parts_exchanged_or_doubled_never_raise(data: st.DataObject) -> None:
    """Whole elements in wrong places reach deeper than random bytes."""
    _, octets = sample()
    signer = read_signed_data(octets).signers[0]
    parts = [*signer.unsigned, *signer.signed]
    inner = [part for attribute in parts for part in (attribute.element, attribute.set, *attribute.set.children)]
    target, source = data.draw(st.sampled_from(inner)), data.draw(st.sampled_from(inner))
    assert judged(octets[: target.start] + source.tlv + octets[target.end :]) in Indication


def test_every_kind_of_stamp_is_in_the_sample() -> None:
    shop, octets = sample()
    report = check_signatures(octets, at=CHECKED, trust=shop.pki.trust).signatures[0]
    assert {stamp.kind for stamp in report.timestamps} == {
        StampKind.CONTENT,
        StampKind.SIGNATURE,
        StampKind.X1,
        StampKind.ARCHIVE_V2,
        StampKind.ARCHIVE_V3,
    }
    assert {stamp.imprint for stamp in report.timestamps} == {True}


def test_lengths_of_outer_containers_do_not_matter_to_the_reader() -> None:
    _, octets = sample()
    for length in range(0, len(octets), 397):
        try:
            read_signed_data(octets[:length])
        except DerError:
            continue
        raise AssertionError(f"{length} bytes of a longer file were read as a whole one")


def test_content_type_that_is_no_identifier_is_a_finding() -> None:
    _, octets = sample()
    kind = read_signed_data(octets).encapsulated.child(0)
    spoiled = octets[: kind.end - 1] + b"\x81" + octets[kind.end :]
    assert judged(spoiled) is Indication.FAILED
