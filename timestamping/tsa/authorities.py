"""Asking authorities in order until one gives a token that passes the whole check; every refusal is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from timestamping.cms import Reason
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy, TrustStore
from timestamping.tsa.checking import Expectation, TokenVerdict, check_response
from timestamping.tsa.requests import build_request
from timestamping.tsa.tokens import Imprint


class NoAnswerError(Exception):
    """The authority gave no answer that could be looked at. code: timeout, connection, http-status,
    answer-too-large.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Authority(Protocol):
    """Something that answers TimeStampReq bytes with TimeStampResp bytes or raises NoAnswerError."""

    @property
    def name(self) -> str: ...

    def ask(self, request: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True)
class SealingAttempt:
    """One authority asked. at: our time of asking. reasons: (code, sentence) pairs; empty when the token was accepted.

    answer: what came back as received, None when nothing did.
    """

    authority: str
    at: datetime
    reasons: tuple[tuple[str, str], ...]
    answer: bytes | None = field(default=None, repr=False)

    @property
    def accepted(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Stamp:
    """An accepted token. token, response: as received. verdict: of the full check. attempts: all, the last accepted."""

    token: bytes
    response: bytes
    authority: str
    verdict: TokenVerdict
    attempts: tuple[SealingAttempt, ...]

    @property
    def gen_time(self) -> datetime:
        """The proven moment (aware UTC)."""
        assert self.verdict.info is not None
        return self.verdict.info.gen_time


class AuthorityUnavailableError(Exception):
    """No authority gave an acceptable token; `attempts` says what each one did. Try again later."""

    def __init__(self, attempts: tuple[SealingAttempt, ...]) -> None:
        said = "; ".join(f"{attempt.authority}: {code}" for attempt in attempts for code, _ in attempt.reasons[:1])
        super().__init__(f"no time-stamp authority gave an acceptable token ({said or 'none is configured'})")
        self.attempts = attempts


@dataclass(frozen=True, slots=True)
class TimestampService:
    """Authorities in order of preference, whom we trust, and where time and nonces come from.

    now: our clock (aware UTC). nonce: fresh random integers of 64 to 160 bits with their top bit set, see `nonce_from`.
    policy: the one to ask every authority for; None leaves it to the authority. policies: by the name of the authority,
    before `policy`. A token under another policy than the one asked for is not accepted.
    """

    authorities: Sequence[Authority]
    trust: TrustStore
    now: Callable[[], datetime]
    nonce: Callable[[], int]
    policy: str | None = None
    algorithms: AlgorithmPolicy = DEFAULT_POLICY
    policies: Mapping[str, str] = field(default_factory=dict)

    def stamp(self, imprint: Imprint, not_before: datetime | None = None) -> Stamp:
        """A checked token over the imprint; authorities are tried in order. Raises AuthorityUnavailableError."""
        attempts: list[SealingAttempt] = []
        for authority in self.authorities:
            attempt, verdict = self._asked(authority, imprint, not_before)
            attempts.append(attempt)
            if verdict is not None and attempt.accepted:
                assert verdict.token is not None
                assert attempt.answer is not None
                return Stamp(verdict.token, attempt.answer, authority.name, verdict, tuple(attempts))
        raise AuthorityUnavailableError(tuple(attempts))

    def _asked(
        self, authority: Authority, imprint: Imprint, not_before: datetime | None
    ) -> tuple[SealingAttempt, TokenVerdict | None]:
        request = build_request(imprint, self.nonce(), self.policies.get(authority.name, self.policy))
        asked_at = self.now()
        try:
            answer = authority.ask(request.der)
        except NoAnswerError as error:
            return SealingAttempt(authority.name, asked_at, ((error.code, str(error)),)), None
        expected = Expectation.of_request(request, not_before)
        verdict = check_response(answer, expected, self.trust, self.now(), algorithms=self.algorithms)
        reasons = () if verdict.passed else _serious(verdict.verdict.reasons)
        return SealingAttempt(authority.name, asked_at, reasons, answer), verdict


def nonce_from(random_bytes: Callable[[int], bytes]) -> Callable[[], int]:
    """A source of 128-bit nonces with their top bit set, from a source of random bytes such as `os.urandom`."""
    return lambda: int.from_bytes(random_bytes(16), "big") | 1 << 127


def _serious(reasons: Sequence[Reason]) -> tuple[tuple[str, str], ...]:
    return tuple((reason.code, reason.message) for reason in reasons if reason.subindication is not None)
