"""About a hundred signatures, each with one defect or one oddity, and the verdict each must get.

The classes are those of the conformity test list of the national certification centre: what is invalid, what stays
valid. `python3 tests/support/testkit/defective_signatures.py FOLDER` writes them all with their trust and a table.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[3])]

from archive.signatures import FileReport, check_signatures
from testkit import signature_edits as edits
from testkit.signature_workshop import CHECKED, CONTENT, NEXT_DAY, P2, P3, SIGNED, STAMPED, Recipe, Workshop
from timestamping.cms import oids
from timestamping.der import integer, oid, sequence
from timestamping.tsa.authority import (
    KeyKind,
    Misbehaviour,
    RevocablePki,
    RevocationMisbehaviour,
    Variant,
    issue,
    make_key,
    qualified_profile,
)
from timestamping.tsa.authority.certificates import Credential

PASSED, FAILED, OPEN = "PASSED", "FAILED", "INDETERMINATE"
_DAY = timedelta(days=1)
_LATER = SIGNED + 3 * _DAY
_ETSI, _BTK = sequence(oid("0.4.0.1862.1.1")), sequence(oid("2.16.792.1.61.0.1.5070.1.1"))
_RESTRICTED = sequence(oid("2.16.792.1.61.0.1.5070.1.3"))
_LIMIT_ZERO = sequence(oid("0.4.0.1862.1.2"), sequence(b"\x13\x03TRY", integer(0), integer(0)))


@dataclass(frozen=True, slots=True)
class Case:
    """One signature. verdict: of the file. code: of a reason that must be among those given, "" when none is.

    at: moment of the check. content: handed over, for detached ones.
    """

    name: str
    verdict: str
    code: str
    recipe: Recipe
    at: datetime = CHECKED
    content: bytes | None = None

    def judged(self) -> tuple[FileReport, Workshop, bytes]:
        """Made and checked."""
        shop = Workshop(self.recipe)
        data = shop.made()
        return check_signatures(data, at=self.at, trust=shop.pki.trust, content=self.content), shop, data


_P4, _P3 = Recipe(), Recipe(policy=P3, status_by="crl", status_at=NEXT_DAY)
_P2 = Recipe(policy=P2, long_term=False)
_T, _BES = Recipe(policy=None, long_term=False), Recipe(policy=None, stamp_at=None)
_V2, _V3 = replace(_P4, archive="v2"), replace(_P4, archive="v3")


def _citizen(kind: KeyKind = KeyKind.P256, **changes: object) -> Callable[[RevocablePki], Credential]:
    """A qualified signer with something changed in its profile."""

    def made(pki: RevocablePki) -> Credential:
        profile = qualified_profile("TEST Ayşe Yılmaz", SIGNED - _DAY, SIGNED + 3650 * _DAY)
        return pki.issuer.issue(replace(profile, **changes), kind)  # type: ignore[arg-type]

    return made


def _weak_issuer(pki: RevocablePki) -> Credential:
    """A qualified signer issued by another citizen, who may not issue."""
    return issue(qualified_profile("TEST Sahte", SIGNED - _DAY, SIGNED + _DAY), make_key(), pki.pki.citizen)


def _case(name: str, verdict: str, code: str, base: Recipe, at: datetime = CHECKED, **changes: object) -> Case:
    return Case(name, verdict, code, replace(base, **changes), at)  # type: ignore[arg-type]


SOUND = (
    _case("p4-long-term", PASSED, "", _P4),
    _case("p4-archive-v3", PASSED, "", _V3),
    _case("p4-archive-v2", PASSED, "", _V2),
    _case("p4-archive-v2-untagged", PASSED, "", _P4, archive="v2-untagged"),
    _case("p4-archive-twice-in-one-moment", PASSED, "", _V2, edit=edits.renewed),
    _case("p3-long-term", PASSED, "", _P3),
    _case("p2-stamped", PASSED, "", _P2),
    _case("p2-in-grace-period", PASSED, "grace-period-running", _P2, STAMPED + timedelta(hours=2)),
    _case("bes", PASSED, "", _BES),
    _case("t-without-policy", PASSED, "", _T),
    _case("user-notice", PASSED, "", _P4, notice=True),
    _case("mime-type-of-text", PASSED, "", _P4, further=(edits.mime_type("text/plain"),)),
    _case("monetary-limit-zero", PASSED, "", _P4, signer=edits.stating(_ETSI, _BTK, _LIMIT_ZERO)),
    _case("signer-revoked-after-signing", PASSED, "", _P3, revoked=(SIGNED + timedelta(hours=5), 1)),
    _case("authority-revoked-after-signing", PASSED, "", _P3, authority_revoked=(SIGNED + timedelta(hours=5), 4)),
    _case("authority-revoked-after-signing-no-reason", PASSED, "", _P3, authority_revoked=(SIGNED + _DAY, None)),
    _case("authority-revoked-later-archived", PASSED, "", _P3, authority_revoked=(_LATER, 4), archive="v3"),
    _case("x-type-1", PASSED, "", _P4, policy=None, x_stamp="x1"),
    _case("x-type-2", PASSED, "", _P4, policy=None, x_stamp="x2"),
    _case("x-type-1-archived", PASSED, "", _V3, policy=None, x_stamp="x1"),
    _case("content-stamp", PASSED, "", _P4, content_stamped=CONTENT),
    _case("same-stamp-twice", PASSED, "", _T, stamp_twice=True),
    _case("trailing-padding", PASSED, "trailing-bytes", _P4, edit=edits.padded),
    _case("attributes-stored-unsorted", PASSED, "attributes-unsorted", _BES, edit=edits.backwards),
    _case("empty-unsigned-attribute", PASSED, "attribute-without-value", _T, edit=edits.empty_attribute),
    _case("odd-entry-among-lists", PASSED, "revocation-entry-unusable", _T, edit=edits.odd_entry_among_lists),
    _case("certificate-added-after-v3", PASSED, "", _V3, edit=edits.certificate_added),
    _case(
        "signing-time-in-wrong-form", PASSED, "signing-time-form", _BES, signing_time=None, further=(edits.long_time(),)
    ),
    _case("oldest-archive-form", PASSED, "archive-v1-stamp-not-valid", _T, edit=edits.oldest_archive_form),
    _case("counter-signature", PASSED, "", _T, edit=edits.countersigned),
    _case("counter-signature-before-archive", PASSED, "", _V3, policy=None, edit_signed=edits.countersigned),
    _case("parallel-signer", PASSED, "", _T, edit=edits.joined_by(broken=False)),
    _case("rsa", PASSED, "", _P4, signer=_citizen(KeyKind.RSA)),
    _case("rsa-pss", PASSED, "", _P4, signer=_citizen(KeyKind.RSA), pss=True),
    _case("ed25519", PASSED, "", _P4, signer=_citizen(KeyKind.ED25519)),
    _case("sha384", PASSED, "", _P4, digest="sha384"),
    _case("sha512", PASSED, "", _V3, digest="sha512"),
    *(_case(f"stamp-{variant}", PASSED, "", _T, variant=variant) for variant in Variant),
    Case("detached", PASSED, "", replace(_V3, detached=True), content=CONTENT),
    Case("detached-archive-v2", PASSED, "", replace(_V2, detached=True), content=CONTENT),
)

BROKEN_SIGNATURE = (
    _case("content-changed", FAILED, "message-digest-differs", _P4, edit=edits.changed_content),
    _case("content-changed-after-archive", FAILED, "message-digest-differs", _V2, edit=edits.changed_content),
    _case("digest-changed", FAILED, "message-digest-differs", _P4, edit=edits.flip_signed(oids.MESSAGE_DIGEST)),
    _case("signature-changed", FAILED, "signature-bad", _P4, edit=edits.changed_signature),
    _case("signing-time-changed", FAILED, "signature-bad", _BES, edit=edits.flip_signed(oids.SIGNING_TIME)),
    _case("signing-time-twice", FAILED, "attribute-not-single", _P4, further=(edits.another_time(),)),
    _case("certificate-named-wrong", FAILED, "ess-hash-differs", _P4, ess="wrong"),
    _case("cut", FAILED, "file-unreadable", _P4, edit=edits.cut),
    _case("counter-signature-broken", FAILED, "message-digest-differs", _T, edit=edits.badly_countersigned),
    _case("parallel-signer-broken", FAILED, "signature-bad", _T, edit=edits.joined_by(broken=True)),
    Case("detached-without-content", OPEN, "content-missing", replace(_P4, detached=True)),
    Case("detached-other-content", FAILED, "message-digest-differs", replace(_P4, detached=True), content=b"?"),
    Case("other-content-beside", FAILED, "content-differs", _P4, content=b"?"),
)

BROKEN_PROFILE = (
    _case("policy-unknown", FAILED, "profile-policy-unknown", _P4, policy="2.16.792.1.61.0.1.5070.3.9.1"),
    _case("policy-elsewhere", FAILED, "profile-policy-unknown", _P4, policy="2.999.1"),
    _case("policy-hash-wrong", FAILED, "profile-policy-hash-wrong", _P4, policy_hash=bytes(32)),
    _case("policy-address-missing", FAILED, "profile-address-missing", _P4, address=False),
    _case("certificate-by-sha1", FAILED, "profile-certificate-by-sha1", _P4, ess="v1"),
    _case("certificate-not-named", FAILED, "profile-attribute-missing", _P4, ess="none"),
    _case("signing-time-missing", FAILED, "profile-attribute-missing", _P4, signing_time=None),
    _case("stamp-three-hours-late", FAILED, "profile-stamp-late", _P4, signing_time=SIGNED - timedelta(hours=3)),
    _case("stamp-missing", OPEN, "profile-stamp-missing", _P4, stamp_at=None),
    _case("values-missing", OPEN, "profile-values-missing", _P4, long_term=False),
    _case("list-where-answer-belongs", FAILED, "profile-revocation-source", _P4, status_by="crl"),
    _case("answer-where-list-belongs", FAILED, "profile-revocation-source", _P3, status_by="ocsp"),
    _case("list-older-than-stamp", OPEN, "profile-revocation-early", _P3, status_at=SIGNED - timedelta(hours=1)),
    _case("mime-type-untrue", FAILED, "mime-type-untrue", _P4, further=(edits.mime_type("image/jpeg"),)),
    _case("x-stamp-in-profile", FAILED, "profile-x-stamp", _P4, x_stamp="x1"),
    _case("certificate-outside", FAILED, "profile-certificate-outside", _P4, edit=edits.without_own_certificate),
    *(
        _case(f"{name}-dropped", FAILED, "profile-values-incomplete", _P4, edit=edits.drop_unsigned(kind))
        for name, kind in (
            ("certificate-references", oids.CERTIFICATE_REFERENCES),
            ("revocation-references", oids.REVOCATION_REFERENCES),
            ("certificate-values", oids.CERTIFICATE_VALUES),
            ("revocation-values", oids.REVOCATION_VALUES),
        )
    ),
)

BROKEN_CERTIFICATE = (
    _case(
        "no-non-repudiation",
        FAILED,
        "profile-key-usage",
        _P4,
        signer=edits.stating(_ETSI, _BTK, usage="digital_signature"),
    ),
    _case(
        "no-certificate-policy",
        FAILED,
        "profile-certificate-policy-missing",
        _P4,
        signer=edits.stating(_ETSI, _BTK, policies=False),
    ),
    _case("no-statements", FAILED, "profile-not-qualified", _P4, signer=edits.stating()),
    _case("no-etsi-statement", FAILED, "profile-not-qualified", _P4, signer=edits.stating(_BTK)),
    _case("no-btk-statement", FAILED, "profile-not-qualified", _P4, signer=edits.stating(_ETSI)),
    _case(
        "restricted-use", FAILED, "profile-certificate-restricted", _P4, signer=edits.stating(_ETSI, _BTK, _RESTRICTED)
    ),
    _case(
        "expired-when-stamped",
        FAILED,
        "certificate-expired",
        _P4,
        signer=_citizen(not_after=SIGNED - timedelta(hours=1)),
    ),
    _case(
        "not-yet-valid",
        FAILED,
        "certificate-not-yet-valid",
        _P4,
        signer=_citizen(not_before=SIGNED + timedelta(hours=1)),
    ),
    _case("forged-issuer", OPEN, "no-trusted-path", _T, signer=edits.impostor),
    _case("issuer-is-no-authority", OPEN, "no-trusted-path", _P4, signer=_weak_issuer),
    _case("ended-without-stamp", OPEN, "certificate-ended-no-proof", _BES, signer=_citizen(not_after=SIGNED + _DAY)),
    _case("revoked-before-signing", FAILED, "certificate-revoked", _P4, revoked=(SIGNED - timedelta(hours=1), None)),
    _case(
        "revoked-before-signing-by-list", FAILED, "certificate-revoked", _P3, revoked=(SIGNED - timedelta(hours=1), 1)
    ),
    _case("signature-ended-with-its-stamp", OPEN, "certificate-ended-no-proof", _P4, SIGNED + 4000 * _DAY),
)

BROKEN_STATUS = (
    *(
        _case(f"answer-{wrong}", FAILED, code, _P4, status_wrong=wrong)
        for wrong, code in (
            (RevocationMisbehaviour.STALE, "profile-revocation-source"),
            (RevocationMisbehaviour.BAD_SIGNATURE, "profile-revocation-source"),
            (RevocationMisbehaviour.OTHER_CERTIFICATE, "profile-revocation-source"),
            (RevocationMisbehaviour.UNAUTHORISED_RESPONDER, "profile-revocation-source"),
            (RevocationMisbehaviour.EXPIRED_RESPONDER, "profile-revocation-source"),
            (RevocationMisbehaviour.UNKNOWN_STATUS, "profile-revocation-source"),
        )
    ),
    _case("answer-in-wrong-form", FAILED, "revocation-value-missing", _P4, edit=edits.outer_answer),
    _case(
        "list-badly-signed", FAILED, "profile-revocation-source", _P3, status_wrong=RevocationMisbehaviour.BAD_SIGNATURE
    ),
    _case(
        "list-of-an-impostor",
        FAILED,
        "profile-revocation-source",
        _P3,
        status_wrong=RevocationMisbehaviour.OTHER_ISSUER,
    ),
    _case(
        "issuer-list-badly-signed",
        FAILED,
        "revocation-value-missing",
        _P4,
        issuer_list_wrong=RevocationMisbehaviour.BAD_SIGNATURE,
    ),
    *(
        _case(f"no-reference-{name}", FAILED, code, _P4, no_reference=frozenset({name}))
        for name, code in (
            ("root", "certificate-reference-missing"),
            ("issuer", "certificate-reference-missing"),
            ("signer-status", "revocation-reference-missing"),
            ("issuer-status", "revocation-reference-missing"),
        )
    ),
    *(
        _case(f"no-value-{name}", FAILED, code, _P4, no_value=frozenset({name}))
        for name, code in (
            ("signer-status", "revocation-reference-unmatched"),
            ("issuer-status", "revocation-reference-unmatched"),
        )
    ),
    _case("certificate-reference-wrong", FAILED, "references-unreadable", _P4, edit=edits.cut_reference),
    _case(
        "revocation-reference-wrong",
        FAILED,
        "revocation-reference-unmatched",
        _P4,
        edit=edits.wrong_revocation_reference,
    ),
)

_BAD_STAMPS = {
    Misbehaviour.WRONG_CONTENT_TYPE: FAILED,
    Misbehaviour.TWO_SIGNERS: FAILED,
    Misbehaviour.NO_SIGNED_ATTRIBUTES: FAILED,
    Misbehaviour.WRONG_MESSAGE_DIGEST: FAILED,
    Misbehaviour.WRONG_VERSION: FAILED,
    Misbehaviour.WRONG_IMPRINT_VALUE: FAILED,
    Misbehaviour.NO_SIGNING_CERTIFICATE: FAILED,
    Misbehaviour.WRONG_SIGNING_CERTIFICATE: FAILED,
    Misbehaviour.EKU_MISSING: FAILED,
    Misbehaviour.EKU_NOT_CRITICAL: FAILED,
    Misbehaviour.EKU_EXTRA: FAILED,
    Misbehaviour.EKU_OTHER: FAILED,
    Misbehaviour.KEY_USAGE_WRONG: FAILED,
    Misbehaviour.EXPIRED_CERTIFICATE: FAILED,
    Misbehaviour.NOT_YET_VALID_CERTIFICATE: FAILED,
    Misbehaviour.REVOKED_CERTIFICATE: FAILED,
    Misbehaviour.BAD_SIGNATURE: FAILED,
}

BROKEN_STAMP = (
    *(
        _case(f"stamp-{wrong}", verdict, "profile-stamp-broken", _P2, misbehaviour=wrong)
        for wrong, verdict in _BAD_STAMPS.items()
    ),
    *(
        _case(f"archive-stamp-{wrong}", FAILED, "profile-stamp-broken", _V3, archive_wrong=wrong)
        for wrong in (Misbehaviour.WRONG_IMPRINT_VALUE, Misbehaviour.BAD_SIGNATURE, Misbehaviour.REVOKED_CERTIFICATE)
    ),
    _case("stamp-untrusted", OPEN, "profile-stamp-undecided", _P2, misbehaviour=Misbehaviour.UNTRUSTED_ROOT),
    _case("stamp-over-other-data", FAILED, "profile-stamp-broken", _P4, stamp_over=b"?"),
    _case("stamp-wrapped", FAILED, "profile-stamp-broken", _P2, edit=edits.wrapped_stamp),
    _case("content-stamp-over-other-data", FAILED, "profile-stamp-broken", _P4, content_stamped=b"?"),
    _case("stamp-list-missing", FAILED, "profile-stamp-revocation-missing", _P4, authority_list=False),
    _case(
        "stamp-list-forged",
        FAILED,
        "profile-stamp-revocation-missing",
        _P4,
        authority_list_wrong=RevocationMisbehaviour.BAD_SIGNATURE,
    ),
    _case(
        "stamp-list-stale",
        FAILED,
        "profile-stamp-revocation-missing",
        _P4,
        authority_list_wrong=RevocationMisbehaviour.STALE,
    ),
    _case(
        "authority-revoked-before",
        FAILED,
        "profile-stamp-broken",
        _P3,
        authority_revoked=(SIGNED - timedelta(hours=1), None),
    ),
    _case(
        "authority-key-lost-later",
        OPEN,
        "profile-stamp-undecided",
        _P3,
        authority_revoked=(SIGNED + timedelta(hours=5), 1),
    ),
    _case("archive-index-missing", FAILED, "profile-stamp-broken", _V3, edit=edits.index_dropped),
    _case("archive-index-cut", FAILED, "profile-stamp-broken", _V3, edit=edits.index_cut),
    _case(
        "value-dropped-after-archive-v3",
        FAILED,
        "profile-stamp-broken",
        _V3,
        edit=edits.drop_unsigned(oids.CERTIFICATE_VALUES),
    ),
    _case(
        "value-dropped-after-archive-v2",
        FAILED,
        "profile-stamp-broken",
        _V2,
        edit=edits.drop_unsigned(oids.CERTIFICATE_VALUES),
    ),
    _case("certificate-added-after-v2", FAILED, "profile-stamp-broken", _V2, edit=edits.certificate_added),
    _case("counter-signature-after-v2", FAILED, "profile-stamp-broken", _V2, edit=edits.countersigned),
    _case("token-completed-after-v3", FAILED, "profile-stamp-broken", _V3, edit=edits.token_completed_after_archive),
    _case(
        "archive-older-than-stamp",
        OPEN,
        "stamp-order-broken",
        replace(_P4, stamp_at=SIGNED + timedelta(minutes=30)),
        edit=edits.archived_before_stamp,
    ),
)

CASES = (*SOUND, *BROKEN_SIGNATURE, *BROKEN_PROFILE, *BROKEN_CERTIFICATE, *BROKEN_STATUS, *BROKEN_STAMP)


def write_all(folder: Path) -> None:
    """Every case as a file with its trust folder, and a table of what is expected."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["| file | at | verdict | code |", "|---|---|---|---|"]
    for case in CASES:
        _, shop, data = case.judged()
        (folder / f"{case.name}.p7m").write_bytes(data)
        shop.pki.pki.write_anchor(folder / "trust" / case.name)
        lines.append(f"| {case.name}.p7m | {case.at.isoformat()} | {case.verdict} | {case.code} |")
    (folder / "README.md").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
