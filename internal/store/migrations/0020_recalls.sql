-- Who is to be called: what came of each call, who does not wish to be called, and after how many months without a visit.

ALTER TABLE clinic ADD COLUMN recall_months INTEGER;
ALTER TABLE patient ADD COLUMN no_calls INTEGER NOT NULL DEFAULT 0;

CREATE TABLE contact (
    id         TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    at         TEXT NOT NULL,
    "by"       TEXT NOT NULL,
    about      TEXT NOT NULL, -- JSON
    outcome    TEXT NOT NULL CHECK (outcome IN ('booked', 'reached', 'not-reached', 'declined')),
    again_on   TEXT,
    note       TEXT NOT NULL
) STRICT;
CREATE INDEX contact_patient ON contact (patient_id);
CREATE INDEX contact_at ON contact (at);
