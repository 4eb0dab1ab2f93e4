-- Statements of the day reader.

-- name: book
-- The book and the last day anything was recorded on.
SELECT b.*, (SELECT max(day) FROM ledger_days) AS last_day FROM ledger_books b

-- name: days
-- Rows of the days in a span; days without a row are for the reader to name.
SELECT * FROM ledger_days WHERE day BETWEEN %(first)s AND %(last)s ORDER BY day

-- name: failures
-- Failed tries to seal a day, oldest first.
SELECT * FROM day_failures
 WHERE day = %(day)s AND position > coalesce(%(position)s::bigint, 0)
 ORDER BY position
 LIMIT %(limit)s

-- name: sealed_through
-- Last position below which every day is sealed: what lies up to here is final.
SELECT coalesce(max(d.last_position), 0) AS position
  FROM ledger_days d
 WHERE d.sealed_at IS NOT NULL
   AND NOT EXISTS (SELECT FROM ledger_days e WHERE e.day < d.day AND e.events_seen > 0 AND e.sealed_at IS NULL)

-- name: debt
-- Closed days that still wait for a seal, oldest first.
SELECT * FROM ledger_days WHERE closed_at IS NOT NULL AND sealed_at IS NULL ORDER BY day LIMIT 1000

-- name: renewals
-- Renewals of a day's evidence record, oldest first.
SELECT * FROM day_renewals
 WHERE day = %(day)s AND position > coalesce(%(position)s::bigint, 0)
 ORDER BY position
 LIMIT %(limit)s
