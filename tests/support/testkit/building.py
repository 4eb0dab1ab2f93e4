"""Finished packages from the example specifications, signed with keys made for the test."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from archive.eyazisma.writing import PackageBuilder, build_specified, read_specification
from archive.signatures import SignedAttributes, sign_attached
from testkit.certificates import Kind, made_certificate
from timestamping.cms import Certificate, port_of_key

EXAMPLES = Path(__file__).resolve().parents[3] / "docs" / "examples" / "packages"
NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)

_KEY = ec.derive_private_key(0x1234567890ABCDEF, ec.SECP256R1())
PERSON = Certificate(made_certificate(_KEY, Kind.PERSON))
SEAL = Certificate(made_certificate(_KEY, Kind.SEAL))


def person_signs(content: bytes) -> bytes:
    """An attached signature by a person."""
    return sign_attached(content, PERSON, port_of_key(_KEY), SignedAttributes(NOW))


def institution_seals(content: bytes, institution: str | None = None) -> bytes:
    """An attached seal by the institution of the examples, or by the one whose name and number are given."""
    seal = SEAL if institution is None else Certificate(made_certificate(_KEY, Kind.SEAL, institution=institution))
    return sign_attached(content, seal, port_of_key(_KEY), SignedAttributes(NOW))


def built(name: str) -> PackageBuilder:
    """The example specification `name`, built to the seal."""
    data = json.loads((EXAMPLES / name).read_text("utf-8"))
    specification = read_specification(data, EXAMPLES)
    return build_specified(specification, initialler=person_signs, signer=person_signs, sealer=institution_seals)


def built_bytes(name: str) -> bytes:
    """The same as a file."""
    target = io.BytesIO()
    built(name).write(target)
    return target.getvalue()
