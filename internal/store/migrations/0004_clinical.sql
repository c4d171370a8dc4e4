-- Clinical depth: how a movement began and ended, what a referral asks for, tests, injuries, questionnaires,
-- consent, and the regimens a clinic keeps.

ALTER TABLE assessment ADD COLUMN referral_sessions INTEGER NOT NULL DEFAULT 0;
ALTER TABLE assessment ADD COLUMN referral_expires TEXT;
ALTER TABLE assessment ADD COLUMN report_due TEXT;
ALTER TABLE measurement ADD COLUMN start REAL;
ALTER TABLE measurement ADD COLUMN end_feel TEXT NOT NULL DEFAULT '';
ALTER TABLE measurement ADD COLUMN limited_by TEXT NOT NULL DEFAULT '';

CREATE TABLE test_result (
    id            TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id    TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    assessment_id TEXT,
    session_id    TEXT,
    test          TEXT NOT NULL CHECK (test <> ''),
    side          TEXT NOT NULL CHECK (side IN ('L', 'R', 'M')),
    result        TEXT NOT NULL CHECK (result <> ''),
    pain          INTEGER CHECK (pain BETWEEN 0 AND 10),
    familiar      TEXT CHECK (familiar IN ('yes', 'no')),
    action        TEXT NOT NULL,
    note          TEXT NOT NULL,
    date          TEXT NOT NULL CHECK (length(date) = 10),
    created_at    TEXT NOT NULL,
    FOREIGN KEY (assessment_id, patient_id) REFERENCES assessment (id, patient_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (session_id, patient_id) REFERENCES session (id, patient_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX test_result_patient ON test_result (patient_id);
CREATE INDEX test_result_assessment ON test_result (assessment_id);
CREATE INDEX test_result_session ON test_result (session_id);

CREATE TABLE injury (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    structure  TEXT    NOT NULL CHECK (structure <> ''),
    side       TEXT    NOT NULL CHECK (side IN ('L', 'R', 'M')),
    type       TEXT    NOT NULL CHECK (type IN ('strain', 'sprain', 'contusion', 'surgery', 'other')),
    grade      INTEGER NOT NULL CHECK (grade BETWEEN 0 AND 3),
    injured_on TEXT    NOT NULL CHECK (length(injured_on) = 10),
    healed_on  TEXT    CHECK (length(healed_on) = 10),
    note       TEXT    NOT NULL,
    created_at TEXT    NOT NULL
) STRICT;
CREATE INDEX injury_patient ON injury (patient_id);

CREATE TABLE form_answers (
    id            TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id    TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    assessment_id TEXT,
    session_id    TEXT,
    form          TEXT NOT NULL CHECK (form <> ''),
    answers       TEXT NOT NULL CHECK (json_valid(answers)),
    total         REAL,
    filled_by     TEXT NOT NULL CHECK (filled_by IN ('patient', 'therapist')),
    date          TEXT NOT NULL CHECK (length(date) = 10),
    created_at    TEXT NOT NULL,
    finished_at   TEXT,
    FOREIGN KEY (assessment_id, patient_id) REFERENCES assessment (id, patient_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (session_id, patient_id) REFERENCES session (id, patient_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX form_answers_patient ON form_answers (patient_id);
CREATE INDEX form_answers_assessment ON form_answers (assessment_id);
CREATE INDEX form_answers_session ON form_answers (session_id);

CREATE TABLE consent (
    id         TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    plan_id    TEXT,
    session_id TEXT,
    decision   TEXT NOT NULL CHECK (decision IN ('given', 'refused', 'withdrawn')),
    areas      TEXT NOT NULL CHECK (json_valid(areas)),
    techniques TEXT NOT NULL CHECK (json_valid(techniques)),
    how        TEXT NOT NULL CHECK (how IN ('written', 'spoken')),
    "by"       TEXT NOT NULL CHECK ("by" <> ''),
    by_as      TEXT NOT NULL CHECK (by_as IN ('patient', 'guardian')),
    relation   TEXT NOT NULL,
    explained  TEXT NOT NULL,
    draping    TEXT NOT NULL,
    chaperone  TEXT NOT NULL CHECK (chaperone IN ('', 'declined', 'present')),
    note       TEXT NOT NULL,
    signature  TEXT NOT NULL CHECK (json_valid(signature)),
    at         TEXT NOT NULL,
    FOREIGN KEY (plan_id, patient_id) REFERENCES plan (id, patient_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (session_id, patient_id) REFERENCES session (id, patient_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX consent_patient ON consent (patient_id);
CREATE INDEX consent_plan ON consent (plan_id);
CREATE INDEX consent_session ON consent (session_id);

CREATE TRIGGER consent_is_never_changed BEFORE UPDATE ON consent
BEGIN SELECT raise(ABORT, 'a decision about consent is never changed'); END;
CREATE TRIGGER consent_is_never_removed BEFORE DELETE ON consent
BEGIN SELECT raise(ABORT, 'a decision about consent is never removed'); END;

CREATE TABLE template (
    id            TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    name          TEXT    NOT NULL CHECK (name <> ''),
    "for"         TEXT    NOT NULL,
    minutes       INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 240),
    phases        TEXT    NOT NULL CHECK (json_valid(phases)),
    prescriptions TEXT    NOT NULL CHECK (json_valid(prescriptions)),
    home_care     TEXT    NOT NULL CHECK (json_valid(home_care)),
    created_at    TEXT    NOT NULL,
    archived_at   TEXT
) STRICT;
