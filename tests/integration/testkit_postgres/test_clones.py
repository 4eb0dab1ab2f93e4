"""The databases that tests get: migrated, their own, and quick to have."""

import psycopg
import pytest

from api.composition import EmbeddedPostgres
from testkit.postgres import ClonedDatabase, cloned_database

pytestmark = pytest.mark.postgres


def test_clone_has_the_ledger_of_the_test_institution(database: ClonedDatabase) -> None:
    with psycopg.connect(database.dsn) as connection:
        assert connection.execute(f"SELECT count(*) FROM {database.schema}.events").fetchone() == (0,)


def test_clone_is_reached_without_the_rights_of_the_owner(database: ClonedDatabase) -> None:
    with psycopg.connect(database.dsn) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(f"DELETE FROM {database.schema}.events")


def test_clones_do_not_see_each_other(postgres_template: EmbeddedPostgres) -> None:
    with cloned_database(postgres_template) as one, cloned_database(postgres_template) as other:
        with psycopg.connect(one.admin_dsn) as connection:
            connection.execute("CREATE TABLE only_here ()")
        with psycopg.connect(other.admin_dsn) as connection:
            assert connection.execute("SELECT to_regclass('only_here')").fetchone() == (None,)
