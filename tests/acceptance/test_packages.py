"""`kutuk package …` as an operator types it: build, check, encrypt, decrypt, update; files in, files and JSON out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from testkit.certificates import Key, Kind, made_certificate
from testkit.json_shapes import differences
from testkit.started import ROOT, Finished, Installation

EXAMPLES = ROOT / "docs" / "examples" / "packages"
SPECIFICATIONS = sorted(path.name for path in EXAMPLES.glob("*.json"))


def pem(path: Path, key: Key, kind: Kind) -> Path:
    """A file with a private key and its certificate."""
    certificate = x509.load_der_x509_certificate(made_certificate(key, kind)).public_bytes(Encoding.PEM)
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate)
    path.with_suffix(".cer").write_bytes(certificate)
    return path


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    pem(folder / "seal.pem", ec.generate_private_key(ec.SECP256R1()), Kind.SEAL)
    pem(folder / "person.pem", ec.generate_private_key(ec.SECP256R1()), Kind.PERSON)
    pem(folder / "rsa.pem", rsa.generate_private_key(public_exponent=65537, key_size=2048), Kind.ENCRYPTION)
    pem(folder / "curve.pem", ec.generate_private_key(ec.SECP384R1()), Kind.ENCRYPTION)
    return folder


@pytest.fixture(scope="module")
def package(keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Finished]:
    installation = Installation(tmp_path_factory.mktemp("none"))
    return lambda action, *words: installation.run("package", action, *map(str, words))


@pytest.fixture(scope="module")
def built(package: Callable[..., Finished], keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The simple example, signed and sealed."""
    out = tmp_path_factory.mktemp("built") / "simple.eyp"
    finished = package("build", EXAMPLES / "simple.json", out, *signing(keys))
    assert finished.code == 0, finished.err
    return out


def signing(keys: Path) -> list[Path | str]:
    return ["--seal-key", keys / "seal.pem", "--insecure-signing-key", keys / "person.pem"]


def fatal(found: dict[str, Any]) -> set[str]:
    return {finding["name"] for finding in found["findings"] if finding["severity"] == "F"}


@pytest.mark.parametrize("name", SPECIFICATIONS)
def test_example_builds_to_the_seal_and_breaks_no_rule_but_the_level(
    package: Callable[..., Finished], keys: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out.eyp"
    assert package("build", EXAMPLES / name, out, *signing(keys), "--json").json()["stage"] == "SEALED"
    checked = package("check", out, "--json")
    assert (checked.code, fatal(checked.json())) == (1, {"LEVEL_TOO_LOW"})


def test_build_without_signatures_names_the_list_to_sign(package: Callable[..., Finished], tmp_path: Path) -> None:
    finished = package("build", EXAMPLES / "simple.json", tmp_path / "out.eyp", "--json")
    assert finished.json() == {
        "file": "out.eyp",
        "stage": "PACKAGE_DIGESTED",
        "finished": False,
        "to_sign": "PaketOzeti/PaketOzeti.xml",
    }


def test_build_keeps_the_contract_of_its_json(package: Callable[..., Finished], tmp_path: Path) -> None:
    schema = json.loads((Path(__file__).parent / "schemas" / "package-build.json").read_text("utf-8"))
    finished = package("build", EXAMPLES / "simple.json", tmp_path / "out.eyp", "--json")
    assert list(differences(finished.json(), schema)) == []


def test_build_twice_gives_the_same_bytes(package: Callable[..., Finished], tmp_path: Path) -> None:
    outs = [tmp_path / "1.eyp", tmp_path / "2.eyp"]
    for out in outs:
        package("build", EXAMPLES / "full.json", out)
    assert outs[0].read_bytes() == outs[1].read_bytes()


@pytest.mark.parametrize("opening", ["rsa", "curve"])
def test_encrypted_package_is_opened_by_each_recipient(
    package: Callable[..., Finished], keys: Path, built: Path, tmp_path: Path, opening: str
) -> None:
    sealed, plain = tmp_path / "a.eyps", tmp_path / "a.eyp"
    certificates = [keys / "rsa.cer", keys / "curve.cer"]
    assert package("encrypt", built, sealed, "--recipient", *certificates).code == 0
    assert package("decrypt", sealed, plain, "--key", keys / f"{opening}.pem").code == 0
    assert plain.read_bytes() == built.read_bytes()


def test_encrypted_package_is_checked_inside_with_its_key(
    package: Callable[..., Finished], keys: Path, built: Path, tmp_path: Path
) -> None:
    sealed = tmp_path / "a.eyps"
    package("encrypt", built, sealed, "--recipient", keys / "rsa.cer")
    closed = package("check", sealed, "--json").json()
    opened = package("check", sealed, "--key", keys / "rsa.pem", "--json").json()
    assert (closed["verdict"], closed["inner"], opened["inner"]["kind"]) == ("indeterminate", None, "eyp")


@pytest.mark.parametrize("wrong", ["seal", "person"])
def test_nothing_is_encrypted_for_a_certificate_of_another_use(
    package: Callable[..., Finished], keys: Path, built: Path, tmp_path: Path, wrong: str
) -> None:
    finished = package("encrypt", built, tmp_path / "a.eyps", "--recipient", keys / f"{wrong}.cer")
    assert finished.code == 2
    assert "S1-ŞİF-6" in finished.err
    assert not (tmp_path / "a.eyps").exists()


@pytest.mark.parametrize("wrong", ["rsa", "person"])
def test_nothing_is_sealed_with_a_certificate_of_another_use(
    package: Callable[..., Finished], keys: Path, tmp_path: Path, wrong: str
) -> None:
    finished = package("build", EXAMPLES / "simple.json", tmp_path / "a.eyp", "--seal-key", keys / f"{wrong}.pem")
    assert finished.code == 2
    assert "S1-ŞİF-6" in finished.err


def test_wrong_key_opens_nothing_and_leaves_no_file(
    package: Callable[..., Finished], keys: Path, built: Path, tmp_path: Path
) -> None:
    sealed = tmp_path / "a.eyps"
    package("encrypt", built, sealed, "--recipient", keys / "rsa.cer")
    finished = package("decrypt", sealed, tmp_path / "a.eyp", "--key", keys / "curve.pem")
    assert finished.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.eyps"]


def test_decryption_replaces_no_file(package: Callable[..., Finished], keys: Path, built: Path, tmp_path: Path) -> None:
    sealed, plain = tmp_path / "a.eyps", tmp_path / "a.eyp"
    package("encrypt", built, sealed, "--recipient", keys / "rsa.cer")
    plain.write_bytes(b"mine")
    assert package("decrypt", sealed, plain, "--key", keys / "rsa.pem").code == 2
    assert plain.read_bytes() == b"mine"


def test_content_that_was_never_encrypted_is_opened_with_a_loud_warning(
    package: Callable[..., Finished], keys: Path, sample: Callable[[str], Path], tmp_path: Path
) -> None:
    out = tmp_path / "plain.eyp"
    finished = package("decrypt", sample("20250512142310.eyps"), out, "--key", keys / "rsa.pem")
    assert finished.code == 0
    assert "NOT ENCRYPTED" in finished.err
    assert out.read_bytes() == sample("20250512142310.eyp").read_bytes()


def test_update_changes_the_grade_around_the_untouched_package(
    package: Callable[..., Finished], keys: Path, built: Path, tmp_path: Path
) -> None:
    out, description = tmp_path / "a.eypg", EXAMPLES / "updates" / "grade.json"
    assert package("update", built, description, out, "--seal-key", keys / "seal.pem").code == 0
    found = package("check", out, "--json").json()
    assert (found["kind"], found["version"], found["inner"]["kind"]) == ("eypg", "2.1", "eyp")
    assert fatal(found) == {"LEVEL_TOO_LOW", "INNER_INVALID"}


def test_update_without_seal_hands_out_the_list_to_be_sealed(
    package: Callable[..., Finished], built: Path, tmp_path: Path
) -> None:
    finished = package("update", built, EXAMPLES / "updates" / "grade.json", tmp_path / "a.eypg")
    assert finished.code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["a.eypg.NihaiOzet.xml"]


def test_check_says_what_the_official_sample_lacks(
    package: Callable[..., Finished], sample: Callable[[str], Path]
) -> None:
    checked = package("check", sample("20250512142310.eyp"), "--recipient", "24301050", "--json")
    found = checked.json()
    assert list(found)[:8] == [
        "file",
        "kind",
        "version",
        "verdict",
        "findings",
        "digests",
        "signatures",
        "metadata",
    ]
    assert (checked.code, fatal(found)) == (1, {"SIGNATURE_NOT_CMS"})
    assert {item["verdict"] for item in found["digests"]} == {"passed"}


@pytest.mark.parametrize(("content", "code"), [(b"", 2), (b"PK\x03\x04", 1), (b"not a package", 2), (b"{}", 2)])
def test_check_of_anything_is_a_verdict_never_a_traceback(
    package: Callable[..., Finished], tmp_path: Path, content: bytes, code: int
) -> None:
    """What is no zip was never a package: bad input; a package that broke is a broken package."""
    file = tmp_path / "x.eyp"
    file.write_bytes(content)
    checked = package("check", file, "--json")
    assert (checked.code, json.loads(checked.out)["verdict"]) == (code, "failed")
    assert "Traceback" not in checked.err


@pytest.mark.parametrize("words", [("check", "none.eyp"), ("build", "none.json", "out.eyp"), ("show", "none.eyp")])
def test_file_that_is_not_there_is_bad_input(package: Callable[..., Finished], words: tuple[str, ...]) -> None:
    finished = package(*words)
    assert finished.code == 2
    assert "none." in finished.err
