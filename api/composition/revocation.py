"""Where the workers get revocation data from: the network, our own network too, or nothing but what files hold."""

from collections.abc import Callable
from datetime import datetime

from api.composition.settings import Settings
from archive.signatures.fetching import FetchLimits, network_source
from timestamping.trust import RevocationSource, StoredSource
from timestamping.tsa.authority import RevocablePki, TestCertifier, TestPki


def revocation_source(settings: Settings, clock: Callable[[], datetime]) -> RevocationSource:
    """The source that the settings ask for. Answers are remembered while they fit the question."""
    match settings.revocation:
        case "none":
            return StoredSource()
        case where:
            return network_source(clock, FetchLimits(private_addresses=where == "private"))


def test_revocation(settings: Settings, clock: Callable[[], datetime]) -> RevocationSource:
    """The demo's own authorities, asked without any network; they revoke nothing."""
    pki = TestPki.in_folder(settings.test_pki_folder, clock())
    root = TestCertifier(pki.root, clock, "demo-root")
    return RevocablePki(root, TestCertifier(pki.issuer, clock, "demo-issuer"), pki, clock).source()
