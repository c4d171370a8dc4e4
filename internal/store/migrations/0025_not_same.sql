-- Two patients whose records look alike and who are two people: they are no longer offered to be joined.

CREATE TABLE not_same (
    id         TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    other_id   TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    "by"       TEXT NOT NULL,
    at         TEXT NOT NULL
) STRICT;
CREATE INDEX not_same_patient ON not_same (patient_id);
CREATE INDEX not_same_other ON not_same (other_id);
