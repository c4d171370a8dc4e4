-- What the search box and the list of patients read. All of it is derived from the table patient and
-- written in the same transaction.

CREATE TABLE patient_index (
    patient_id TEXT    NOT NULL PRIMARY KEY REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    archived   INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sort_name  TEXT    NOT NULL,             -- folded, family name first
    used       INTEGER NOT NULL              -- the last operation that concerned the patient
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_index_name ON patient_index (archived, sort_name, patient_id);
CREATE INDEX patient_index_used ON patient_index (archived, used, patient_id);

-- A patient is found by the start of any of these.
CREATE TABLE search_token (
    archived   INTEGER NOT NULL CHECK (archived IN (0, 1)),
    kind       TEXT    NOT NULL CHECK (kind IN ('name', 'phone', 'birth')),
    token      TEXT    NOT NULL,
    patient_id TEXT    NOT NULL REFERENCES patient_index (patient_id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (archived, kind, token, patient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_token_patient ON search_token (patient_id, kind, token);

-- Roads from a misspelt or misheard word to the words that are there: each word with one or two letters
-- left out, and its sound.
CREATE TABLE search_variant (
    variant TEXT NOT NULL,
    word    TEXT NOT NULL,
    PRIMARY KEY (variant, word)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_variant_word ON search_variant (word);
