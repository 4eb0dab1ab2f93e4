-- Statements of the renewals reader.

-- name: due
-- Signatures whose time has come and that no failed try holds back, the most urgent first.
SELECT * FROM renewals
 WHERE target_level IS NOT NULL
   AND due_reason <> 'refused'
   AND earliest < %(before)s
   AND (retry_at IS NULL OR retry_at < %(before)s)
   AND (urgency, signature_id)
       > (coalesce(%(urgency)s::bigint, 0), coalesce(%(id)s::uuid, '00000000-0000-0000-0000-000000000000'))
 ORDER BY urgency, signature_id
 LIMIT %(limit)s

-- name: waiting
-- All signatures that something is due for, now or later, the most urgent first.
SELECT * FROM renewals
 WHERE target_level IS NOT NULL
   AND (urgency, signature_id)
       > (coalesce(%(urgency)s::bigint, 0), coalesce(%(id)s::uuid, '00000000-0000-0000-0000-000000000000'))
 ORDER BY urgency, signature_id
 LIMIT %(limit)s

-- name: of_document
-- Signatures of a document.
SELECT * FROM renewals WHERE document_id = %(id)s ORDER BY attached_at, signature_id

-- name: one
-- One signature.
SELECT * FROM renewals WHERE signature_id = %(id)s

-- name: history
-- What happened to a signature, oldest first.
SELECT * FROM renewal_history
 WHERE signature_id = %(id)s AND position > coalesce(%(position)s::bigint, 0)
 ORDER BY position
 LIMIT %(limit)s

-- name: histories
-- The latest of what happened to each of some signatures, oldest first.
SELECT signature_id, position, recorded_at, topic, level, digest, tsa, gen_time, test, indication, reason_code, message,
       attempt, retry_at
  FROM (SELECT *, row_number() OVER (PARTITION BY signature_id ORDER BY position DESC) AS place
          FROM renewal_history WHERE signature_id = ANY(%(ids)s)) AS recent
 WHERE place <= %(limit)s
 ORDER BY signature_id, position

-- name: summary
-- Signatures per level and reason, with the next time something is due and the number of tries in vain.
SELECT coalesce(level, '') AS level, due_reason, count(*) AS signatures, min(earliest) AS earliest,
       min(latest) AS latest, count(*) FILTER (WHERE attempts > 0) AS failing
  FROM renewals GROUP BY 1, 2 ORDER BY 1, 2
