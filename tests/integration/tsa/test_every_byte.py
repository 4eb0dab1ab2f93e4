"""Every byte of a token is flipped once: what the signature covers cannot be changed unseen."""

from datetime import UTC, datetime

from timestamping.tsa import (
    Expectation,
    Imprint,
    TimeStampToken,
    TokenVerdict,
    build_request,
    check_response,
    check_token,
)
from timestamping.tsa.authority import Misbehaviour, TestAuthority, TestPki, Variant

NOW = datetime(2026, 11, 21, 21, 0, 0, 123456, tzinfo=UTC)
NONCE = 1 << 127 | 12345
POLICY = "2.999.3161.1"
DATA = b"kutuk/24301050\n1209877\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"


def answered(pki: TestPki, misbehaviour: Misbehaviour | None = None, variant: Variant | None = None) -> TokenVerdict:
    authority = TestAuthority(pki, lambda: NOW, misbehaviour, variant)
    request = build_request(Imprint.of(DATA), NONCE, POLICY)
    expected = Expectation.of_request(request, not_before=NOW)
    return check_response(authority.answer(request.der), expected, pki.trust, NOW)


def test_every_flipped_byte_that_the_signature_covers_is_refused() -> None:
    pki = TestPki.make(NOW)
    token = answered(pki).token
    assert token is not None
    free = _not_covered(token)
    accepted = [
        position
        for position in range(len(token))
        if check_token(_flipped(token, position), Expectation(DATA), pki.trust, NOW).passed
    ]
    assert [position for position in accepted if position not in free] == []


def _flipped(token: bytes, position: int) -> bytes:
    return token[:position] + bytes((token[position] ^ 0x10,)) + token[position + 1 :]


def _not_covered(token: bytes) -> set[int]:
    """Offsets of fields that no signature covers and no rule of RFC 3161 pins: versions, digest hints."""
    data = TimeStampToken(token).signed_data
    fields = (data.version, data.digest_algorithms, data.signers[0].version)
    return {offset for field in fields for offset in range(field.content, field.end)}
