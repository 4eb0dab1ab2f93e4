"""The event-sourcing library's own test classes, run on our recorder and factory.

| library test | here |
|---|---|
| AggregateRecorderTestCase | runs; two assertions expect None from ``insert_events``, which only plain aggregate recorders return: the recorder is wrapped to say so |
| ApplicationRecorderTestCase | runs, subscription test included |
| NonInterleavingNotificationIDsBaseCase | runs |
| InfrastructureFactoryTestCase | factory, mapper and application recorder run; skipped with their reason: compressor and cipher (state is stored as it is hashed), aggregate, tracking and process recorders (no snapshots yet, projections keep their own position) |
| TranscoderTestCase | not ours: state is written by domain.events, no transcoder is used |
| TrackingRecorderTestCase, ProcessRecorderTestCase | not ours: projections keep their own position beside their rows |
"""  # noqa: E501 (a table)

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any
from unittest import SkipTest

import eventsourcing.cryptography
import pytest
from eventsourcing.persistence import AggregateRecorder, ApplicationRecorder, ProcessRecorder, TrackingRecorder
from eventsourcing.utils import Environment

from domain.ledger.store import LedgerFactory, LedgerRecorder, ledger_environment
from testkit.postgres import ClonedDatabase

# The library's tests ask for the cipher that needs another package; this one has the same class, and is not used here.
sys.modules.setdefault("eventsourcing.cipher", eventsourcing.cryptography)
from eventsourcing.tests import persistence as library  # noqa: E402

pytestmark = pytest.mark.postgres


class _WithoutIds(LedgerRecorder):
    """Our recorder as a plain aggregate recorder, which gives no notification ids."""

    def insert_events(self, stored_events: Sequence[Any], **kwargs: Any) -> None:
        super().insert_events(stored_events, **kwargs)


class TestAsAggregateRecorder(library.AggregateRecorderTestCase):
    @pytest.fixture(autouse=True)
    def _recorder(self, recorder: LedgerRecorder) -> Iterator[None]:
        with closing(_WithoutIds(recorder.database)) as self.recorder:
            yield

    def create_recorder(self) -> AggregateRecorder:
        return self.recorder


class TestAsApplicationRecorder(library.ApplicationRecorderTestCase[LedgerRecorder]):
    @pytest.fixture(autouse=True)
    def _recorder(self, recorder: LedgerRecorder) -> None:
        self.recorder = recorder

    def create_recorder(self) -> LedgerRecorder:
        return self.recorder

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestNonInterleavingIds(library.NonInterleavingNotificationIDsBaseCase):
    @pytest.fixture(autouse=True)
    def _recorder(self, recorder: LedgerRecorder) -> None:
        self.recorder = recorder

    def create_recorder(self) -> ApplicationRecorder:
        return self.recorder


class TestFactory(library.InfrastructureFactoryTestCase[LedgerFactory]):
    @pytest.fixture(autouse=True)
    def _environment(self, database: ClonedDatabase) -> None:
        self.env = Environment("ledger", ledger_environment(database.dsn, database.schema))

    def setUp(self) -> None:
        """The library sets up before fixtures of pytest have run; see each test's call of `create`."""

    def tearDown(self) -> None:
        self.factory.close()

    @pytest.fixture(autouse=True)
    def _factory(self, _environment: None) -> None:
        super().setUp()

    def expected_factory_class(self) -> type[LedgerFactory]:
        return LedgerFactory

    def expected_application_recorder_class(self) -> type[ApplicationRecorder]:
        return LedgerRecorder

    def expected_aggregate_recorder_class(self) -> type[AggregateRecorder]:
        raise SkipTest("no snapshots yet: streams are short")

    def expected_tracking_recorder_class(self) -> type[TrackingRecorder]:
        raise SkipTest("no tracking: projections keep their own position")

    def tracking_recorder_subclass(self) -> type[TrackingRecorder]:
        raise SkipTest("no tracking: projections keep their own position")

    def expected_process_recorder_class(self) -> type[ProcessRecorder]:
        raise SkipTest("no tracking: projections keep their own position")

    def test_create_aggregate_recorder(self) -> None:
        self.skipTest("no snapshots yet: streams are short")

    def test_create_tracking_recorder(self) -> None:
        self.skipTest("no tracking: projections keep their own position")

    def test_create_process_recorder(self) -> None:
        self.skipTest("no tracking: projections keep their own position")

    def test_mapper_with_compressor(self) -> None:
        self.skipTest("state is stored as it is hashed: no compressor")

    def test_mapper_with_cipher(self) -> None:
        self.skipTest("state is stored as it is hashed: no cipher")

    def test_mapper_with_cipher_and_compressor(self) -> None:
        self.skipTest("state is stored as it is hashed: no cipher, no compressor")

    def test_mapper_with_wrong_cipher_key(self) -> None:
        self.skipTest("state is stored as it is hashed: no cipher")
