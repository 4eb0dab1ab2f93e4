-- Statements of the audit reader.

-- name: entry_filter
-- What the log may be narrowed by; NULL leaves a field out of account. Both clocks are half-open spans.
       e.position > coalesce(%(position)s::bigint, 0)
   AND (%(actor_id)s::text IS NULL OR e.actor_id = %(actor_id)s)
   AND (%(topic)s::text IS NULL OR e.topic = %(topic)s)
   AND (%(category)s::text IS NULL OR e.category = %(category)s)
   AND (%(unit)s::text IS NULL OR e.actor_unit = %(unit)s)
   AND (%(client)s::text IS NULL OR e.client = %(client)s)
   AND (%(address)s::text IS NULL OR e.address = %(address)s)
   AND (%(session)s::text IS NULL OR e.session = %(session)s)
   AND (%(outcome)s::text IS NULL OR e.outcome = %(outcome)s)
   AND (%(recorded_from)s::bigint IS NULL OR e.recorded_at >= %(recorded_from)s)
   AND (%(recorded_before)s::bigint IS NULL OR e.recorded_at < %(recorded_before)s)
   AND (%(occurred_from)s::bigint IS NULL OR e.occurred_at >= %(occurred_from)s)
   AND (%(occurred_before)s::bigint IS NULL OR e.occurred_at < %(occurred_before)s)
   AND (%(first_position)s::bigint IS NULL OR e.position >= %(first_position)s)
   AND (%(last_position)s::bigint IS NULL OR e.position <= %(last_position)s)

-- name: entries
-- The log in the order of recording.
SELECT e.* FROM audit_entries e
 WHERE
-- include: entry_filter
 ORDER BY e.position
 LIMIT %(limit)s

-- name: entries_of_document
-- The log of everything that concerns one document: acts on it, reads of it, refusals.
SELECT e.* FROM audit_documents d JOIN audit_entries e USING (position)
 WHERE d.document_id = %(document_id)s AND d.position > coalesce(%(position)s::bigint, 0) AND
-- include: entry_filter
 ORDER BY d.position
 LIMIT %(limit)s

-- name: position_at
-- First position recorded at or after a time: recorded times never fall, so halving finds it in some twenty probes.
WITH RECURSIVE halves (low, high) AS (
    SELECT 1::bigint, coalesce(max(position), 0) + 1 FROM audit_entries
    UNION ALL
    SELECT CASE WHEN e.recorded_at < %(time)s THEN e.position + 1 ELSE h.low END,
           CASE WHEN e.recorded_at < %(time)s THEN h.high ELSE e.position END
      FROM halves h JOIN audit_entries e ON e.position = (h.low + h.high) / 2
     WHERE h.low < h.high
)
SELECT low AS position FROM halves WHERE low >= high

-- name: counts
-- Entries per category in a span of positions (GR-R4).
SELECT category, count(*) AS entries FROM audit_entries
 WHERE position BETWEEN %(first)s AND %(last)s GROUP BY category ORDER BY category

-- name: by_actor
-- How much each person did and read in a span of positions, by category (U19).
SELECT actor_id, max(actor_name) AS actor_name, category, count(*) AS entries FROM audit_entries
 WHERE position BETWEEN %(first)s AND %(last)s GROUP BY actor_id, category ORDER BY actor_id, category LIMIT 10000
