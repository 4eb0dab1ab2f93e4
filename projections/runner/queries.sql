-- Statements of the runner.

-- name: register
-- Give a projection its place before the first event.
INSERT INTO projection_positions (name, position, fold_version, state)
VALUES (%(name)s, 0, %(fold_version)s, 'running') ON CONFLICT (name) DO NOTHING

-- name: lock
-- The places of the projections, held until the end of the transaction: a competing projector waits here.
SELECT name, position, fold_version, state FROM projection_positions
 WHERE name = ANY (%(names)s) ORDER BY name FOR NO KEY UPDATE

-- name: lock_free
-- The same without waiting: a projection that is being rebuilt does not hold up the others.
SELECT name, position, fold_version, state FROM projection_positions
 WHERE name = ANY (%(names)s) ORDER BY name FOR NO KEY UPDATE SKIP LOCKED

-- name: places
-- The places of the projections, without a lock.
SELECT name, position, fold_version, state FROM projection_positions WHERE name = ANY (%(names)s) ORDER BY name

-- name: move
-- Move projections on.
UPDATE projection_positions p SET position = m.position, updated_at = clock_timestamp()
  FROM unnest(%(names)s::text[], %(positions)s::bigint[]) AS m (name, position) WHERE p.name = m.name

-- name: announce
-- Tell the doors that wait how far the views are, once this transaction commits.
SELECT pg_notify(%(channel)s, m.name || ':' || m.position)
  FROM unnest(%(names)s::text[], %(positions)s::bigint[]) AS m (name, position)

-- name: stop
-- A projection met an event it cannot fold: it stops before it, the others go on.
UPDATE projection_positions
   SET state = 'failed', failed_position = %(position)s, error = %(error)s, updated_at = clock_timestamp()
 WHERE name = %(name)s

-- name: resume
-- Let stopped projections try again.
UPDATE projection_positions SET state = 'running', failed_position = NULL, error = NULL, updated_at = clock_timestamp()
 WHERE name = ANY (%(names)s) AND state = 'failed'

-- name: settle
-- A rebuilt projection: where it is, by which fold.
UPDATE projection_positions
   SET position = %(position)s, fold_version = %(fold_version)s, state = 'running', failed_position = NULL,
       error = NULL, updated_at = clock_timestamp()
 WHERE name = %(name)s

-- name: positions
-- Every projection with its distance to the head of the ledger.
SELECT p.name, p.position, p.fold_version, p.state, p.failed_position, p.error, p.updated_at, h.position AS head
  FROM projection_positions p, ledger_head h ORDER BY p.name
