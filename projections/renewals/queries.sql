-- Statements of the renewals reader.

-- name: due
-- Signatures whose time has come and that no failed try holds back, the longest due first.
SELECT * FROM renewals
 WHERE target_level IS NOT NULL
   AND earliest < %(before)s
   AND (retry_at IS NULL OR retry_at < %(before)s)
   AND (earliest, signature_id)
       > (coalesce(%(earliest)s::bigint, 0), coalesce(%(id)s::uuid, '00000000-0000-0000-0000-000000000000'))
 ORDER BY earliest, signature_id
 LIMIT %(limit)s

-- name: waiting
-- All signatures that something is due for, now or later, the earliest first.
SELECT * FROM renewals
 WHERE target_level IS NOT NULL
   AND (earliest, signature_id)
       > (coalesce(%(earliest)s::bigint, 0), coalesce(%(id)s::uuid, '00000000-0000-0000-0000-000000000000'))
 ORDER BY earliest, signature_id
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

-- name: summary
-- Signatures per level and reason, with the next time something is due and the number of tries in vain.
SELECT coalesce(level, '') AS level, due_reason, count(*) AS signatures, min(earliest) AS earliest,
       min(latest) AS latest, count(*) FILTER (WHERE attempts > 0) AS failing
  FROM renewals GROUP BY 1, 2 ORDER BY 1, 2
