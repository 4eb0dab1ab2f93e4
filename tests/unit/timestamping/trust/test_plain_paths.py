"""The quick judgement of common paths never says more than the library that judges all of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from timestamping.cms import Certificate
from timestamping.der import DerError
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy, Anchor
from timestamping.trust.paths import searched_paths
from timestamping.trust.plain_paths import plain_path
from timestamping.tsa.authority import Credential, KeyKind, Profile, TestPki, issue, make_key

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CA = Profile("TEST Makam", NOW - DAY, NOW + 100 * DAY, ca=True)
LEAF = Profile("TEST Uç", NOW - DAY, NOW + 50 * DAY)


@dataclass(frozen=True)
class Case:
    """One question to both judges."""

    leaf: Certificate
    others: tuple[Certificate, ...]
    anchors: tuple[Anchor, ...]
    at: datetime = NOW
    algorithms: AlgorithmPolicy = DEFAULT_POLICY


def plainly(case: Case) -> tuple[Certificate, ...] | None:
    return plain_path(case.leaf, case.others, case.anchors, case.at, case.algorithms)


def thoroughly(case: Case) -> list[tuple[Certificate, ...]]:
    found = searched_paths(case.leaf, case.others, case.anchors, case.at, case.algorithms)
    return found if isinstance(found, list) else []


def root(profile: Profile = CA, kind: KeyKind = KeyKind.P256) -> Credential:
    return issue(replace(profile, common_name="TEST Kök"), make_key(kind))


def chain(*profiles: Profile, kind: KeyKind = KeyKind.P256, at: datetime = NOW) -> Case:
    """Root, one authority for each profile but the last, and the leaf."""
    made = [root(kind=kind)]
    for number, profile in enumerate(profiles):
        named = replace(profile, common_name=f"{profile.common_name} {number}")
        made.append(issue(named, make_key(kind), made[-1]))
    leaf, *others = [item.certificate for item in reversed(made)]
    return Case(leaf, tuple(others[:-1]), (Anchor(others[-1]),), at)


Change = Callable[[x509.CertificateBuilder], x509.CertificateBuilder]


def rebuilt(
    subject: Certificate, signer: Credential, change: Change, without: tuple[x509.ObjectIdentifier, ...] = ()
) -> Certificate:
    """The certificate once more under its issuer's key, changed."""
    old = x509.load_der_x509_certificate(subject.der)
    builder = x509.CertificateBuilder(
        old.issuer,
        old.subject,
        old.public_key(),
        old.serial_number,
        old.not_valid_before_utc,
        old.not_valid_after_utc,
        [item for item in old.extensions if item.oid not in without],
    )
    return Certificate(change(builder).sign(signer.key, hashes.SHA256()).public_bytes(Encoding.DER))


def with_extension(extension: x509.ExtensionType, critical: bool, place: int) -> Case:
    """Root, authority, leaf; the one at `place` (0 leaf, 1 authority) has one extension more."""
    top = root()
    authority = issue(replace(CA, common_name="TEST Ara"), make_key(), top)
    leaf = issue(LEAF, make_key(), authority)
    add: Change = lambda builder: builder.add_extension(extension, critical)  # noqa: E731
    if place == 1:
        changed = rebuilt(authority.certificate, top, add)
        return Case(leaf.certificate, (changed,), (Anchor(top.certificate),))
    changed = rebuilt(leaf.certificate, authority, add)
    return Case(changed, (authority.certificate,), (Anchor(top.certificate),))


GOOD: dict[str, Callable[[], Case]] = {
    "under the root": lambda: chain(LEAF),
    "one authority": lambda: chain(CA, LEAF),
    "three authorities": lambda: chain(CA, CA, CA, LEAF),
    "RSA": lambda: chain(CA, LEAF, kind=KeyKind.RSA),
    "Ed25519": lambda: chain(CA, LEAF, kind=KeyKind.ED25519),
    "path length kept": lambda: chain(replace(CA, path_length=1), replace(CA, path_length=0), LEAF),
    "qualified": lambda: chain(CA, replace(LEAF, qualified=True, policies=("1.2.3",))),
    "first moment": lambda: chain(CA, LEAF, at=NOW - DAY),
    "last moment": lambda: chain(CA, LEAF, at=NOW + 50 * DAY),
}

LONG_ENDED = AlgorithmPolicy("ended", {"sha256": NOW - DAY})


def two_authorities_by_one_name() -> Case:
    top = root()
    first, second = (issue(replace(CA, common_name="TEST Çift"), make_key(), top) for _ in range(2))
    leaf = issue(LEAF, make_key(), second)
    return Case(leaf.certificate, (first.certificate, second.certificate), (Anchor(top.certificate),))


def forged() -> Case:
    good = chain(CA, LEAF)
    stranger = issue(replace(CA, common_name="TEST Makam 0"), make_key(), root())
    leaf = issue(LEAF, make_key(), stranger)
    return replace(good, leaf=leaf.certificate)


def issuer_of_another_serial() -> Case:
    top = root()
    leaf = issue(LEAF, make_key(), top).certificate
    named = x509.AuthorityKeyIdentifier(None, [x509.DirectoryName(x509.Name([]))], 99)
    add: Change = lambda builder: builder.add_extension(named, False)  # noqa: E731
    changed = rebuilt(leaf, top, add, (x509.AuthorityKeyIdentifier.oid,))
    return Case(changed, (), (Anchor(top.certificate),))


def issued_by_a_leaf() -> Case:
    top = root()
    person = issue(LEAF, make_key(), top)
    below = issue(replace(LEAF, common_name="TEST Alt"), make_key(), person)
    return Case(below.certificate, (person.certificate,), (Anchor(top.certificate),))


NAMES = x509.NameConstraints(permitted_subtrees=[x509.DNSName("example.org")], excluded_subtrees=None)
OUTSIDE = x509.NameConstraints(
    permitted_subtrees=None,
    excluded_subtrees=[x509.DirectoryName(x509.Name([x509.NameAttribute(x509.NameOID.COUNTRY_NAME, "TR")]))],
)
UNKNOWN = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")

ODD: dict[str, Callable[[], Case]] = {
    "ended": lambda: chain(CA, LEAF, at=NOW + 51 * DAY),
    "not begun": lambda: chain(CA, LEAF, at=NOW - 2 * DAY),
    "authority ended": lambda: chain(replace(CA, not_after=NOW + DAY), LEAF, at=NOW + 2 * DAY),
    "root ended": lambda: chain(CA, replace(LEAF, not_after=NOW + 300 * DAY), at=NOW + 200 * DAY),
    "path too long": lambda: chain(replace(CA, path_length=0), CA, LEAF),
    "no authority": issued_by_a_leaf,
    "forged": forged,
    "ambiguous": two_authorities_by_one_name,
    "hash not relied on": lambda: replace(chain(CA, LEAF), algorithms=LONG_ENDED),
    "authority for TLS only": lambda: chain(replace(CA, purposes=("1.3.6.1.5.5.7.3.1",)), LEAF),
    "issuer named by another serial number": issuer_of_another_serial,
    "unknown critical extension": lambda: with_extension(UNKNOWN, True, 0),
    "unknown critical extension of the authority": lambda: with_extension(UNKNOWN, True, 1),
    "name constraints": lambda: with_extension(NAMES, True, 1),
    "name constraints that forbid": lambda: with_extension(OUTSIDE, True, 1),
    "policy constraints": lambda: with_extension(x509.PolicyConstraints(0, None), True, 1),
    "no policy allowed": lambda: with_extension(x509.InhibitAnyPolicy(0), True, 1),
    "no anchor": lambda: replace(chain(CA, LEAF), anchors=(Anchor(root().certificate),)),
    "nothing offered": lambda: replace(chain(CA, LEAF), others=()),
}


@pytest.mark.parametrize("name", GOOD)
def test_common_path_is_found_by_both(name: str) -> None:
    case = GOOD[name]()
    assert thoroughly(case) == [plainly(case)]


@pytest.mark.parametrize("name", ODD)
def test_odd_path_is_left_to_the_library(name: str) -> None:
    assert plainly(ODD[name]()) is None


def test_harmless_extension_changes_nothing() -> None:
    case = with_extension(UNKNOWN, False, 1)
    assert thoroughly(case) == [plainly(case)]


def test_path_is_judged_for_each_moment_anew() -> None:
    case = chain(CA, LEAF)
    answers = [plainly(replace(case, at=NOW + days * DAY)) is not None for days in (0, 51, 0)]
    assert answers == [True, False, True]


def test_anchor_removed_is_no_anchor_any_more() -> None:
    case = chain(CA, LEAF)
    assert plainly(case) is not None
    assert plainly(replace(case, anchors=())) is None


PKI = TestPki.make(NOW)


def spoiled(certificate: Certificate, position: int, bit: int) -> Certificate | None:
    changed = bytearray(certificate.der)
    changed[position % len(changed)] ^= 1 << bit
    try:
        return Certificate(bytes(changed))
    except (DerError, ValueError):
        return None


@settings(max_examples=150)
@given(st.integers(0, 5_000), st.integers(0, 7), st.booleans())
def test_no_flipped_bit_makes_a_path_hold(position: int, bit: int, authority: bool) -> None:
    leaf, issuer = PKI.citizen.certificate, PKI.issuer.certificate
    changed = spoiled(issuer if authority else leaf, position, bit)
    if changed is None:
        return
    asked, offered = (leaf, changed) if authority else (changed, issuer)
    case = Case(asked, (offered,), PKI.trust.anchors)
    assert plainly(case) is None


def test_rsa_keys_and_curves_mix() -> None:
    top = root(kind=KeyKind.RSA)
    middle = issue(replace(CA, common_name="TEST Ara"), make_key(), top)
    leaf = issue(LEAF, make_key(KeyKind.ED25519), middle)
    assert isinstance(top.key, rsa.RSAPrivateKey)
    assert isinstance(middle.key, ec.EllipticCurvePrivateKey)
    case = Case(leaf.certificate, (middle.certificate,), (Anchor(top.certificate),))
    assert thoroughly(case) == [plainly(case)]
