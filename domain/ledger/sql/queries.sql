-- Named statements of the event store. Names are unqualified: connections set search_path to the institution's schema.

-- name: read_events
-- A page of events after a position, in order of position.
SELECT notification_id, originator_id, originator_version, recorded_at, topic, state, leaf
  FROM events
 WHERE notification_id > %(after)s AND notification_id <= %(upto)s
 ORDER BY notification_id
 LIMIT %(limit)s

-- name: read_events_of_topics
-- The same, of the given topics only.
SELECT notification_id, originator_id, originator_version, recorded_at, topic, state, leaf
  FROM events
 WHERE notification_id > %(after)s AND notification_id <= %(upto)s AND topic = ANY (%(topics)s)
 ORDER BY notification_id
 LIMIT %(limit)s

-- name: read_leaves
-- Leaf hashes of a range of positions, in order.
SELECT leaf
  FROM events
 WHERE notification_id > %(after)s AND notification_id <= %(upto)s
 ORDER BY notification_id

-- name: read_stream
-- Events of one stream, oldest first; the bounds from stream_heads keep other partitions out.
SELECT notification_id, originator_id, originator_version, recorded_at, topic, state, leaf
  FROM events
 WHERE originator_id = %(stream_id)s
   AND notification_id >= (SELECT first_position FROM stream_heads WHERE stream_id = %(stream_id)s)
   AND notification_id <= (SELECT least(last_position, %(upto)s) FROM stream_heads WHERE stream_id = %(stream_id)s)
   AND originator_version > %(after_version)s AND originator_version <= %(upto_version)s
 ORDER BY notification_id
 LIMIT %(limit)s

-- name: read_stream_backwards
-- Events of one stream, newest first.
SELECT notification_id, originator_id, originator_version, recorded_at, topic, state, leaf
  FROM events
 WHERE originator_id = %(stream_id)s
   AND notification_id >= (SELECT first_position FROM stream_heads WHERE stream_id = %(stream_id)s)
   AND notification_id <= (SELECT least(last_position, %(upto)s) FROM stream_heads WHERE stream_id = %(stream_id)s)
   AND originator_version > %(after_version)s AND originator_version <= %(upto_version)s
 ORDER BY notification_id DESC
 LIMIT %(limit)s

-- name: ledger_head
-- Last position and its time.
SELECT position, recorded_at FROM ledger_head

-- name: stream_head
-- Where one stream stands.
SELECT stream_id, version, first_position, last_position, last_leaf FROM stream_heads WHERE stream_id = %(stream_id)s

-- name: find_request
-- What a request key was answered with, and when.
SELECT r.digest, r.first_position, r.last_position,
       coalesce((SELECT e.recorded_at FROM events e WHERE e.notification_id = r.last_position), 'epoch') AS recorded_at
  FROM requests r
 WHERE r.request_key = %(request_key)s

-- name: streams_between
-- The streams that events of a range of positions belong to, in order of first appearance.
SELECT originator_id
  FROM events
 WHERE notification_id >= %(first)s AND notification_id <= %(last)s
 GROUP BY originator_id
 ORDER BY min(notification_id)

-- name: append_events
-- Append groups of events (migrations/0004_append.sql).
SELECT outcome, first_position, last_position, recorded_at, stream_id, current_version
  FROM append_events(%s, %s, %s, %s, %s, %s, %s, %s)

-- name: day_bounds
-- First and last position of the events recorded in a half-open interval that is over.
SELECT first_position, last_position FROM day_bounds(%(day_start)s, %(day_end)s)

-- name: first_position_at
-- Position of the first event recorded at or after an instant.
SELECT first_position_at(%(instant)s)

-- name: make_partitions
-- Partitions for the present position and the next.
SELECT make_partitions()

-- name: read_tiles
-- Full tiles of one level, in order.
SELECT index, hashes
  FROM tiles
 WHERE level = %(level)s AND index >= %(first)s AND index <= %(last)s
 ORDER BY index

-- name: store_tiles
-- Store full tiles once.
SELECT store_tiles(%s, %s, %s)
