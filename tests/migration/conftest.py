"""An empty database to migrate, on the session's server."""

from collections.abc import Iterator
from itertools import count

import psycopg
import pytest

from api.composition import EmbeddedPostgres

_numbers = count(1)


@pytest.fixture
def empty_database(postgres_template: EmbeddedPostgres) -> Iterator[str]:
    """Superuser's connection string of a database without a ledger."""
    name = f"empty_{next(_numbers)}"
    with psycopg.connect(postgres_template.dsn(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}".encode())
        connection.execute(f"CREATE DATABASE {name}".encode())
    yield postgres_template.dsn(database=name)
    with psycopg.connect(postgres_template.dsn(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
