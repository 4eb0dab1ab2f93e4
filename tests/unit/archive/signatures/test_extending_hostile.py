"""Hostile files under extension: a refusal by name, or a file that is intact; never a traceback."""

import random
from dataclasses import replace

import pytest

from archive.signatures import (
    ArchiveForm,
    NotCadesError,
    PreservedByRecordError,
    RaisingRefusal,
    SignatureNotIntactError,
    SignatureUnreadableError,
    StampNotValidError,
    check_signatures,
    extend,
)
from archive.signatures.raising import signer_of, with_unsigned
from domain.signatures.levels import SignatureLevel
from testkit.long_lived import World
from testkit.signature_workshop import CHECKED, Recipe, Workshop
from timestamping.cms import attribute, oids, read_signed_data
from timestamping.der import octet_string
from timestamping.der import replace as spliced
from timestamping.trust import TrustStore
from timestamping.tsa import AuthorityUnavailableError

XL, A = SignatureLevel.XL, SignatureLevel.A
ROUNDS = 60


@pytest.fixture(scope="module")
def world() -> World:
    return World.make()


@pytest.fixture(scope="module")
def files(world: World) -> dict[str, bytes]:
    means, old = world.means(), world.means(ArchiveForm.V2)
    return {
        "bes": world.signed(),
        "xl": extend(world.signed(), XL, means)[-1].data,
        "v3": extend(world.signed(), A, means)[-1].data,
        "v2": extend(world.signed(), A, old)[-1].data,
    }


def damaged(data: bytes, chance: random.Random) -> bytes:
    """One of: a byte changed, a byte lost, a stretch doubled, the end cut off."""
    place = chance.randrange(len(data))
    match chance.randrange(4):
        case 0:
            return data[:place] + bytes((chance.randrange(256),)) + data[place + 1 :]
        case 1:
            return data[:place] + data[place + 1 :]
        case 2:
            return data[:place] + data[place : place + 40] + data[place:]
        case _:
            return data[:place]


@pytest.mark.parametrize("name", ["bes", "xl", "v3", "v2"])
def test_damaged_file_is_refused_by_name_or_extended_soundly(world: World, files: dict[str, bytes], name: str) -> None:
    chance = random.Random(name)
    means = world.means()
    for _ in range(ROUNDS):
        data = damaged(files[name], chance)
        try:
            extended = extend(data, A, means)[-1].data
        except (RaisingRefusal, AuthorityUnavailableError):
            continue
        assert check_signatures(extended, at=world.now, trust=world.pki.trust).intact


def test_newest_archive_stamp_that_no_longer_holds_is_not_built_upon(world: World, files: dict[str, bytes]) -> None:
    """Another file's archive time-stamp in the place of its own."""
    other = extend(files["bes"], A, world.means())[-1].data
    foreign = signer_of(other, 0).unsigned_of(oids.ARCHIVE_TIME_STAMP_V3)[0].single.tlv
    own = signer_of(files["v3"], 0).unsigned_of(oids.ARCHIVE_TIME_STAMP_V3)[0].single
    with pytest.raises(StampNotValidError):
        extend(spliced(own, foreign), A, world.means())


def test_file_under_an_evidence_record_is_refused(world: World, files: dict[str, bytes]) -> None:
    record = attribute(oids.INTERNAL_EVIDENCE_RECORD, octet_string(b""))
    with pytest.raises(PreservedByRecordError):
        extend(with_unsigned(signer_of(files["xl"], 0), record), A, world.means())


def test_plain_cms_signature_is_no_cades(world: World, files: dict[str, bytes]) -> None:
    signed = read_signed_data(files["bes"]).signers[0]
    assert signed.signed_of(oids.SIGNING_CERTIFICATE_V2)
    with pytest.raises((NotCadesError, RaisingRefusal)):
        extend(files["bes"].replace(b"\x10\x02\x2f", b"\x10\x02\x2e"), A, world.means())


def test_nobody_trusted_means_no_stamp_is_taken(world: World, files: dict[str, bytes]) -> None:
    nobody = TrustStore()
    service = replace(world.stamper(), trust=nobody)
    with pytest.raises(AuthorityUnavailableError):
        extend(files["bes"], A, replace(world.means(), trust=nobody, stamper=service))


@pytest.mark.parametrize("junk", [b"", b"imz", b"\x30\x00", b"\x30\x80" * 200, b"<html>"])
def test_junk_is_unreadable(world: World, junk: bytes) -> None:
    with pytest.raises(SignatureUnreadableError):
        extend(junk, A, world.means())


@pytest.mark.parametrize("broken", [True, False])
def test_broken_counter_signature_blocks_the_file(broken: bool) -> None:
    workshop = Workshop(Recipe())
    world = World(workshop.pki.pki, CHECKED)
    means = replace(world.means(), source=workshop.pki.source())
    data = workshop.countersigned(workshop.made(), broken=broken)
    if broken:
        with pytest.raises(SignatureNotIntactError, match="Mehmet Demir"):
            extend(data, A, means)
    else:
        assert extend(data, A, means)
