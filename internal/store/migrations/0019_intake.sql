-- The intake form that a patient fills in, what is decided about each of its answers, the texts of the clinic that it shows,
-- and who decides for a minor.

ALTER TABLE clinic ADD COLUMN privacy_statement TEXT NOT NULL DEFAULT '';
ALTER TABLE clinic ADD COLUMN fee_policy TEXT NOT NULL DEFAULT '';
ALTER TABLE patient ADD COLUMN guardian_name TEXT NOT NULL DEFAULT '';
ALTER TABLE patient ADD COLUMN guardian_relation TEXT NOT NULL DEFAULT '';
ALTER TABLE patient ADD COLUMN guardian_phone TEXT NOT NULL DEFAULT '';

CREATE TABLE intake (
    id            TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id    TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    day           TEXT    NOT NULL,
    handed_by     TEXT    NOT NULL,
    answers       TEXT    NOT NULL, -- JSON
    marks         TEXT    NOT NULL, -- JSON
    statements    TEXT    NOT NULL, -- JSON
    "by"          TEXT    NOT NULL,
    by_as         TEXT    NOT NULL CHECK (by_as IN ('', 'patient', 'guardian')),
    relation_code TEXT    NOT NULL,
    on_paper      INTEGER NOT NULL CHECK (on_paper IN (0, 1)),
    signature     TEXT    NOT NULL, -- JSON
    to_look_at    INTEGER NOT NULL CHECK (to_look_at >= 0),
    created_at    TEXT    NOT NULL,
    finished_at   TEXT
) STRICT;
CREATE INDEX intake_patient ON intake (patient_id);

CREATE TABLE intake_choice (
    id         TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    intake_id  TEXT NOT NULL REFERENCES intake (id) DEFERRABLE INITIALLY DEFERRED,
    proposal   TEXT NOT NULL CHECK (proposal <> ''),
    outcome    TEXT NOT NULL CHECK (outcome IN ('accepted', 'declined')),
    made_kind  TEXT NOT NULL,
    made_key   TEXT NOT NULL,
    note       TEXT NOT NULL,
    "by"       TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX intake_choice_patient ON intake_choice (patient_id);
CREATE INDEX intake_choice_intake ON intake_choice (intake_id);

CREATE TRIGGER intake_is_not_changed_once_closed BEFORE UPDATE ON intake
WHEN OLD.finished_at IS NOT NULL
BEGIN SELECT raise(ABORT, 'a form that was handed back is never changed'); END;

CREATE TRIGGER intake_is_not_removed_once_closed BEFORE DELETE ON intake
WHEN OLD.finished_at IS NOT NULL
BEGIN SELECT raise(ABORT, 'a form that was handed back is never removed'); END;
