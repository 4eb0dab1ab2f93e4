-- Statements of the register reader.

-- name: books
-- All registers, newest year first.
SELECT r.register_id, r.direction, r.unit, r.year,
       (SELECT count(*) FROM register_entries e WHERE e.register_id = r.register_id) AS given,
       (SELECT count(*) FROM register_entries e WHERE e.register_id = r.register_id AND e.voided) AS voided
  FROM registers r
 ORDER BY r.year DESC, r.direction, r.unit

-- name: entries
-- A register book in the order of its numbers, voided ones too; what the document is, its card says.
SELECT e.*, r.direction, r.unit, r.year, c.document_no, c.sender_no, c.subject, c.counterparty, c.counterparties,
       c.document_date, c.classification, c.file_code, c.state
  FROM registers r
  JOIN register_entries e USING (register_id)
  LEFT JOIN document_cards c USING (document_id)
 WHERE r.direction = %(direction)s AND r.year = %(year)s AND r.unit = %(unit)s
   AND e.registration_no > coalesce(%(number)s::bigint, 0)
   AND (%(classifications)s::text[] IS NULL OR e.voided OR c.classification = ANY (%(classifications)s))
 ORDER BY e.registration_no
 LIMIT %(limit)s

-- name: entries_of_document
-- The numbers a document took.
SELECT e.*, r.direction, r.unit, r.year, c.document_no, c.sender_no, c.subject, c.counterparty, c.counterparties,
       c.document_date, c.classification, c.file_code, c.state
  FROM register_entries e
  JOIN registers r USING (register_id)
  LEFT JOIN document_cards c USING (document_id)
 WHERE e.document_id = %(id)s
 ORDER BY e.position
