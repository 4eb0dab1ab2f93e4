-- name: events
-- Events of a span of positions in order; streamed by a server-side cursor. Whoever changed a row may have taken NOT NULL
-- away or written an infinite time: such values come as others that fit no leaf.
SELECT notification_id, coalesce(originator_id, '00000000-0000-0000-0000-000000000000'),
       coalesce(originator_version, -1),
       CASE WHEN isfinite(recorded_at) THEN (extract(epoch FROM recorded_at) * 1000000)::bigint ELSE 9223372036854775807 END,
       coalesce(topic, ''), coalesce(state, ''), coalesce(leaf, '')
  FROM events
 WHERE notification_id BETWEEN %(first)s AND %(last)s
 ORDER BY notification_id;

-- name: stream_events
-- Events of one stream in the order of versions, wherever they lie: rows beside them may have been changed.
SELECT notification_id, coalesce(originator_id, '00000000-0000-0000-0000-000000000000'),
       coalesce(originator_version, -1),
       CASE WHEN isfinite(recorded_at) THEN (extract(epoch FROM recorded_at) * 1000000)::bigint ELSE 9223372036854775807 END,
       coalesce(topic, ''), coalesce(state, ''), coalesce(leaf, '')
  FROM events
 WHERE originator_id = %(stream_id)s
 ORDER BY originator_version, notification_id;

-- name: previous_leaf
-- Version and leaf of a stream's last event before a position.
SELECT originator_version, leaf
  FROM events
 WHERE originator_id = %(stream_id)s AND notification_id < %(position)s
 ORDER BY originator_version DESC
 LIMIT 1;

-- name: stream_ends
-- Last version and leaf of each stream within a span of positions.
SELECT DISTINCT ON (originator_id) originator_id, originator_version, leaf
  FROM events
 WHERE notification_id BETWEEN %(first)s AND %(last)s
 ORDER BY originator_id, originator_version DESC;

-- name: first_position_at
-- First position recorded at or after an instant; one more than the last when there is none.
SELECT first_position_at(to_timestamp(%(seconds)s::bigint) + %(micros)s * interval '1 microsecond');

-- name: head_position
-- The last position the ledger claims to have.
SELECT coalesce(position, 0) FROM ledger_head;

-- name: head_times
-- Time of the last event and the earliest time of the next, as claimed; microseconds since 1970 UTC.
SELECT CASE WHEN isfinite(recorded_at) THEN (extract(epoch FROM recorded_at) * 1000000)::bigint ELSE 9223372036854775807 END,
       CASE WHEN isfinite(not_before) THEN (extract(epoch FROM not_before) * 1000000)::bigint ELSE 9223372036854775807 END
  FROM ledger_head;

-- name: tile
-- Hashes of one full tile.
SELECT hashes FROM tiles WHERE level = %(level)s AND index = %(index)s;

-- name: leaves
-- Leaf hashes of a span of positions in order.
SELECT leaf FROM events WHERE notification_id BETWEEN %(first)s AND %(last)s ORDER BY notification_id;

-- name: tile_count
-- Full tiles of the lowest level that the stored tiles of every level speak of.
SELECT coalesce(max((index + 1) * 256::numeric ^ level), 0)::numeric(200, 0) FROM tiles;

-- name: stream_heads
-- All stream heads in the order of their ids.
SELECT stream_id, version, first_position, last_position, last_leaf FROM stream_heads ORDER BY stream_id;

-- name: requests
-- All answered requests in the order of their positions.
SELECT request_key, digest, first_position, last_position
  FROM requests
 ORDER BY first_position, last_position, request_key COLLATE "C";
