"""What goes into a package, and what stays out."""

import io
import zipfile
from base64 import b64encode
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import orjson
import pytest

from api.procedures.evidence import LedgerContradictedError
from archive.storage import BlobDigest, MemoryBlobStore
from archive.transfer import Profile, ShownEvent, WithheldEvent, withheld_reason
from archive.transfer.lines import read_event
from archive.transfer.manifest import Manifest
from domain.events import known_topics
from testkit.evidence_packages import (
    BODY,
    DOCUMENT,
    EXPORTED,
    NOON,
    OPENED,
    OTHER,
    PARAF,
    PARAF_NAME,
    SIGNATURE,
    Story,
    broken,
    members_of,
    names,
    story,
)
from testkit.memory_ledger import day_stream


def events_of(package: bytes) -> list[ShownEvent | WithheldEvent]:
    return [read_event(line) for line in members_of(package)["events.jsonl"].splitlines(keepends=True)]


def shown_topics(package: bytes) -> set[str]:
    return {item.event.topic for item in events_of(package) if isinstance(item, ShownEvent)}


def test_package_is_the_same_bytes_whenever_it_is_made_of_the_same_position() -> None:
    assert story().package() == story().package()


def test_package_of_another_time_differs_in_its_manifest_only() -> None:
    first, second = (members_of(story().package(exported_at=EXPORTED + timedelta(hours=n))) for n in (0, 1))
    assert {name for name in first if first[name] != second[name]} == {"MANIFEST.json", "MANIFEST.note"}


def test_package_of_an_earlier_position_is_as_it_would_have_been_then() -> None:
    grown, then = story(tail=True), story(tail=True).ledger.head - 1
    package = grown.package(upto=then)
    assert Manifest.parse(members_of(package)["MANIFEST.json"]).position == then
    assert grown.verified(package).provisional == 0


def test_package_holds_the_history_with_numbers_reads_and_refusals() -> None:
    assert shown_topics(story().package()) >= {
        "ledger.opened",
        "document.drafted",
        "document.initialled",
        "document.filed",
        "number.allocated",
        "access.viewed",
        "command.refused",
        "signature.attached",
    }


def test_package_holds_no_event_of_another_document() -> None:
    assert OTHER not in {item.stream_id for item in events_of(story().package())}


def test_events_that_no_view_has_seen_are_found_all_the_same() -> None:
    assert story().package(views_upto=0) == story().package()


def test_package_of_an_unknown_document_is_none() -> None:
    assert story().gatherer().gather(UUID(int=5), Profile.INSIDE, EXPORTED) is None


def test_stream_that_is_no_document_has_no_package() -> None:
    assert story().gatherer().gather(SIGNATURE, Profile.INSIDE, EXPORTED) is None


def test_members_are_stored_undated_and_plain() -> None:
    infos = zipfile.ZipFile(io.BytesIO(story().package())).infolist()
    assert {(info.compress_type, info.date_time, info.external_attr >> 16) for info in infos} == {
        (zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0), 0o100644)
    }


def test_package_for_outside_has_no_paraf_data() -> None:
    package = story().package(Profile.OUTSIDE)
    states = b"".join(item.event.state for item in events_of(package) if isinstance(item, ShownEvent))
    assert PARAF_NAME.encode() not in states
    assert f"blobs/{sha256(b'paraf').hexdigest()}" not in members_of(package)


def test_list_of_a_sealed_package_brings_no_paraf_bytes_outside() -> None:
    told = story.__wrapped__()
    paraf = {"part": "/Paraflar/ParafImzaCades.imz", "algorithm": "SHA-256", "value": sha256(b"paraf").hexdigest()}
    body = {"part": "/UstYazi/ust-yazi.txt", "algorithm": "SHA-256", "value": sha256(BODY).hexdigest()}
    told.ledger.append(DOCUMENT, "document.sealed", {"parts": [paraf, body]}, NOON + timedelta(days=4))
    inside, outside = (members_of(told.package(profile)) for profile in Profile)
    assert inside.keys() - outside.keys() == {f"blobs/{sha256(b'paraf').hexdigest()}"}
    assert not broken(told.verified(told.package(Profile.OUTSIDE)))


def test_package_for_outside_has_no_reads_and_no_refusals() -> None:
    package = story().package(Profile.OUTSIDE)
    assert not {topic for topic in shown_topics(package) if topic.startswith(("access.", "command."))}
    assert Manifest.parse(members_of(package)["MANIFEST.json"]).left_out == ("reads", "refusals")


def test_package_for_outside_keeps_the_leaves_of_what_it_withholds() -> None:
    withheld = [item for item in events_of(story().package(Profile.OUTSIDE)) if isinstance(item, WithheldEvent)]
    assert {(item.stream_id, item.reason) for item in withheld} == {(DOCUMENT, "initials"), (PARAF, "initials")}
    assert all(item.leaf == story().ledger.rows[item.position].leaf for item in withheld)


@pytest.mark.parametrize("topic", [topic for topic in known_topics() if topic.startswith(("document.", "signature."))])
def test_every_known_act_on_a_document_has_a_decision_for_outside(topic: str) -> None:
    assert withheld_reason(Profile.OUTSIDE, topic) != "unknown_type"


def test_type_that_nobody_decided_on_stays_inside() -> None:
    assert withheld_reason(Profile.OUTSIDE, "document.teleported") == "unknown_type"


def test_bytes_that_the_store_lost_are_declared_absent() -> None:
    told = Story(story().ledger, MemoryBlobStore(), story().pki)
    package = told.package()
    absent = {item.digest: item.reason for item in Manifest.parse(members_of(package)["MANIFEST.json"]).absent}
    assert absent[sha256(BODY).hexdigest()] == "missing"
    report = told.verified(package)
    assert (report.outcome.value, "blob-absent" in names(report)) == ("indeterminate", True)


def test_signature_reports_say_how_the_institution_saw_them() -> None:
    reports = orjson.loads(members_of(story().package())["reports/signatures.json"])
    assert {(item["signature"], item["intact"]) for item in reports} == {(str(SIGNATURE), True), (str(PARAF), False)}


def test_certificates_lie_beside_for_checking_by_hand() -> None:
    kept = {name: data for name, data in members_of(story().package()).items() if name.startswith("certificates/")}
    assert story().pki.root.certificate.der in kept.values()
    assert all(name == f"certificates/{sha256(data).hexdigest()}.der" for name, data in kept.items())


def test_blobs_are_those_the_events_name() -> None:
    blobs = {name.removeprefix("blobs/") for name in members_of(story().package()) if name.startswith("blobs/")}
    assert blobs == {digest.hex for digest in story().blobs.digests()}
    assert BlobDigest.of(BODY).hex in blobs


def test_newest_evidence_record_of_a_day_goes_into_the_package() -> None:
    told = deepcopy(story())
    renewed = b64encode(b"renewed").decode("ascii")
    told.ledger.append(day_stream(OPENED), "day.renewed", {"evidence_record": renewed}, EXPORTED)
    assert members_of(told.package())["days/2024-11-17/record.ers"] == b"renewed"
    assert members_of(told.package(upto=story().ledger.head)) == members_of(story().package())


def test_event_changed_in_the_ledger_is_handed_over_as_it_is_and_named_by_every_reader() -> None:
    told = deepcopy(story())
    row = told.ledger.rows[told.ledger.heads[DOCUMENT].first_position]
    told.ledger.rows[row.position] = replace(row, state=row.state.replace(b"taslak", b"taslam"))
    report = told.verified(told.package())
    assert (report.outcome.value, "event-changed" in names(report)) == ("failed", True)


def test_ledger_that_lost_an_event_gives_no_evidence() -> None:
    told = deepcopy(story())
    del told.ledger.rows[told.ledger.heads[DOCUMENT].first_position]
    with pytest.raises(LedgerContradictedError, match="kutuk verify"):
        told.package()


def test_ledger_that_contradicts_its_own_days_gives_no_evidence() -> None:
    told = deepcopy(story())
    row = next(row for row in told.ledger.rows.values() if row.stream_id == OTHER)
    told.ledger.rows[row.position] = replace(row, stream_id=UUID(int=7))
    with pytest.raises(LedgerContradictedError, match="2024-11-17"):
        told.package()
