-- The records of a clinic. Each table holds one kind of record; its columns are the json names of the
-- record's fields, in the same order. Text that may be empty is '' rather than NULL; a column may be
-- NULL only where the field may be absent.
--
-- A record that belongs to a patient names the patient, and every reference between two such records is
-- a pair (record, patient): nothing of one patient can hang on a record of another. References are
-- checked when the transaction ends, so that an operation may bring its records in any order.

CREATE TABLE clinic (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (id = 'clinic'),
    name            TEXT    NOT NULL,
    street          TEXT    NOT NULL,
    suburb          TEXT    NOT NULL,
    state           TEXT    NOT NULL,
    postcode        TEXT    NOT NULL,
    phone           TEXT    NOT NULL,
    email           TEXT    NOT NULL,
    website         TEXT    NOT NULL,
    business_number TEXT    NOT NULL,
    emergency       TEXT    NOT NULL,
    paper           TEXT    NOT NULL CHECK (paper IN ('A4', 'Letter')),
    currency        TEXT    NOT NULL,
    sample          INTEGER NOT NULL CHECK (sample IN (0, 1))
) STRICT;

CREATE TABLE practitioner (
    id              TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    name            TEXT NOT NULL CHECK (name <> ''),
    qualifications  TEXT NOT NULL,
    association     TEXT NOT NULL,
    member_number   TEXT NOT NULL,
    provider_number TEXT NOT NULL,
    phone           TEXT NOT NULL,
    created_at      TEXT NOT NULL,
    left_at         TEXT
) STRICT;

CREATE TABLE patient (
    id                 TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    given_name         TEXT NOT NULL,
    family_name        TEXT NOT NULL,
    preferred_name     TEXT NOT NULL,
    pronouns           TEXT NOT NULL,
    birth_date         TEXT CHECK (length(birth_date) = 10),
    sex                TEXT NOT NULL,
    gender             TEXT NOT NULL,
    phones             TEXT NOT NULL CHECK (json_valid(phones)),
    email              TEXT NOT NULL,
    street             TEXT NOT NULL,
    suburb             TEXT NOT NULL,
    state              TEXT NOT NULL,
    postcode           TEXT NOT NULL,
    emergency_name     TEXT NOT NULL,
    emergency_relation TEXT NOT NULL,
    emergency_phone    TEXT NOT NULL,
    doctor_name        TEXT NOT NULL,
    doctor_practice    TEXT NOT NULL,
    doctor_phone       TEXT NOT NULL,
    referrer           TEXT NOT NULL,
    occupation         TEXT NOT NULL,
    health_fund        TEXT NOT NULL,
    fund_number        TEXT NOT NULL,
    notes              TEXT NOT NULL,
    alerts             TEXT NOT NULL CHECK (json_valid(alerts)),
    created_at         TEXT NOT NULL,
    archived_at        TEXT
) STRICT;

CREATE TABLE assessment (
    id                 TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id         TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    practitioner_id    TEXT REFERENCES practitioner (id) DEFERRABLE INITIALLY DEFERRED,
    date               TEXT NOT NULL CHECK (length(date) = 10),
    type               TEXT NOT NULL CHECK (type IN ('initial', 'review')),
    complaint          TEXT NOT NULL,
    onset              TEXT NOT NULL,
    injured_on         TEXT CHECK (length(injured_on) = 10),
    mechanism          TEXT NOT NULL,
    aggravating        TEXT NOT NULL,
    easing             TEXT NOT NULL,
    day_pattern        TEXT NOT NULL,
    previous_treatment TEXT NOT NULL,
    medication         TEXT NOT NULL,
    health             TEXT NOT NULL,
    referral_from      TEXT NOT NULL,
    referral_date      TEXT CHECK (length(referral_date) = 10),
    referral_reason    TEXT NOT NULL,
    impression         TEXT NOT NULL,
    created_at         TEXT NOT NULL,
    signed_at          TEXT,
    signed_by          TEXT NOT NULL,
    UNIQUE (id, patient_id)
) STRICT;
CREATE INDEX assessment_patient ON assessment (patient_id, date);
CREATE INDEX assessment_practitioner ON assessment (practitioner_id);

CREATE TABLE plan (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id      TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    practitioner_id TEXT    REFERENCES practitioner (id) DEFERRABLE INITIALLY DEFERRED,
    assessment_id   TEXT,
    lineage         TEXT    NOT NULL,
    version         INTEGER NOT NULL,
    previous_id     TEXT,
    change_reason   TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    summary         TEXT    NOT NULL,
    start           TEXT    CHECK (length(start) = 10),
    minutes         INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 240),
    phases          TEXT    NOT NULL CHECK (json_valid(phases)),
    review_date     TEXT    CHECK (length(review_date) = 10),
    precautions     TEXT    NOT NULL CHECK (json_valid(precautions)),
    expect          TEXT    NOT NULL,
    cost_cents      INTEGER CHECK (cost_cents >= 0),
    created_at      TEXT    NOT NULL,
    agreed_at       TEXT,
    agreed_by       TEXT    NOT NULL,
    agreed_how      TEXT    NOT NULL,
    UNIQUE (id, patient_id),
    FOREIGN KEY (assessment_id, patient_id) REFERENCES assessment (id, patient_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (previous_id, patient_id) REFERENCES plan (id, patient_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX plan_patient ON plan (patient_id, lineage, version);
CREATE INDEX plan_practitioner ON plan (practitioner_id);
CREATE INDEX plan_assessment ON plan (assessment_id);
CREATE INDEX plan_previous ON plan (previous_id);

CREATE TABLE session (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id      TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    practitioner_id TEXT    REFERENCES practitioner (id) DEFERRABLE INITIALLY DEFERRED,
    plan_id         TEXT,
    number          INTEGER NOT NULL,
    date            TEXT    NOT NULL CHECK (length(date) = 10),
    started_at      TEXT,
    ended_at        TEXT,
    subjective      TEXT    NOT NULL,
    objective       TEXT    NOT NULL,
    assessed        TEXT    NOT NULL,
    next_plan       TEXT    NOT NULL,
    unconfirmed     TEXT    NOT NULL CHECK (json_valid(unconfirmed)),
    response        TEXT    NOT NULL CHECK (response IN ('', 'better', 'same', 'worse')),
    response_note   TEXT    NOT NULL,
    adverse         TEXT    NOT NULL,
    home_care_done  TEXT    NOT NULL CHECK (home_care_done IN ('', 'all', 'some', 'none')),
    created_at      TEXT    NOT NULL,
    signed_at       TEXT,
    signed_by       TEXT    NOT NULL,
    UNIQUE (id, patient_id),
    FOREIGN KEY (plan_id, patient_id) REFERENCES plan (id, patient_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX session_patient ON session (patient_id, date);
CREATE INDEX session_date ON session (date);
CREATE INDEX session_practitioner ON session (practitioner_id);
CREATE INDEX session_plan ON session (plan_id);

CREATE TABLE screening (
    id            TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id    TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    assessment_id TEXT,
    session_id    TEXT,
    item          TEXT NOT NULL CHECK (item <> ''),
    answer        TEXT NOT NULL CHECK (answer IN ('no', 'yes', 'unsure')),
    targets       TEXT NOT NULL CHECK (json_valid(targets)),
    note          TEXT NOT NULL,
    action        TEXT NOT NULL,
    at            TEXT NOT NULL,
    FOREIGN KEY (assessment_id, patient_id) REFERENCES assessment (id, patient_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (session_id, patient_id) REFERENCES session (id, patient_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX screening_patient ON screening (patient_id);
CREATE INDEX screening_assessment ON screening (assessment_id);
CREATE INDEX screening_session ON screening (session_id);

CREATE TABLE clearance (
    id         TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    item       TEXT NOT NULL CHECK (item <> ''),
    doctor     TEXT NOT NULL CHECK (doctor <> ''),
    date       TEXT NOT NULL CHECK (length(date) = 10),
    scope      TEXT NOT NULL CHECK (scope <> ''),
    expires    TEXT CHECK (length(expires) = 10),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX clearance_patient ON clearance (patient_id);

CREATE TABLE finding (
    id            TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id    TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    assessment_id TEXT,
    session_id    TEXT,
    structure     TEXT NOT NULL CHECK (structure <> ''),
    side          TEXT NOT NULL CHECK (side IN ('L', 'R', 'M')),
    view          TEXT NOT NULL,
    x             REAL NOT NULL,
    y             REAL NOT NULL,
    source        TEXT NOT NULL CHECK (source IN ('patient', 'therapist')),
    type          TEXT NOT NULL CHECK (type <> ''),
    severity      INTEGER CHECK (severity BETWEEN 0 AND 10),
    quality       TEXT NOT NULL,
    tissue        TEXT NOT NULL,
    depth         TEXT NOT NULL,
    note          TEXT NOT NULL,
    created_at    TEXT NOT NULL,
    UNIQUE (id, patient_id),
    FOREIGN KEY (assessment_id, patient_id) REFERENCES assessment (id, patient_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (session_id, patient_id) REFERENCES session (id, patient_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX finding_patient ON finding (patient_id);
CREATE INDEX finding_assessment ON finding (assessment_id);
CREATE INDEX finding_session ON finding (session_id);

CREATE TABLE stroke (
    id            TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id    TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    assessment_id TEXT,
    session_id    TEXT,
    finding_id    TEXT,
    view          TEXT NOT NULL CHECK (view <> ''),
    source        TEXT NOT NULL CHECK (source IN ('patient', 'therapist')),
    tool          TEXT NOT NULL CHECK (tool IN ('pen', 'arrow')),
    points        TEXT NOT NULL CHECK (json_valid(points)),
    width_mm      REAL NOT NULL,
    created_at    TEXT NOT NULL,
    FOREIGN KEY (assessment_id, patient_id) REFERENCES assessment (id, patient_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (session_id, patient_id) REFERENCES session (id, patient_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (finding_id, patient_id) REFERENCES finding (id, patient_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX stroke_patient ON stroke (patient_id);
CREATE INDEX stroke_assessment ON stroke (assessment_id);
CREATE INDEX stroke_session ON stroke (session_id);
CREATE INDEX stroke_finding ON stroke (finding_id);

CREATE TABLE problem (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    plan_id    TEXT    NOT NULL,
    finding_id TEXT,
    origin_id  TEXT    NOT NULL,
    words      TEXT    NOT NULL CHECK (words <> ''),
    rank       INTEGER NOT NULL,
    UNIQUE (id, patient_id),
    FOREIGN KEY (plan_id, patient_id) REFERENCES plan (id, patient_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (finding_id, patient_id) REFERENCES finding (id, patient_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX problem_patient ON problem (patient_id);
CREATE INDEX problem_plan ON problem (plan_id);
CREATE INDEX problem_finding ON problem (finding_id);

CREATE TABLE goal (
    id          TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id  TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    plan_id     TEXT    NOT NULL,
    origin_id   TEXT    NOT NULL,
    problem_id  TEXT,
    benefit     TEXT    NOT NULL CHECK (benefit IN ('lymphatic', 'tension', 'circulation', 'mobility', 'recovery')),
    measure     TEXT    NOT NULL,
    item        TEXT    NOT NULL,
    structure   TEXT    NOT NULL,
    side        TEXT    NOT NULL CHECK (side IN ('L', 'R', 'M')),
    mode        TEXT    NOT NULL,
    baseline_id TEXT,
    baseline    REAL,
    target      REAL,
    due         TEXT    CHECK (length(due) = 10),
    words       TEXT    NOT NULL,
    rank        INTEGER NOT NULL,
    UNIQUE (id, patient_id),
    FOREIGN KEY (plan_id, patient_id) REFERENCES plan (id, patient_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (problem_id, patient_id) REFERENCES problem (id, patient_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (baseline_id, patient_id) REFERENCES measurement (id, patient_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX goal_patient ON goal (patient_id);
CREATE INDEX goal_plan ON goal (plan_id);
CREATE INDEX goal_problem ON goal (problem_id);
CREATE INDEX goal_baseline ON goal (baseline_id);

CREATE TABLE prescription (
    id          TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id  TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    plan_id     TEXT    NOT NULL,
    origin_id   TEXT    NOT NULL,
    goal_id     TEXT,
    problem_id  TEXT,
    technique   TEXT    NOT NULL CHECK (technique <> ''),
    targets     TEXT    NOT NULL CHECK (json_valid(targets)),
    pressure    INTEGER NOT NULL CHECK (pressure BETWEEN 1 AND 5),
    minutes     REAL    NOT NULL CHECK (minutes BETWEEN 0 AND 240),
    repetitions INTEGER NOT NULL CHECK (repetitions BETWEEN 0 AND 1000),
    position    TEXT    NOT NULL,
    note        TEXT    NOT NULL,
    kept_reason TEXT    NOT NULL,
    rank        INTEGER NOT NULL,
    UNIQUE (id, patient_id),
    FOREIGN KEY (plan_id, patient_id) REFERENCES plan (id, patient_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (goal_id, patient_id) REFERENCES goal (id, patient_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (problem_id, patient_id) REFERENCES problem (id, patient_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX prescription_patient ON prescription (patient_id);
CREATE INDEX prescription_plan ON prescription (plan_id);
CREATE INDEX prescription_goal ON prescription (goal_id);
CREATE INDEX prescription_problem ON prescription (problem_id);

CREATE TABLE home_care (
    id            TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id    TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    plan_id       TEXT    NOT NULL,
    origin_id     TEXT    NOT NULL,
    exercise      TEXT    NOT NULL,
    title         TEXT    NOT NULL CHECK (title <> ''),
    instructions  TEXT    NOT NULL,
    sets          INTEGER NOT NULL CHECK (sets BETWEEN 0 AND 100),
    repetitions   INTEGER NOT NULL CHECK (repetitions BETWEEN 0 AND 1000),
    hold_seconds  INTEGER NOT NULL CHECK (hold_seconds BETWEEN 0 AND 3600),
    minutes       INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 600),
    days_per_week INTEGER NOT NULL CHECK (days_per_week BETWEEN 0 AND 7),
    times_per_day INTEGER NOT NULL CHECK (times_per_day BETWEEN 0 AND 24),
    rank          INTEGER NOT NULL,
    FOREIGN KEY (plan_id, patient_id) REFERENCES plan (id, patient_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX home_care_patient ON home_care (patient_id);
CREATE INDEX home_care_plan ON home_care (plan_id);

CREATE TABLE plan_end (
    id         TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    plan_id    TEXT NOT NULL,
    date       TEXT NOT NULL CHECK (length(date) = 10),
    outcome    TEXT NOT NULL CHECK (outcome IN ('finished', 'stopped')),
    reason     TEXT NOT NULL,
    "by"       TEXT NOT NULL,
    created_at TEXT NOT NULL,
    FOREIGN KEY (plan_id, patient_id) REFERENCES plan (id, patient_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX plan_end_patient ON plan_end (patient_id);
CREATE INDEX plan_end_plan ON plan_end (plan_id);

CREATE TABLE treatment (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id      TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    session_id      TEXT    NOT NULL,
    prescription_id TEXT,
    technique       TEXT    NOT NULL CHECK (technique <> ''),
    targets         TEXT    NOT NULL CHECK (json_valid(targets)),
    pressure        INTEGER NOT NULL CHECK (pressure BETWEEN 1 AND 5),
    minutes         REAL    NOT NULL CHECK (minutes BETWEEN 0 AND 240),
    repetitions     INTEGER NOT NULL CHECK (repetitions BETWEEN 0 AND 1000),
    position        TEXT    NOT NULL,
    status          TEXT    NOT NULL CHECK (status IN ('planned', 'done', 'changed', 'left')),
    reason          TEXT    NOT NULL CHECK (status <> 'left' OR reason <> ''),
    note            TEXT    NOT NULL,
    rank            INTEGER NOT NULL,
    FOREIGN KEY (session_id, patient_id) REFERENCES session (id, patient_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (prescription_id, patient_id) REFERENCES prescription (id, patient_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX treatment_patient ON treatment (patient_id);
CREATE INDEX treatment_session ON treatment (session_id);
CREATE INDEX treatment_prescription ON treatment (prescription_id);

CREATE TABLE measurement (
    id            TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id    TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    assessment_id TEXT,
    session_id    TEXT,
    measure       TEXT NOT NULL CHECK (measure <> ''),
    item          TEXT NOT NULL,
    structure     TEXT NOT NULL,
    side          TEXT NOT NULL CHECK (side IN ('L', 'R', 'M')),
    value         REAL NOT NULL,
    mode          TEXT NOT NULL,
    moment        TEXT NOT NULL,
    tool          TEXT NOT NULL,
    pain          INTEGER CHECK (pain BETWEEN 0 AND 10),
    note          TEXT NOT NULL,
    date          TEXT NOT NULL CHECK (length(date) = 10),
    created_at    TEXT NOT NULL,
    UNIQUE (id, patient_id),
    FOREIGN KEY (assessment_id, patient_id) REFERENCES assessment (id, patient_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (session_id, patient_id) REFERENCES session (id, patient_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX measurement_patient ON measurement (patient_id);
CREATE INDEX measurement_assessment ON measurement (assessment_id);
CREATE INDEX measurement_session ON measurement (session_id);

CREATE TABLE addendum (
    id            TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id    TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    assessment_id TEXT,
    session_id    TEXT,
    text          TEXT NOT NULL CHECK (text <> ''),
    reason        TEXT NOT NULL CHECK (reason <> ''),
    "by"          TEXT NOT NULL CHECK ("by" <> ''),
    at            TEXT NOT NULL,
    FOREIGN KEY (assessment_id, patient_id) REFERENCES assessment (id, patient_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (session_id, patient_id) REFERENCES session (id, patient_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX addendum_patient ON addendum (patient_id);
CREATE INDEX addendum_assessment ON addendum (assessment_id);
CREATE INDEX addendum_session ON addendum (session_id);

CREATE TRIGGER addendum_is_never_changed BEFORE UPDATE ON addendum
BEGIN SELECT raise(ABORT, 'an addendum is never changed'); END;
CREATE TRIGGER addendum_is_never_removed BEFORE DELETE ON addendum
BEGIN SELECT raise(ABORT, 'an addendum is never removed'); END;
