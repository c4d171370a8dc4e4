-- What stops the lymph of a patient, and who has seen a calf that is much larger than the other.

CREATE TABLE lymph_barrier (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    structure  TEXT    NOT NULL CHECK (structure <> ''),
    side       TEXT    NOT NULL CHECK (side IN ('L', 'R', 'M')),
    cause      TEXT    NOT NULL CHECK (cause IN ('removed', 'irradiated', 'both', 'scar')),
    since_year INTEGER CHECK (since_year BETWEEN 1900 AND 2200),
    note       TEXT    NOT NULL,
    created_at TEXT    NOT NULL
) STRICT;
CREATE INDEX lymph_barrier_patient ON lymph_barrier (patient_id);

ALTER TABLE screening ADD COLUMN seen_by TEXT NOT NULL DEFAULT '';
ALTER TABLE screening ADD COLUMN seen_on TEXT;
