-- Statements of the search reader.

-- name: found
-- Documents that hold every word of the query as a prefix, newest first.
SELECT document_id, first_position, direction, classification, subject, numbers, parties
  FROM search_documents
 WHERE words @@ %(query)s::tsquery
   AND first_position < coalesce(%(position)s::bigint, 9223372036854775807)
   AND (%(direction)s::text IS NULL OR direction = %(direction)s)
   AND (%(classifications)s::text[] IS NULL OR classification = ANY (%(classifications)s))
 ORDER BY first_position DESC
 LIMIT %(limit)s

-- name: found_plain
-- The same, without regard to Turkish letters, for people who type without them.
SELECT document_id, first_position, direction, classification, subject, numbers, parties
  FROM search_documents
 WHERE plain_words @@ %(query)s::tsquery
   AND first_position < coalesce(%(position)s::bigint, 9223372036854775807)
   AND (%(direction)s::text IS NULL OR direction = %(direction)s)
   AND (%(classifications)s::text[] IS NULL OR classification = ANY (%(classifications)s))
 ORDER BY first_position DESC
 LIMIT %(limit)s
