"""Packages through intake on a started ledger: registered, invalid, linked, opened, and sent back through GraphQL."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from testkit.building import built_bytes
from testkit.certificates import Kind, made_certificate
from testkit.json_shapes import differences
from testkit.official_line import mutate
from testkit.packages import METADATA, hand_made
from testkit.started import Finished, Installation, Kutuk, copied, running

CARD = """query ($id: UUID!) { document(id: $id) { state verdict acceptanceDeadline { utc }
  findings { rule severity } rejection { packageId documentNo subject reasonText evidenceIds }
  history(first: 20) { edges { node { topic } } } } }"""
REGISTRAR = "elif.arslan"


def exchanged_letter() -> bytes:
    """A package whose letter is not the one that was digested."""
    made = hand_made()
    made.parts["/UstYazi/ustyazi.pdf"] += b"!"
    return made.zip()


def secret() -> bytes:
    return hand_made(METADATA.replace(">YOK<", ">GZL<").replace("6F1C9A52", "6F1C9A53")).zip()


def other_zip(package: bytes) -> bytes:
    """The same parts in another zip: same BelgeId, other bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in sorted(source.namelist()):
            copy.writestr(name, source.read(name))
    return target.getvalue()


@dataclass(frozen=True)
class Desk:
    """What one import of all packages said, by file stem, and the running server on it."""

    finished: Finished
    said: dict[str, dict[str, Any]]
    kutuk: Kutuk

    def card(self, name: str) -> dict[str, Any]:
        """The card of what a file became."""
        found: dict[str, Any] = self.kutuk.data_of(CARD, "zeynep.sahin", id=self.said[name]["document"])["document"]
        return found

    def topics(self, name: str) -> list[str]:
        """Its history."""
        return [edge["node"]["topic"] for edge in self.card(name)["history"]["edges"]]


def key_of(installation: Installation) -> Path:
    """A decryption key of the institution in its place; its certificate beside it."""
    folder = installation.data / "keys" / "decryption"
    folder.mkdir(parents=True)
    key = ec.generate_private_key(ec.SECP256R1())
    der = made_certificate(key, Kind.ENCRYPTION)
    certificate = x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)
    (folder / "2026.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate
    )
    place = installation.data.parent / "kurum.cer"
    place.write_bytes(certificate)
    return place


@pytest.fixture(scope="module")
def desk(seeded: Path, sample: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("desk")
    installation = copied(seeded, folder)
    certificate = key_of(installation)
    simple, letter = built_bytes("simple.json"), sample("20250512142310.eyp").read_bytes()
    files = {
        "official.eyp": letter,
        "again.eyp": letter,
        "official.eyps": sample("20250512142310.eyps").read_bytes(),
        "other.eyp": sample("paketv2x.eyp").read_bytes(),
        "letter.eyp": exchanged_letter(),
        "secret.eyp": secret(),
        "nonsense.eyp": b"not a package",
        "simple.eyp": simple,
        "zipped.eyp": other_zip(simple),
        "person.eyp": built_bytes("person.json"),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    for source in ("person.eyp",):
        done = installation.run(
            "package",
            "encrypt",
            str(folder / source),
            str(folder / "encrypted.eyps"),
            "--recipient",
            str(certificate),
        )
        assert done.code == 0, done.err
    order = [*files, "encrypted.eyps"]
    order.remove("person.eyp")
    names = [str(folder / name) for name in order]
    finished = installation.run("package", "import", "--json", *names)
    said = {
        item["file"].replace(".", "_") if item["file"] == "official.eyps" else Path(item["file"]).stem: item
        for item in finished.json()["packages"]
    }
    with running(installation, "serve", "--demo") as (kutuk, _):
        yield Desk(finished, said, kutuk)


@pytest.mark.parametrize(
    ("name", "end", "verdict"),
    [
        ("official", "registered", "indeterminate"),
        ("again", "duplicate", "indeterminate"),
        ("official_eyps", "duplicate", "indeterminate"),
        ("other", "registered", "indeterminate"),
        ("simple", "registered", "indeterminate"),
        ("zipped", "duplicate", "indeterminate"),
        ("encrypted", "registered", "indeterminate"),
        ("letter", "invalid", "failed"),
        ("secret", "invalid", "failed"),
        ("nonsense", "invalid", "failed"),
    ],
)
def test_package_ends_as_it_must(desk: Desk, name: str, end: str, verdict: str) -> None:
    assert (desk.said[name]["end"], desk.said[name]["verdict"]) == (end, verdict)


def test_import_with_an_invalid_package_ends_with_two(desk: Desk) -> None:
    assert desk.finished.code == 2


def test_import_of_all_kinds_keeps_the_contract_of_its_json(desk: Desk) -> None:
    schema = json.loads((Path(__file__).parent / "schemas" / "package-import.json").read_text("utf-8"))
    assert list(differences(desk.finished.json(), schema)) == []


def test_other_file_of_a_belge_id_is_linked_in_the_history_and_the_same_file_is_not(desk: Desk) -> None:
    assert desk.said["zipped"]["document"] == desk.said["simple"]["document"]
    assert desk.topics("simple").count("document.duplicate_received") == 1
    assert desk.topics("official").count("document.registered") == 1
    assert desk.topics("official").count("document.duplicate_received") == 1  # the .eyps, not the repeated .eyp


def test_encrypted_package_is_registered_by_its_inside(desk: Desk) -> None:
    assert "document.decrypted" in desk.topics("encrypted")


def test_registered_package_shows_findings_and_the_last_moment_to_reject(desk: Desk) -> None:
    card = desk.card("official")
    assert (card["state"], card["verdict"]) == ("REGISTERED", "INDETERMINATE")
    assert {item["rule"] for item in card["findings"] if item["severity"] == "F"} == {"EYP-46"}
    assert card["acceptanceDeadline"] is not None


def test_secret_grade_is_refused_with_its_rule_and_told_to_the_sender(desk: Desk) -> None:
    said = desk.said["secret"]
    assert said["findings"][0]["rule"] == "CF-1"
    assert "CF-1" in said["notice"]["reason"]


def test_notice_of_nonsense_invents_nothing(desk: Desk) -> None:
    notice = desk.said["nonsense"]["notice"]
    assert notice["package_id"] == "nonsense.eyp"
    assert (notice["date"], notice["document_no"], notice["subject"]) == (None, None, None)
    assert "okunamadı" in notice["text"]


def rejection(desk: Desk, name: str, **more: Any) -> dict[str, Any]:
    notice = desk.said[name]["notice"]
    given = {"reasonCode": "EYP-43", "reasonText": notice["reason"], **more}
    return mutate(desk.kutuk, "rejectDocument", REGISTRAR, documentId=desk.said[name]["document"], **given)


def test_rejection_without_reason_is_refused_by_its_rule(desk: Desk) -> None:
    answer = rejection(desk, "secret", reasonText=" ")
    assert answer["ruleId"] == "S1-KEP-4"


def test_rejection_of_an_unreadable_package_with_a_number_is_refused(desk: Desk) -> None:
    assert rejection(desk, "nonsense", documentNo="E-1")["ruleId"] == "S1-KEP-4"


def test_invalid_package_is_sent_back_and_stays_so(desk: Desk) -> None:
    notice = desk.said["letter"]["notice"]
    answer = rejection(desk, "letter", documentNo=notice["document_no"], messageId="kep-1", evidenceIds=["d-1"])
    assert answer["documentId"] == desk.said["letter"]["document"]
    card = desk.card("letter")
    assert card["state"] == "REJECTED"
    assert card["rejection"] == {
        "packageId": notice["package_id"],
        "documentNo": notice["document_no"],
        "subject": None,
        "reasonText": notice["reason"],
        "evidenceIds": ["d-1"],
    }
    assert "document.rejected" in desk.topics("letter")
    assert rejection(desk, "letter")["ruleId"] == "SM-35"


def test_somebody_else_does_not_reject(desk: Desk) -> None:
    document = desk.said["nonsense"]["document"]
    text = "mutation ($input: RejectDocumentInput!) { rejectDocument(input: $input) { __typename } }"
    given = {"requestKey": str(uuid4()), "documentId": document, "reasonCode": "EYP-1", "reasonText": "x"}
    answer = desk.kutuk.ask(text, "zeynep.sahin", input=given)
    assert answer.get("errors") or answer["data"]["rejectDocument"]["__typename"] != "DocumentChanged"


TAKE_IN = """mutation ($input: TakeInPackageInput!) { takeInPackage(input: $input) { __typename
  ... on PackageTakenIn { documentId end verdict rejectBy { utc } findings { rule }
    notice { packageId documentNo reason } }
  ... on Refusal { ruleId messageTr } } }"""


def taken_in(desk: Desk, data: bytes, name: str, who: str = REGISTRAR) -> dict[str, Any]:
    """The answer to an uploaded package."""
    address = f"{desk.kutuk.address}/graphql/uploads"
    uploaded = httpx.post(address, content=data, headers={"Authorization": f"Bearer demo-{who}"}, timeout=60)
    file = {"digest": uploaded.json()["digest"], "name": name, "mediaType": "application/eyazisma"}
    given = {"requestKey": str(uuid4()), "file": file}
    found: dict[str, Any] = desk.kutuk.data_of(TAKE_IN, who, input=given)["takeInPackage"]
    return found


def test_uploaded_package_is_taken_in_and_again_is_the_same_document(desk: Desk) -> None:
    package = hand_made(METADATA.replace("6F1C9A52", "6F1C9A77")).zip()
    first, second = (taken_in(desk, package, "gelen.eyp") for _ in range(2))
    assert (first["__typename"], first["end"], second["end"]) == ("PackageTakenIn", "invalid", "invalid")
    assert first["documentId"] == second["documentId"]


def test_uploaded_encrypted_package_is_opened_with_the_key_of_the_institution(desk: Desk, tmp_path: Path) -> None:
    plain, encrypted = tmp_path / "full.eyp", tmp_path / "full.eyps"
    plain.write_bytes(built_bytes("full.json"))
    certificate = desk.kutuk.data.parent / "kurum.cer"
    assert desk.kutuk.run("package", "encrypt", str(plain), str(encrypted), "--recipient", str(certificate)).code == 0
    answer = taken_in(desk, encrypted.read_bytes(), "full.eyps")
    assert (answer["end"], answer["verdict"], answer["notice"]) == ("registered", "INDETERMINATE", None)


def test_uploaded_nonsense_is_kept_as_invalid_with_what_to_tell_the_sender(desk: Desk) -> None:
    answer = taken_in(desk, b"something else", "kep-ileti-7.eyp")
    assert (answer["end"], answer["notice"]["packageId"], answer["notice"]["documentNo"]) == (
        "invalid",
        "kep-ileti-7.eyp",
        None,
    )


def test_package_that_was_never_uploaded_is_refused_by_name(desk: Desk) -> None:
    file = {"digest": "ab" * 32, "name": "yok.eyp", "mediaType": "application/eyazisma"}
    given = {"requestKey": str(uuid4()), "file": file}
    assert desk.kutuk.data_of(TAKE_IN, REGISTRAR, input=given)["takeInPackage"]["__typename"] == "BlobMissingRefusal"


def test_auditor_takes_no_package_in(desk: Desk) -> None:
    answer = desk.kutuk.ask(
        TAKE_IN,
        "zeynep.sahin",
        input={"requestKey": "k", "file": {"digest": "ab" * 32, "name": "x", "mediaType": "x/y"}},
    )
    assert answer.get("errors") or answer["data"]["takeInPackage"]["__typename"] == "AccessDeniedRefusal"


def test_package_that_no_key_opened_is_listed_as_still_wrapped(seeded: Path, tmp_path: Path) -> None:
    installation = copied(seeded, tmp_path)
    assert installation.run("package", "wrapped").code == 0
    der = made_certificate(ec.generate_private_key(ec.SECP256R1()), Kind.ENCRYPTION)
    for name, data in {"stranger.cer": der, "person.eyp": built_bytes("person.json")}.items():
        (tmp_path / name).write_bytes(data)
    plain, encrypted, certificate = (str(tmp_path / name) for name in ("person.eyp", "person.eyps", "stranger.cer"))
    assert installation.run("package", "encrypt", plain, encrypted, "--recipient", certificate).code == 0
    taken = installation.run("package", "import", "--json", encrypted).json()["packages"][0]
    listed = installation.run("package", "wrapped", "--json")
    schema = json.loads((Path(__file__).parent / "schemas" / "package-wrapped.json").read_text("utf-8"))
    assert (taken["end"], listed.code) == ("invalid", 6)
    assert [item["document"] for item in listed.json()["packages"]] == [taken["document"]]
    assert list(differences(listed.json(), schema)) == []


def test_package_is_opened_with_a_key_that_a_setting_names(seeded: Path, tmp_path: Path) -> None:
    """Outside the data folder, protected by a password that stands in a file of its own."""
    installation, password = copied(seeded, tmp_path), b"a pass phrase of the institution"
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = x509.load_der_x509_certificate(made_certificate(key, Kind.ENCRYPTION)).public_bytes(Encoding.PEM)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password))
    files = {"kurum.cer": certificate, "kurum.pem": pem + certificate, "word": password}
    for name, data in {**files, "person.eyp": built_bytes("person.json")}.items():
        (tmp_path / name).write_bytes(data)
    plain, encrypted = str(tmp_path / "person.eyp"), str(tmp_path / "person.eyps")
    assert (
        installation.run("package", "encrypt", plain, encrypted, "--recipient", str(tmp_path / "kurum.cer")).code == 0
    )
    keys = f"{tmp_path / 'kurum.pem'};password={tmp_path / 'word'}"
    taken = installation.run("package", "import", "--json", encrypted, KUTUK_DECRYPTION_KEYS=keys)
    assert (taken.code, taken.json()["packages"][0]["end"]) == (0, "registered")
    assert password.decode() not in taken.out + taken.err


def test_ledger_with_all_this_verifies(desk: Desk) -> None:
    assert desk.kutuk.run("verify").code == 0
