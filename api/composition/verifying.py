"""Verification of the stored ledger: snapshot, keys, trust and calendar handed to `timestamping.sealing`."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from api.composition.database import open_database
from api.composition.identifiers import now
from api.composition.installation import blob_folder, institution_of
from api.composition.keys import has_ledger_key, ledger_key
from api.composition.ledger_snapshot import LedgerSnapshot, ledger_snapshot
from api.composition.record_judging import RecordJudge
from api.composition.refusals import SetUpError
from api.composition.settings import Settings
from api.composition.timestamps import algorithms_in
from archive.storage import FolderBlobStore
from domain.days import book_id_of
from domain.events import event_payload
from timestamping.checkpoints import CheckpointError, NoteSigner, NoteVerifier, origin_of
from timestamping.sealing import LedgerReport, Outcome, TokenJudgement, VerifyOptions, verify_ledger
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy, TrustStore
from timestamping.tsa import Expectation, TokenVerdict, check_token

Progress = Callable[[int], None]


def verify_stored(
    settings: Settings,
    *,
    first: date | None,
    last: date | None,
    pins: list[bytes],
    trust: Path | None,
    key: str | None,
    progress: Progress | None = None,
) -> LedgerReport:
    """Verify the ledger of this installation, whole or a range of days. Raises SetUpError, TrustStoreError."""
    institution = institution_of(settings)
    store = TrustStore.from_folder(trust or settings.trust_folder)
    reports = FolderBlobStore(blob_folder(settings))
    origin, at = origin_of(institution), now()
    algorithms = algorithms_in(trust or settings.trust_folder)
    with (
        open_database(settings, institution, upgrade=False) as database,
        ledger_snapshot(database.dsn, database.schema, reports) as snapshot,
    ):
        options = VerifyOptions(
            origin=origin,
            verifiers=_verifiers(snapshot, origin, key, settings),
            check_token=TokenJudge(store, at, algorithms),
            check_record=RecordJudge(store, at, algorithms),
            first_day=first,
            last_day=last,
            pins=tuple(pins),
            as_of=at,
        )
        return verify_ledger(snapshot, options, progress) if progress else verify_ledger(snapshot, options)


class TokenJudge:
    """The full token check in the words of `timestamping.sealing`; by the policy that records are judged by, too."""

    def __init__(self, trust: TrustStore, at: datetime, algorithms: AlgorithmPolicy = DEFAULT_POLICY) -> None:
        self._trust = trust
        self._at = at
        self._algorithms = algorithms

    def __call__(self, token: bytes, data: bytes) -> TokenJudgement:
        """Judge a token over the checkpoint's three lines."""
        verdict = check_token(token, Expectation(data), self._trust, self._at, algorithms=self._algorithms)
        indication = verdict.verdict.indication
        graver = (item for item in verdict.verdict.reasons if item.indication is indication)
        reason = None if verdict.passed else next(graver, None)
        return TokenJudgement(
            outcome=_outcome(verdict),
            reason=reason.code if reason else "",
            message=reason.message if reason else "",
            gen_time=verdict.info.gen_time if verdict.info else None,
            test=verdict.test,
        )


def _outcome(verdict: TokenVerdict) -> Outcome:
    return {
        "PASSED": Outcome.PASSED,
        "FAILED": Outcome.FAILED,
        "INDETERMINATE": Outcome.INDETERMINATE,
    }[verdict.verdict.indication.value]


def _verifiers(snapshot: LedgerSnapshot, origin: str, key: str | None, settings: Settings) -> tuple[NoteVerifier, ...]:
    """The key the caller brought, else this installation's own, else the one the ledger names.

    The last proves least: whoever rewrote the whole ledger could have named another.
    """
    if key is not None:
        return (_given(key),)
    if has_ledger_key(settings):
        return (NoteSigner(origin, ledger_key(settings)).verifier,)
    found = next(snapshot.stream_events(book_id_of(origin)), None)
    try:
        return (NoteVerifier.parse(event_payload(found.state)["public_key"]),) if found else ()
    except (ValueError, KeyError, TypeError, CheckpointError):
        return ()


def _given(key: str) -> NoteVerifier:
    try:
        return NoteVerifier.parse(key)
    except (ValueError, CheckpointError) as error:
        raise SetUpError(
            f"--key bir doğrulama anahtarı değil ({error}); ad+özet+base64 biçiminde verin.",
            f"--key is no verifier key ({error}); give it as name+hash+base64.",
        ) from error
