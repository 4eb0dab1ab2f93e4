"""What checking a sound package says, and what it leaves open."""

import io
import zipfile
from datetime import timedelta
from hashlib import sha256

from archive.transfer import Profile
from archive.transfer.lines import inclusion_line, read_inclusion
from archive.transfer.manifest import Manifest
from testkit.evidence_packages import CHECKED, DOCUMENT, NOON, members_of, names, packed, relisted, story
from testkit.memory_ledger import SIGNER, judge_token
from timestamping.checkpoints import Checkpoint, NoteSigner, SignedNote, sign_checkpoint
from timestamping.merkle import TreeHead
from timestamping.sealing import Outcome, TokenJudgement
from timestamping.trust import AlgorithmPolicy, TrustStore
from timestamping.tsa.authority import TestPki


def checkpoint() -> Checkpoint:
    """Of the last sealed day."""
    note = members_of(story().package())["days/2024-11-20/checkpoint.txt"]
    return Checkpoint.parse(SignedNote.parse(note).text)


def test_sound_package_passes_and_names_its_test_stamps() -> None:
    report = story().verified(story().package())
    assert report.outcome.value == "passed"
    assert "token-test" in names(report)


def test_report_says_what_was_looked_at() -> None:
    report = story().verified(story().package())
    assert (report.document, report.institution, report.days, report.sealed_days) == (DOCUMENT, "24301050", 4, 4)
    assert (report.streams, report.blobs, report.withheld, report.provisional) == (3, 3, 0, 0)


def test_package_for_outside_passes_and_says_what_is_withheld() -> None:
    report = story().verified(story().package(Profile.OUTSIDE))
    assert (report.outcome.value, report.withheld) == ("passed", 2)
    assert {"events-withheld", "kinds-left-out"} <= names(report)


def test_package_packed_anew_in_another_order_is_as_good() -> None:
    members = members_of(story().package())
    again = packed(dict(sorted(members.items(), reverse=True)), zipfile.ZIP_DEFLATED)
    assert story().verified(again).outcome.value == "passed"


def test_folders_in_the_archive_do_no_harm() -> None:
    out = io.BytesIO(story().package())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("blobs/", b"")
    assert story().verified(out.getvalue()).outcome.value == "passed"


def test_without_trust_in_the_authority_nothing_is_decided() -> None:
    report = story().verified(story().package(), trust=TrustStore())
    assert (report.outcome.value, report.sealed_days) == ("indeterminate", 0)
    assert {"token-undecided", "record-undecided"} <= names(report)


def test_trust_in_another_authority_is_no_trust() -> None:
    report = story().verified(story().package(), trust=TestPki.make(NOON).trust)
    assert report.outcome.value == "indeterminate"


def test_key_that_only_the_package_vouches_for_leaves_it_open() -> None:
    report = story().verified(story().package(), keys=())
    assert (report.outcome.value, report.key_known) == ("indeterminate", False)
    assert "key-unvouched" in names(report)


def test_kept_checkpoint_vouches_for_the_key() -> None:
    pin = members_of(story().package())["days/2024-11-18/checkpoint.txt"]
    report = story().verified(story().package(), keys=(), pins=(pin,))
    assert (report.outcome.value, report.key_known) == ("passed", True)


def test_kept_checkpoint_of_another_history_breaks_the_package() -> None:
    other = sign_checkpoint(TreeHead(checkpoint().head.size, bytes(32)), SIGNER).render()
    report = story().verified(story().package(), pins=(other,))
    assert (report.outcome.value, "pin-differs" in names(report)) == ("failed", True)


def test_kept_checkpoint_of_another_size_says_nothing() -> None:
    other = sign_checkpoint(TreeHead(7, bytes(32)), SIGNER).render()
    report = story().verified(story().package(), pins=(other,))
    assert (report.outcome.value, "pin-elsewhere" in names(report)) == ("passed", True)


def test_kept_checkpoint_that_is_newer_than_the_package_leaves_it_open() -> None:
    pin = members_of(story().package())["days/2024-11-20/checkpoint.txt"]
    older = story().package(upto=checkpoint().head.size - 1)
    report = story().verified(older, pins=(pin,))
    assert (report.outcome.value, "pin-later" in names(report)) == ("indeterminate", True)


def test_kept_checkpoint_of_another_ledger_cannot_be_used() -> None:
    stranger = NoteSigner.from_seed("kutuk/99999999", bytes(32))
    other = sign_checkpoint(checkpoint().head, stranger).render()
    for pin in (other, b"no note"):
        report = story().verified(story().package(), pins=(pin,))
        assert (report.outcome.value, "pin-unreadable" in names(report)) == ("indeterminate", True)


def test_act_of_an_unsealed_day_is_named_and_leaves_it_open() -> None:
    grown = story(tail=True)
    report = grown.verified(grown.package())
    assert (report.outcome.value, report.provisional) == ("indeterminate", 1)
    assert "events-unsealed" in names(report)


def test_document_of_today_has_nothing_sealed_yet() -> None:
    grown = story(tail=True)
    first = grown.ledger.head
    report = grown.verified(grown.package(upto=3))
    assert (report.outcome.value, first > 3) == ("indeterminate", True)
    assert {"nothing-sealed", "events-unsealed"} <= names(report)


def test_days_whose_own_seals_are_gone_are_left_open_though_a_later_one_covers_them() -> None:
    members = members_of(story().package())
    size = Manifest.parse(members["MANIFEST.json"]).sealed_through
    positions = [read_inclusion(line).index + 1 for line in members["proofs/inclusion.jsonl"].splitlines(keepends=True)]
    proofs = b"".join(map(inclusion_line, story().gatherer()._proofs(positions, [size])))
    gone = ("days/2024-11-17", "days/2024-11-18", "days/2024-11-19")
    kept = {name: data for name, data in members.items() if not name.startswith(gone)}
    report = story().verified(relisted(kept | {"proofs/inclusion.jsonl": proofs, "proofs/consistency.jsonl": b""}))
    assert (report.outcome.value, dict(report.counts)["KUTUK-P-506"]) == ("indeterminate", 3)


def test_signatures_are_judged_again() -> None:
    report = story().verified(story().package())
    assert [(item.signer or "")[-16:] for item in report.signatures] == ["TEST Ayşe Yılmaz"]
    assert [(item.intact, item.indication) for item in report.signatures] == [(True, "PASSED")]


class YearsLater:
    """The certificates of all stamps have ended; records were renewed in time."""

    def token(self, token: bytes, data: bytes) -> TokenJudgement:
        return TokenJudgement(Outcome.INDETERMINATE, "certificate-expired", "ended long ago")

    def record(self, record: bytes, data: bytes) -> TokenJudgement:
        return TokenJudgement(Outcome.PASSED)


def test_stamp_that_can_no_longer_be_judged_is_replaced_by_its_renewed_record() -> None:
    members = members_of(story().package())
    renewed = {name: data + b"renewed" for name, data in members.items() if name.endswith(".ers")}
    report = story().verified(relisted(members | renewed), judges=lambda certificates, revocation: YearsLater())
    assert (report.outcome.value, report.sealed_days) == ("passed", 4)
    assert "token-outlived" in names(report)


def test_record_that_was_never_renewed_says_no_more_than_its_stamp() -> None:
    report = story().verified(story().package(), judges=lambda certificates, revocation: YearsLater())
    assert (report.outcome.value, report.sealed_days) == ("indeterminate", 0)


def test_stamp_whose_certificates_ended_and_that_nobody_renewed_is_left_open() -> None:
    members = members_of(story().package())
    bare = {name: data for name, data in members.items() if not name.endswith(".ers")}
    for package in (story().package(), relisted(bare)):
        report = story().verified(package, at=CHECKED + timedelta(days=4000))
        assert (report.outcome.value, "record-undecided" in names(report)) == ("indeterminate", True)


def test_algorithms_are_judged_by_the_policy_that_the_caller_names() -> None:
    weak = AlgorithmPolicy("strict", {"sha512": CHECKED - timedelta(days=900)})
    report = story().verified(story().package(), algorithms=weak)
    assert (report.outcome.value, report.sealed_days) == ("indeterminate", 0)


def test_seals_are_judged_as_the_caller_says() -> None:
    class Strange:
        token = staticmethod(judge_token)
        record = staticmethod(judge_token)

    report = story().verified(story().package(), judges=lambda certificates, revocation: Strange(), at=CHECKED)
    assert {"token-failed", "record-failed"} <= names(report)
    assert report.sealed_days == 0


def test_certificates_of_decades_do_not_stop_the_search_for_a_path() -> None:
    strangers = [TestPki.make(NOON, validity=timedelta(days=n + 1)) for n in range(40)]
    folder = {
        f"certificates/{sha256(item.der).hexdigest()}.der": item.der
        for pki in strangers
        for item in (pki.root.certificate, pki.issuer.certificate, pki.authority.certificate)
    }
    report = story().verified(relisted({**members_of(story().package()), **folder}))
    assert (report.outcome.value, report.sealed_days) == ("passed", 4)
