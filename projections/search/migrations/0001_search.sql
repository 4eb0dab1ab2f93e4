-- Full text over documents: first tables.

-- One row per document: the words people look it up by. words is derived by the database from terms.
CREATE TABLE search_documents (
    document_id    uuid   NOT NULL PRIMARY KEY,
    first_position bigint NOT NULL,
    direction      text   NOT NULL,
    classification text,
    subject        text,
    numbers        jsonb  NOT NULL,
    parties        jsonb  NOT NULL,
    terms          text[] NOT NULL,
    plain_terms    text[] NOT NULL,
    words          tsvector GENERATED ALWAYS AS (array_to_tsvector(terms)) STORED,
    plain_words    tsvector GENERATED ALWAYS AS (array_to_tsvector(plain_terms)) STORED
);
CREATE UNIQUE INDEX search_documents_by_position ON search_documents (first_position);
CREATE INDEX search_documents_words ON search_documents USING gin (words);
CREATE INDEX search_documents_plain_words ON search_documents USING gin (plain_words);
