"""Recipients' certificates on the command line: who issued them, whether they still stand, which end soon."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from testkit.building import built_bytes
from testkit.json_shapes import differences
from testkit.recipients import RecipientIssuer
from testkit.started import Finished, Installation

SCHEMA = Path(__file__).parent / "schemas" / "package-recipients.json"
NOW = datetime.now(UTC)
KEY = ec.generate_private_key(ec.SECP256R1())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good recipient, one that is revoked, one that ends soon, a stranger; the root; two lists; a package."""
    place = tmp_path_factory.mktemp("recipients")
    issuer = RecipientIssuer()
    certificates = {
        "good": issuer.certificate(KEY),
        "revoked": issuer.certificate(KEY, "Kapanan Kurum"),
        "soon": issuer.certificate(KEY, "Yakında Dolan", NOW + timedelta(days=10)),
        "stranger": RecipientIssuer("Başka Kök").certificate(KEY),
    }
    (place / "known").mkdir()
    (place / "roots").mkdir()
    for name, certificate in certificates.items():
        write(place / f"{name}.cer", certificate)
        write(place / "known" / f"{name}.cer", certificate)
    write(place / "roots" / "root.pem", issuer.root)
    hour = timedelta(hours=1)
    (place / "now.crl").write_bytes(issuer.revocation_list(NOW - hour, certificates["revoked"]))
    (place / "old.crl").write_bytes(issuer.revocation_list(NOW - 30 * 24 * hour, certificates["revoked"]))
    (place / "letter.eyp").write_bytes(built_bytes("simple.json"))
    return place


def write(path: Path, certificate: x509.Certificate) -> None:
    path.write_bytes(certificate.public_bytes(Encoding.PEM))


def run(folder: Path, action: str, *words: str | Path) -> Finished:
    return Installation(folder / "none").run("package", action, *map(str, words))


def encrypted(folder: Path, out: Path, recipient: str, *lists: str) -> Finished:
    given: list[str | Path] = ["--revocation", *(folder / name for name in lists)] if lists else []
    certificate = folder / f"{recipient}.cer"
    return run(
        folder, "encrypt", folder / "letter.eyp", out, "--recipient", certificate, "--trust", folder / "roots", *given
    )


def test_package_is_encrypted_for_a_good_recipient_and_the_list_is_named(folder: Path, tmp_path: Path) -> None:
    finished = encrypted(folder, tmp_path / "a.eyps", "good", "now.crl")
    assert (finished.code, "crl" in finished.err) == (0, True), finished.err


@pytest.mark.parametrize(
    ("recipient", "lists", "rule"),
    [
        ("revoked", ("now.crl",), "S1-ŞİF-7"),
        ("good", ("old.crl",), "S1-ŞİF-7"),
        ("stranger", ("now.crl",), "S1-ŞİF-1"),
        ("stranger", (), "S1-ŞİF-1"),
    ],
    ids=["revoked", "list too old", "stranger", "stranger without lists"],
)
def test_package_is_not_encrypted_for_a_recipient_that_does_not_stand(
    folder: Path, tmp_path: Path, recipient: str, lists: tuple[str, ...], rule: str
) -> None:
    out = tmp_path / "a.eyps"
    finished = encrypted(folder, out, recipient, *lists)
    assert (finished.code, rule in finished.err, out.exists()) == (2, True, False), finished.err


def test_what_was_not_asked_is_said(folder: Path, tmp_path: Path) -> None:
    bare = run(folder, "encrypt", folder / "letter.eyp", tmp_path / "a.eyps", "--recipient", folder / "good.cer")
    rooted = encrypted(folder, tmp_path / "b.eyps", "good")
    assert (bare.code, rooted.code) == (0, 0)
    assert "neither the issuer nor revocation" in bare.err
    assert "revoked was not looked at" in rooted.err


def test_file_that_is_no_list_is_bad_input(folder: Path, tmp_path: Path) -> None:
    finished = encrypted(folder, tmp_path / "a.eyps", "good", "letter.eyp")
    assert (finished.code, "letter.eyp" in finished.err) == (2, True)


def test_folder_of_recipients_is_told_one_by_one(folder: Path) -> None:
    words = ("--trust", folder / "roots", "--revocation", folder / "now.crl", "--expiring", "30", "--json")
    finished = run(folder, "recipients", folder / "known", *words)
    said = finished.json()
    rows = {row["file"]: (row["expires_soon"], (row["refusal"] or {}).get("rule")) for row in said["recipients"]}
    assert (finished.code, rows) == (
        1,
        {
            "good.cer": (False, None),
            "revoked.cer": (False, "S1-ŞİF-7"),
            "soon.cer": (True, None),
            "stranger.cer": (False, "S1-ŞİF-1"),
        },
    )
    assert list(differences(said, json.loads(SCHEMA.read_text("utf-8")))) == []


def test_certificate_that_ends_soon_is_told_by_the_exit_code(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "soon.cer").write_bytes((folder / "soon.cer").read_bytes())
    assert run(folder, "recipients", tmp_path, "--expiring", "30").code == 6
    assert run(folder, "recipients", tmp_path, "--expiring", "5").code == 0


def test_empty_folder_has_nothing(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "recipients", tmp_path).code == 4
