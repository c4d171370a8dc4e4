-- The diary: what can be booked and where, who works when, the appointments, and who waits for one. Days and minutes are by
-- the clock on the clinic's wall.

ALTER TABLE clinic ADD COLUMN region TEXT NOT NULL DEFAULT '';
ALTER TABLE clinic ADD COLUMN holidays_worked TEXT NOT NULL DEFAULT '[]'; -- JSON, codes of public holidays

CREATE TABLE room (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    name       TEXT    NOT NULL CHECK (name <> ''),
    note       TEXT    NOT NULL,
    rank       INTEGER NOT NULL,
    created_at TEXT    NOT NULL,
    closed_at  TEXT
) STRICT;

CREATE TABLE service (
    id          TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    name        TEXT    NOT NULL CHECK (name <> ''),
    minutes     INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 480),
    clean_up    INTEGER NOT NULL CHECK (clean_up >= 0),
    price_cents INTEGER CHECK (price_cents >= 0),
    colour      TEXT    NOT NULL,
    room_id     TEXT REFERENCES room (id) DEFERRABLE INITIALLY DEFERRED,
    text        TEXT    NOT NULL,
    rank        INTEGER NOT NULL,
    created_at  TEXT    NOT NULL,
    retired_at  TEXT
) STRICT;
CREATE INDEX service_room ON service (room_id);

CREATE TABLE roster (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    practitioner_id TEXT REFERENCES practitioner (id) DEFERRABLE INITIALLY DEFERRED,
    room_id         TEXT REFERENCES room (id) DEFERRABLE INITIALLY DEFERRED,
    valid_from      TEXT    NOT NULL,
    valid_until     TEXT,
    weeks           TEXT    NOT NULL, -- JSON
    on_holidays     INTEGER NOT NULL CHECK (on_holidays IN (0, 1)),
    created_at      TEXT    NOT NULL,
    CHECK (practitioner_id IS NULL OR room_id IS NULL)
) STRICT;
CREATE INDEX roster_practitioner ON roster (practitioner_id);
CREATE INDEX roster_room ON roster (room_id);

CREATE TABLE absence (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    practitioner_id TEXT REFERENCES practitioner (id) DEFERRABLE INITIALLY DEFERRED,
    room_id         TEXT REFERENCES room (id) DEFERRABLE INITIALLY DEFERRED,
    from_day        TEXT    NOT NULL,
    from_minute     INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1440),
    until_day       TEXT    NOT NULL,
    until_minute    INTEGER NOT NULL CHECK (until_minute BETWEEN 0 AND 1440),
    why             TEXT    NOT NULL,
    note            TEXT    NOT NULL,
    created_at      TEXT    NOT NULL,
    CHECK (practitioner_id IS NULL OR room_id IS NULL)
) STRICT;
CREATE INDEX absence_practitioner ON absence (practitioner_id);
CREATE INDEX absence_room ON absence (room_id);

CREATE TABLE day_hours (
    id              TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    practitioner_id TEXT REFERENCES practitioner (id) DEFERRABLE INITIALLY DEFERRED,
    room_id         TEXT REFERENCES room (id) DEFERRABLE INITIALLY DEFERRED,
    day             TEXT NOT NULL,
    work            TEXT NOT NULL, -- JSON
    breaks          TEXT NOT NULL, -- JSON
    note            TEXT NOT NULL,
    created_at      TEXT NOT NULL,
    CHECK (practitioner_id IS NULL OR room_id IS NULL)
) STRICT;
CREATE INDEX day_hours_practitioner ON day_hours (practitioner_id);
CREATE INDEX day_hours_room ON day_hours (room_id);
CREATE INDEX day_hours_day ON day_hours (day);

CREATE TABLE appointment (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id      TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    practitioner_id TEXT    NOT NULL REFERENCES practitioner (id) DEFERRABLE INITIALLY DEFERRED,
    room_id         TEXT REFERENCES room (id) DEFERRABLE INITIALLY DEFERRED,
    service_id      TEXT REFERENCES service (id) DEFERRABLE INITIALLY DEFERRED,
    plan_id         TEXT REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    session_id      TEXT REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
    day             TEXT    NOT NULL,
    start           INTEGER NOT NULL CHECK (start BETWEEN 0 AND 1439),
    minutes         INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 480),
    clean_up        INTEGER NOT NULL CHECK (clean_up >= 0),
    title           TEXT    NOT NULL,
    price_cents     INTEGER CHECK (price_cents >= 0),
    colour          TEXT    NOT NULL,
    note            TEXT    NOT NULL,
    series          TEXT    NOT NULL,
    by_hand         INTEGER NOT NULL CHECK (by_hand IN (0, 1)),
    held            INTEGER NOT NULL CHECK (held IN (0, 1)),
    kept_with       TEXT    NOT NULL, -- JSON
    state           TEXT    NOT NULL CHECK (state IN ('booked', 'confirmed', 'arrived', 'treating', 'done', 'missed', 'cancelled', 'cancelled-late')),
    steps           TEXT    NOT NULL, -- JSON
    reason          TEXT    NOT NULL,
    sequence        INTEGER NOT NULL,
    created_at      TEXT    NOT NULL,
    CHECK (start + minutes <= 1440)
) STRICT;
CREATE INDEX appointment_day ON appointment (day);
CREATE INDEX appointment_patient ON appointment (patient_id, day);
CREATE INDEX appointment_practitioner ON appointment (practitioner_id, day);
CREATE INDEX appointment_room ON appointment (room_id);
CREATE INDEX appointment_service ON appointment (service_id);
CREATE INDEX appointment_plan ON appointment (plan_id);
CREATE INDEX appointment_session ON appointment (session_id);
CREATE INDEX appointment_series ON appointment (series);

CREATE TABLE waiting (
    id               TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id       TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    service_id       TEXT REFERENCES service (id) DEFERRABLE INITIALLY DEFERRED,
    appointment_id   TEXT REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED,
    minutes          INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 480),
    practitioner_ids TEXT    NOT NULL, -- JSON
    room_ids         TEXT    NOT NULL, -- JSON
    weekdays         TEXT    NOT NULL, -- JSON
    spans            TEXT    NOT NULL, -- JSON
    from_day         TEXT,
    until_day        TEXT,
    urgency          INTEGER NOT NULL CHECK (urgency BETWEEN 0 AND 2),
    note             TEXT    NOT NULL,
    created_at       TEXT    NOT NULL,
    ended_at         TEXT,
    outcome          TEXT    NOT NULL CHECK (outcome IN ('', 'booked', 'withdrawn'))
) STRICT;
CREATE INDEX waiting_patient ON waiting (patient_id);
CREATE INDEX waiting_service ON waiting (service_id);
CREATE INDEX waiting_appointment ON waiting (appointment_id);
