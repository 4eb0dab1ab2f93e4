"""The common shape of a path, judged quickly: it says "this path holds", or nothing at all.

Nearly every path is two or three certificates, each named by the next in exactly the same bytes, with no rules beyond
the basic ones. For these the checks of RFC 5280 clause 6 are few. Whatever is not of that shape, and whatever fails a
check, is left to the library behind `paths`, whose verdict and wording then count; so no refusal comes from here.

What must hold, for each certificate and its issuer:
1. the issuer is the only one at hand by that name, the names equal as bytes, key identifiers not in contradiction, the
   issuer not named by serial number besides;
2. version 3, no extension twice, no critical one but basicConstraints, keyUsage, extended key usage and policies, no
   constraint on names or policies anywhere;
3. the issuer is an authority that may sign certificates, its own purposes unlimited, its path length kept;
4. the signature algorithm is named the same inside and outside, and the signature fits the issuer's key;
5. both are valid at the moment, and the hash of the signature is relied on then.
Points 1 to 4 follow from the bytes of the two and are computed once; point 5 is asked each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from timestamping.cms import Certificate, UnsupportedSignatureError, oids, signature_hash
from timestamping.der import DerError, Tag, read_integer
from timestamping.trust.algorithms import AlgorithmPolicy
from timestamping.trust.anchors import Anchor
from timestamping.trust.extensions import (
    CERTIFICATE_SIGN,
    authority_key_identifier,
    is_authority,
    names_issuer_otherwise,
    path_length,
)
from timestamping.trust.remembering import Remembered
from timestamping.trust.signed_objects import certificate_fits

_MAX_LENGTH = 6
_MAX_REMEMBERED_SIZE = 16 * 1024  # bytes of a certificate; larger ones are odd, and not worth keeping
_POLICIES = "2.5.29.32"
_UNDERSTOOD = frozenset({oids.BASIC_CONSTRAINTS, oids.KEY_USAGE, oids.EXTENDED_KEY_USAGE, _POLICIES})
_CONSTRAINING = frozenset({"2.5.29.30", "2.5.29.33", "2.5.29.36", "2.5.29.54"})
"""nameConstraints, policyMappings, policyConstraints, inhibitAnyPolicy."""


@dataclass(frozen=True, slots=True)
class _Link:
    """What follows from the bytes of a certificate and its issuer. hash_name: of the signature, None for EdDSA.

    path_length: what the issuer allows below itself.
    """

    holds: bool
    hash_name: str | None = None
    path_length: int | None = None


_LINKS: Remembered[tuple[bytes, bytes], _Link] = Remembered(2_048)
_BROKEN = _Link(False)


def plain_path(
    leaf: Certificate,
    others: Sequence[Certificate],
    anchors: Sequence[Anchor],
    at: datetime,
    algorithms: AlgorithmPolicy,
) -> tuple[Certificate, ...] | None:
    """The path, leaf first and anchor last, when it is of the common shape and holds at `at`; None says nothing."""
    trusted = {anchor.certificate.der for anchor in anchors}
    candidates = {item.der: item for item in (*others, *(anchor.certificate for anchor in anchors))}.values()
    path = [leaf]
    while len(path) < _MAX_LENGTH:
        below = path[-1]
        above = [item for item in candidates if item.subject == below.issuer]
        if len(above) != 1 or above[0] in path:
            return None
        link = _link(below, above[0])
        if not (link.holds and _allowed(link, below, above[0], at, algorithms, len(path) - 1)):
            return None
        path.append(above[0])
        if above[0].der in trusted:
            return tuple(path)
    return None


def _allowed(
    link: _Link, below: Certificate, above: Certificate, at: datetime, algorithms: AlgorithmPolicy, between: int
) -> bool:
    """Point 5, and the path length for the authorities between."""
    end = None if link.hash_name is None else algorithms.hash_ends.get(link.hash_name)
    short = link.path_length is None or between <= link.path_length
    return short and (end is None or at < end) and below.valid_at(at) and above.valid_at(at)


def _link(below: Certificate, above: Certificate) -> _Link:
    if max(len(below.der), len(above.der)) > _MAX_REMEMBERED_SIZE:
        return _BROKEN
    return _LINKS.of((below.der, above.der), lambda: _computed(below, above))


def _computed(below: Certificate, above: Certificate) -> _Link:
    try:
        if not (_is_plain(below) and _is_plain(above) and _is_issuer(above) and _named_alike(below, above)):
            return _BROKEN
        outside = below.element.child(1)
        used = signature_hash(outside, "")
        if not certificate_fits(below, above):
            return _BROKEN
        return _Link(True, None if used is None else used.name, path_length(above))
    except (DerError, UnsupportedSignatureError, ValueError):
        return _BROKEN


def _is_plain(certificate: Certificate) -> bool:
    """Point 2, and the algorithm named the same at both places (point 4). Raises DerError."""
    body = certificate.element.child(0).children
    if len(certificate.element.children) != 3 or len(body) != 8:  # version and extensions, no unique identifiers
        return False
    if body[0].tag != Tag.CONTEXT_0 or read_integer(body[0].inside()) != 2 or body[7].tag != Tag.CONTEXT_3:
        return False
    extensions = certificate.extensions
    if len(body[7].inside().children) != len(extensions) or not _CONSTRAINING.isdisjoint(extensions):
        return False
    critical = {extension.oid for extension in extensions.values() if extension.critical}
    return critical <= _UNDERSTOOD and body[2].tlv == certificate.element.child(1).tlv


def _is_issuer(certificate: Certificate) -> bool:
    """Point 3. Raises DerError."""
    usage = certificate.key_usage
    signs = usage is not None and CERTIFICATE_SIGN in usage
    return is_authority(certificate) and signs and oids.EXTENDED_KEY_USAGE not in certificate.extensions


def _named_alike(below: Certificate, above: Certificate) -> bool:
    """Point 1, as far as it follows from the two. A certificate in its own name is not of the common shape."""
    if names_issuer_otherwise(below):
        return False
    named, own = authority_key_identifier(below), above.subject_key_identifier
    alike = named is None or own is None or named == own
    return alike and below.issuer == above.subject and below.subject != below.issuer
