-- The numbers under which practitioners are known to health funds: by place, fund and kind of treatment, and from when to when.

CREATE TABLE provider_number (
    id              TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    practitioner_id TEXT NOT NULL REFERENCES practitioner (id) DEFERRABLE INITIALLY DEFERRED,
    place           TEXT NOT NULL,
    fund            TEXT NOT NULL,
    modality        TEXT NOT NULL,
    number          TEXT NOT NULL CHECK (number <> ''),
    valid_from      TEXT,
    valid_until     TEXT,
    created_at      TEXT NOT NULL,
    CHECK (valid_from <= valid_until)
) STRICT;
CREATE INDEX provider_number_practitioner ON provider_number (practitioner_id);
