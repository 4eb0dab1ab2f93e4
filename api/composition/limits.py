"""Every limit a process enforces, each with what it protects. Changed by ``KUTUK_LIMIT_<NAME>`` or ``[limits]``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds; all are whole numbers greater than zero."""

    upload_bytes: int = 200 * 1024 * 1024
    """Protects disk and memory from one oversized package or enclosure."""
    request_bytes: int = 1024 * 1024
    """Protects memory from an oversized request that is not an upload."""
    page_rows: int = 100
    """Protects the database from a list that asks for everything at once."""
    query_depth: int = 12
    """Protects the server from a query nested for its cost only."""
    query_aliases: int = 30
    """Protects the server from one field asked for many times under other names."""
    query_tokens: int = 2000
    """Protects the parser from a text that is long for its cost only."""
    query_cost: int = 5000
    """Protects the database from a short query that would touch very many rows."""
    subscriptions: int = 100
    """Protects memory and sockets from readers that never leave."""
    session_seconds: int = 8 * 60 * 60
    """Protects a person who walked away from an open screen: sign-in lasts one working day."""
    sign_in_attempts: int = 10
    """Protects accounts from guessing: tries a minute from one address."""
    database_connections: int = 10
    """Protects the database server from one process taking all its sessions."""
    statement_seconds: int = 30
    """Protects the database from a statement that never ends."""
    write_queue_events: int = 2000
    """Protects memory when events arrive faster than the disk takes them; beyond it callers wait."""
    group_commit_events: int = 256
    """Protects the waiting time of the first caller in a merged save."""
    projection_page_events: int = 1000
    """Protects memory and lock time of a view that catches up."""
    view_wait_milliseconds: int = 2000
    """Protects a caller from waiting on a view that is behind; the answer then says that it is."""
    timestamp_seconds: int = 10
    """Protects the sealing worker from a time-stamp authority that does not answer."""
    timestamp_answer_bytes: int = 256 * 1024
    """Protects memory from an authority that answers without end."""
    job_attempts: int = 20
    """Protects the queue from a job that can never succeed; what is due is found again from the events."""
