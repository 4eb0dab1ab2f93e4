-- Statements of the documents reader. Lists go on from a place in their order, never from a row count.

-- name: card_filter
-- What every list of cards may be narrowed by; NULL leaves a field out of account.
   AND (%(direction)s::text IS NULL OR direction = %(direction)s)
   AND (%(states)s::text[] IS NULL OR state = ANY (%(states)s))
   AND (%(unit)s::text IS NULL OR unit = %(unit)s)
   AND (%(drafter_id)s::text IS NULL OR drafter_id = %(drafter_id)s)
   AND (%(holder_id)s::text IS NULL OR holder_id = %(holder_id)s)
   AND (%(holder_unit)s::text IS NULL OR holder_unit = %(holder_unit)s)
   AND (%(file_code)s::text IS NULL OR file_code = %(file_code)s)
   AND (%(urgency)s::text IS NULL OR urgency = %(urgency)s)
   AND (%(opened_from)s::bigint IS NULL OR opened_at >= %(opened_from)s)
   AND (%(opened_before)s::bigint IS NULL OR opened_at < %(opened_before)s)
   AND (%(due_before)s::bigint IS NULL OR due_at < %(due_before)s)
   AND (%(classifications)s::text[] IS NULL OR classification = ANY (%(classifications)s))

-- name: cards_newest
-- Cards by the position of their first event, last ones first.
SELECT * FROM document_cards
 WHERE first_position < coalesce(%(position)s::bigint, 9223372036854775807)
   -- include: card_filter
 ORDER BY first_position DESC
 LIMIT %(limit)s

-- name: cards_oldest
-- Cards by the position of their first event, first ones first.
SELECT * FROM document_cards
 WHERE first_position > coalesce(%(position)s::bigint, 0)
   -- include: card_filter
 ORDER BY first_position
 LIMIT %(limit)s

-- name: cards_subject
-- Cards in the Turkish order of their subjects; the id tells equal subjects apart.
SELECT * FROM document_cards
 WHERE (subject_key, document_id)
       > (coalesce(%(key)s::text, ''), coalesce(%(id)s::uuid, '00000000-0000-0000-0000-000000000000'))
   -- include: card_filter
 ORDER BY subject_key, document_id
 LIMIT %(limit)s

-- name: cards_counterparty
-- Cards in the Turkish order of their correspondents.
SELECT * FROM document_cards
 WHERE (counterparty_key, document_id)
       > (coalesce(%(key)s::text, ''), coalesce(%(id)s::uuid, '00000000-0000-0000-0000-000000000000'))
   -- include: card_filter
 ORDER BY counterparty_key, document_id
 LIMIT %(limit)s

-- name: card
-- One card.
SELECT * FROM document_cards WHERE document_id = %(id)s

-- name: cards_by_ids
-- Several cards, for loaders.
SELECT * FROM document_cards WHERE document_id = ANY (%(ids)s)

-- name: cards_by_number
-- Cards that carry the text as our number, the sender's number, verification code or package id; ours first.
SELECT * FROM document_cards
 WHERE document_no = %(text)s OR sender_no = %(text)s OR verification_code = %(text)s OR package_id = %(text)s
 ORDER BY (document_no IS DISTINCT FROM %(text)s), first_position
 LIMIT %(limit)s

-- name: history
-- Events of a document and of its signatures, oldest first.
SELECT * FROM document_history
 WHERE document_id = %(id)s AND position > coalesce(%(position)s::bigint, 0)
 ORDER BY position
 LIMIT %(limit)s

-- name: signatures
-- Streams of a document's signatures.
SELECT signature_id FROM document_signatures WHERE document_id = %(id)s ORDER BY signature_id
