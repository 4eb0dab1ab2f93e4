"""The test authority: a real RFC 3161 authority for demo and tests that can also misbehave in every way the check
catches.

Words it defines: *test PKI* (a root, its authorities and a citizen, made fresh into a folder), *misbehaviour* (one
defect),
*variant* (an odd but harmless form), *certifier* (an authority that issues, revokes and answers for it), *revocable
PKI* (root and issuer as certifiers, with addresses in their certificates).
Callers: `api.composition` for the demo, tests. Everything it makes is marked TEST by policy OID and by subject.
It must not know: the ledger, settings. Time, and with it every date and serial number, comes from outside.
"""

from timestamping.tsa.authority.answering import TestAuthority
from timestamping.tsa.authority.certificates import Credential, KeyKind, Profile, issue, make_key, qualified_profile
from timestamping.tsa.authority.certifiers import ON_HOLD, RevocationMisbehaviour, TestCertifier
from timestamping.tsa.authority.misbehaviours import Misbehaviour, Variant
from timestamping.tsa.authority.pki import TestPki
from timestamping.tsa.authority.revocable_pki import DirectSource, RevocablePki
from timestamping.tsa.authority.revocation_making import Revocation
from timestamping.tsa.authority.revocation_server import RevocationServer
from timestamping.tsa.authority.server import TestAuthorityServer

__all__ = [
    "ON_HOLD",
    "Credential",
    "DirectSource",
    "KeyKind",
    "Misbehaviour",
    "Profile",
    "RevocablePki",
    "Revocation",
    "RevocationMisbehaviour",
    "RevocationServer",
    "TestAuthority",
    "TestAuthorityServer",
    "TestCertifier",
    "TestPki",
    "Variant",
    "issue",
    "make_key",
    "qualified_profile",
]
