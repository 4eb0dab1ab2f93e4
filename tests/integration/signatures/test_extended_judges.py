"""OpenSSL and BouncyCastle judge what we extended: every file, and every time-stamp over the input we computed."""

import subprocess
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from shutil import which

import pytest

from archive.signatures import ArchiveForm, check_signatures, extend
from archive.signatures.hash_index import read_hash_index
from archive.signatures.imprints import archive_v2_input, archive_v3_input
from domain.signatures.levels import Indication, SignatureLevel
from testkit.bouncy_castle import BouncyCastle, cms_task
from testkit.long_lived import CONTENT, NOW, World, indefinite
from timestamping.cms import hash_by_oid, oids, read_signed_data
from timestamping.tsa import TimeStampToken
from timestamping.tsa.authority import RevocablePki

XL, A = SignatureLevel.XL, SignatureLevel.A
openssl = pytest.mark.skipif(which("openssl") is None, reason="openssl is not installed")
NAMES = ("xl", "v3", "v2", "ber-v3", "ber-v2", "two-v3", "two-v2", "renewed-v3", "renewed-v2")


@dataclass(frozen=True)
class Files:
    world: World
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def made() -> Files:
    """One file of each kind; the renewed ones are three years older."""
    world = World.make()
    v2, v3 = world.means(ArchiveForm.V2), world.means()
    ber, two = indefinite(world.signed()), world.two_signers()
    files = {
        "xl": extend(world.signed(), XL, v3)[-1].data,
        "v3": extend(world.signed(), A, v3)[-1].data,
        "v2": extend(world.signed(), A, v2)[-1].data,
        "ber-v3": extend(ber, A, v3)[-1].data,
        "ber-v2": extend(ber, A, v2)[-1].data,
        "two-v3": extend(two, A, v3)[-1].data,
        "two-v2": extend(two, A, v2)[-1].data,
    }
    world.now = NOW + timedelta(days=1000)
    files["renewed-v3"] = extend(files["v3"], A, world.means())[-1].data
    files["renewed-v2"] = extend(files["v2"], A, world.means())[-1].data
    assert set(files) == set(NAMES)
    return Files(world, files)


def stamps(data: bytes) -> list[tuple[str, bytes, bytes]]:
    """Kind, token, and what it covers, of every signature and archive time-stamp of the file."""
    parsed = read_signed_data(data)
    found = []
    for signer in parsed.signers:
        archive = [item for item in signer.unsigned if item.oid in oids.ARCHIVE_TIME_STAMPS]
        for item in signer.unsigned:
            if item.oid not in {oids.SIGNATURE_TIME_STAMP, *oids.ARCHIVE_TIME_STAMPS}:
                continue
            token = TimeStampToken(item.single.tlv)
            covered: tuple[bytes, ...] = (signer.signature_value,)
            if item.oid == oids.ARCHIVE_TIME_STAMP_V2:
                covered = archive_v2_input(parsed, signer, None, archive)
            if item.oid == oids.ARCHIVE_TIME_STAMP_V3:
                index = read_hash_index(token.signed_data)
                assert index is not None
                used = hash_by_oid(token.info.imprint.algorithm)
                covered = archive_v3_input(parsed, signer, used.digest(CONTENT), index.tlv)
            found.append((item.oid, token.der, b"".join(covered)))
    return found


def ran(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@openssl
@pytest.mark.parametrize("name", NAMES)
def test_openssl_accepts_every_extended_file(made: Files, tmp_path: Path, name: str) -> None:
    made.world.pki.write_anchor(tmp_path)
    (tmp_path / "signature.p7m").write_bytes(made.files[name])
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "signature.p7m", "-purpose", "any"]
    at = str(int(NOW.timestamp()))
    said = ran(tmp_path, *command, "-CAfile", "test-root.pem", "-out", "out", "-cades", "-attime", at)
    assert "CAdES Verification successful" in said
    assert (tmp_path / "out").read_bytes() == CONTENT


@openssl
@pytest.mark.parametrize("name", NAMES)
def test_openssl_accepts_every_stamp_over_the_input_we_computed(made: Files, tmp_path: Path, name: str) -> None:
    made.world.pki.write_anchor(tmp_path)
    for _, token, covered in stamps(made.files[name]):
        (tmp_path / "token").write_bytes(token)
        (tmp_path / "data").write_bytes(covered)
        command = ("openssl", "ts", "-verify", "-token_in", "-in", "token", "-data", "data")
        said = ran(tmp_path, *command, "-CAfile", "test-root.pem", "-attime", str(int(NOW.timestamp())))
        assert "Verification: OK" in said


@openssl
def test_openssl_refuses_a_stamp_over_anything_else(made: Files, tmp_path: Path) -> None:
    made.world.pki.write_anchor(tmp_path)
    _, token, covered = stamps(made.files["v3"])[-1]
    (tmp_path / "token").write_bytes(token)
    (tmp_path / "data").write_bytes(covered + b"\0")
    command = ("openssl", "ts", "-verify", "-token_in", "-in", "token", "-data", "data", "-CAfile", "test-root.pem")
    assert "Verification: OK" not in ran(tmp_path, *command)


def test_bouncy_castle_accepts_every_extended_file_and_token(bouncy_castle: BouncyCastle, made: Files) -> None:
    said = bouncy_castle.run([cms_task(made.files[name]) for name in NAMES])
    for name, lines in zip(NAMES, said, strict=True):
        counted = len(read_signed_data(made.files[name]).signers) + len(stamps(made.files[name]))
        assert len(lines) == counted, name
        assert [line for line in lines if not line.endswith("good")] == [], name


def answered_by_ocsp() -> bytes:
    """A long-term signature whose signer was asked about by OCSP; its authorities speak by lists."""
    pki = RevocablePki.make(lambda: NOW)
    world = World(pki.pki)
    return extend(world.signed(), XL, replace(world.means(), source=pki.source()))[-1].data


def test_bouncy_castle_reads_our_references_and_values(bouncy_castle: BouncyCastle, made: Files) -> None:
    by_lists, by_ocsp = bouncy_castle.run([("cades", made.files["xl"]), ("cades", answered_by_ocsp())])
    assert sorted(by_lists) == [
        "certificate-references 2 sha256",
        "certificate-values 3",
        "revocation-references 3 crls 1 1 0 ocsps 0 0 0",
        "revocation-values crls 2 ocsps 0",
    ]
    assert sorted(by_ocsp) == [
        "certificate-references 3 sha256",
        "certificate-values 4",
        "revocation-references 4 crls 0 1 0 0 ocsps 1 0 0 0",
        "revocation-values crls 1 ocsps 1",
    ]


def test_bouncy_castle_finds_a_changed_file(bouncy_castle: BouncyCastle, made: Files) -> None:
    changed = made.files["v3"].replace(CONTENT, CONTENT[:-1] + b"!")
    (lines,) = bouncy_castle.run([cms_task(changed)])
    assert not lines[0].endswith("good")


@pytest.mark.parametrize("name", NAMES)
def test_our_own_check_agrees(made: Files, name: str) -> None:
    report = check_signatures(made.files[name], at=made.world.now, trust=made.world.pki.trust)
    assert report.verdict.indication is Indication.PASSED, report.verdict.reasons
    assert all(stamp.imprint for signature in report.signatures for stamp in signature.timestamps)
