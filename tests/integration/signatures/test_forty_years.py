"""A signature lives through forty years: five authorities, three generations of hashes, a renewal before each end.

What is judged at the end is one file, offline: nothing but the file, the roots and the dated policy is at hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from archive.signatures import (
    ArchiveForm,
    Means,
    RenewalTooLateError,
    SignedAttributes,
    check_signatures,
    extend,
    sign_attached,
    weakens_at,
)
from domain.signatures.levels import Indication, SignatureLevel
from testkit.added_bytes import only_added
from timestamping.cms import hash_by_oid, oids, read_signed_data
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy, TrustStore
from timestamping.tsa import TimestampService, TimeStampToken
from timestamping.tsa.authority import RevocablePki, TestAuthority

BORN = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
GENERATIONS = ((0, "sha256"), (9, "sha256"), (18, "sha384"), (27, "sha384"), (36, "sha512"))
"""Year in which an authority's certificates begin, for ten years, and the hash of that generation."""
POLICY = AlgorithmPolicy(
    "forty-years",
    {"md5": BORN, "sha1": BORN, "sha256": BORN + 20 * YEAR, "sha384": BORN + 38 * YEAR},
    DEFAULT_POLICY.key_ends,
)
"""SHA-256 stops being relied on after twenty years, SHA-384 after thirty-eight."""


@dataclass
class Era:
    """The clock of everybody, and the authorities that have come so far."""

    now: datetime = BORN
    pkis: list[RevocablePki] = field(default_factory=list)
    nonces: Iterator[int] = field(default_factory=lambda: iter(range(1 << 127, 1 << 128)))

    @property
    def trust(self) -> TrustStore:
        store = TrustStore()
        for pki in self.pkis:
            store = store.joined(pki.trust)
        return store

    def authority_comes(self, digest: str) -> None:
        name = f"era-{len(self.pkis) + 1}"
        self.pkis.append(RevocablePki.make(lambda: self.now, name=name, digest=digest, validity=10 * YEAR))

    def means(self, digest: str, form: ArchiveForm = ArchiveForm.V3) -> Means:
        newest = self.pkis[-1]
        authority = TestAuthority(newest.pki, lambda: self.now, digest=digest)
        stamper = TimestampService(
            [authority], self.trust, lambda: self.now, lambda: next(self.nonces), algorithms=POLICY
        )
        source = newest.source()
        source.pkis = self.pkis
        return Means(stamper, self.trust, lambda: self.now, source, form, digest, algorithms=POLICY)

    def signed(self) -> bytes:
        citizen = self.pkis[0].pki.citizen
        chain = [self.pkis[0].pki.issuer.certificate]
        return sign_attached(b"Karar", citizen.certificate, citizen.port(), SignedAttributes(BORN), chain)


def lived(form: ArchiveForm = ArchiveForm.V3, left_out: int | None = None) -> tuple[Era, list[bytes]]:
    """The file after each era; from one renewal on they may be left out."""
    era, files = Era(), list[bytes]()
    for number, (year, digest) in enumerate(GENERATIONS):
        era.now = BORN + year * YEAR
        era.authority_comes(digest)
        if number == 0:
            files.append(extend(era.signed(), SignatureLevel.A, era.means(digest, form))[-1].data)
        elif left_out is None or number < left_out:
            files.append(extend(files[-1], SignatureLevel.A, era.means(digest))[-1].data)
    era.now = BORN + 40 * YEAR
    return era, files


@pytest.fixture(scope="module")
def life() -> tuple[Era, list[bytes]]:
    return lived()


def test_signature_passes_offline_after_forty_years(life: tuple[Era, list[bytes]]) -> None:
    era, files = life
    report = check_signatures(files[-1], at=era.now, trust=era.trust, algorithms=POLICY)
    assert report.verdict.indication is Indication.PASSED, report.verdict.reasons
    assert report.signatures[0].proven_time == BORN


def test_signature_begun_with_v2_passes_after_forty_years() -> None:
    era, files = lived(ArchiveForm.V2)
    report = check_signatures(files[-1], at=era.now, trust=era.trust, algorithms=POLICY)
    assert report.verdict.indication is Indication.PASSED, report.verdict.reasons


def test_every_renewal_only_added(life: tuple[Era, list[bytes]]) -> None:
    files = life[1]
    assert [only_added(old, new) for old, new in pairwise(files)] == [True] * 4


def test_each_generation_stamps_with_its_own_hash(life: tuple[Era, list[bytes]]) -> None:
    signer = read_signed_data(life[1][-1]).signers[0]
    stamps = [TimeStampToken(item.single.tlv) for item in signer.unsigned_of(oids.ARCHIVE_TIME_STAMP_V3)]
    used = [hash_by_oid(stamp.info.imprint.algorithm).name for stamp in stamps]
    assert used == [digest for _, digest in GENERATIONS]


def test_each_renewal_comes_before_the_evidence_weakens(life: tuple[Era, list[bytes]]) -> None:
    era, files = life
    ends = [weakens_at(data, era.trust, POLICY) for data in files]
    renewed = [BORN + year * YEAR for year, _ in GENERATIONS[1:]]
    assert all(end is not None and moment < end for end, moment in zip(ends, renewed, strict=False))


def test_planned_end_of_a_hash_weakens_evidence_before_its_certificates_end(life: tuple[Era, list[bytes]]) -> None:
    era, files = life
    assert weakens_at(files[1], era.trust, POLICY) == BORN + 19 * YEAR
    sooner = AlgorithmPolicy("sooner", {"sha256": BORN + 12 * YEAR})
    assert weakens_at(files[1], era.trust, sooner) == BORN + 12 * YEAR


@pytest.mark.parametrize("left_out", [1, 3])
def test_one_renewal_left_out_leaves_the_signature_undecided(left_out: int) -> None:
    era, files = lived(left_out=left_out)
    report = check_signatures(files[-1], at=era.now, trust=era.trust, algorithms=POLICY)
    assert report.verdict.indication is Indication.INDETERMINATE, report.verdict.reasons


def test_renewal_after_a_gap_is_refused_as_too_late() -> None:
    era, files = lived(left_out=1)
    with pytest.raises(RenewalTooLateError):
        extend(files[-1], SignatureLevel.A, era.means("sha512"))


def test_flipped_bit_of_the_content_is_found_after_forty_years(life: tuple[Era, list[bytes]]) -> None:
    era, files = life
    changed = files[-1].replace(b"Karar", b"Karaz")
    report = check_signatures(changed, at=era.now, trust=era.trust, algorithms=POLICY)
    assert report.verdict.indication is Indication.FAILED
