-- Two indexes over stems: what everybody may find, and what officers may. Words are forgotten with their row.
-- SQLite: `doc` follows the time in the id, so that newest-first needs no sorting.
-- only: sqlite
CREATE TABLE search_public_doc (doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, stems TEXT NOT NULL) STRICT;
CREATE TABLE search_staff_doc (doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, stems TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE search_public USING fts5(
    stems, content = 'search_public_doc', content_rowid = 'doc', columnsize = 0, detail = none,
    tokenize = 'unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE search_staff USING fts5(
    stems, content = 'search_staff_doc', content_rowid = 'doc', columnsize = 0, detail = none,
    tokenize = 'unicode61 remove_diacritics 0');
INSERT INTO search_public (search_public, rank) VALUES ('secure-delete', 1);
INSERT INTO search_staff (search_staff, rank) VALUES ('secure-delete', 1);
-- end
-- only: postgres
CREATE TABLE search_public (id UUID PRIMARY KEY, stems TEXT NOT NULL);
CREATE TABLE search_staff (id UUID PRIMARY KEY, stems TEXT NOT NULL);
CREATE INDEX search_public_stems ON search_public USING GIN (to_tsvector('simple', stems));
CREATE INDEX search_staff_stems ON search_staff USING GIN (to_tsvector('simple', stems));
-- end
