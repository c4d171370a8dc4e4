-- Money: what is charged, what was paid, and what was sold ahead. Amounts are whole cents, prices have the tax in them. What is
-- issued has its number and is for ever.

ALTER TABLE clinic ADD COLUMN tax_registered INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clinic ADD COLUMN tax_name TEXT NOT NULL DEFAULT '';
ALTER TABLE clinic ADD COLUMN tax_permille INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clinic ADD COLUMN cash_step INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clinic ADD COLUMN first_number INTEGER NOT NULL DEFAULT 0;

CREATE TABLE price (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    service_id      TEXT    NOT NULL REFERENCES service (id) DEFERRABLE INITIALLY DEFERRED,
    practitioner_id TEXT REFERENCES practitioner (id) DEFERRABLE INITIALLY DEFERRED,
    minutes         INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 480),
    price_cents     INTEGER CHECK (price_cents BETWEEN 1 AND 100000000),
    tax             TEXT    NOT NULL CHECK (tax IN ('', 'taxed', 'free')),
    created_at      TEXT    NOT NULL
) STRICT;
CREATE INDEX price_service ON price (service_id);
CREATE INDEX price_practitioner ON price (practitioner_id);

CREATE TABLE item (
    id          TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    name        TEXT    NOT NULL CHECK (name <> ''),
    sort        TEXT    NOT NULL CHECK (sort IN ('product', 'fee', 'package', 'voucher')),
    price_cents INTEGER CHECK (price_cents BETWEEN 1 AND 100000000),
    tax         TEXT    NOT NULL CHECK (tax IN ('', 'taxed', 'free')),
    code        TEXT    NOT NULL,
    sessions    INTEGER NOT NULL CHECK (sessions BETWEEN 0 AND 200),
    service_id  TEXT REFERENCES service (id) DEFERRABLE INITIALLY DEFERRED,
    months      INTEGER NOT NULL CHECK (months BETWEEN 0 AND 120),
    rank        INTEGER NOT NULL,
    created_at  TEXT    NOT NULL,
    retired_at  TEXT
) STRICT;
CREATE INDEX item_service ON item (service_id);

CREATE TABLE invoice (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id      TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    number          INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 1000000000),
    day             TEXT    NOT NULL,
    at              TEXT    NOT NULL,
    "by"            TEXT    NOT NULL,
    bill_to         TEXT    NOT NULL,
    claim           TEXT    NOT NULL,
    lines           TEXT    NOT NULL, -- JSON
    total_cents     INTEGER NOT NULL CHECK (total_cents BETWEEN 1 AND 100000000),
    tax_cents       INTEGER NOT NULL CHECK (tax_cents >= 0),
    tax_name        TEXT    NOT NULL,
    tax_permille    INTEGER NOT NULL CHECK (tax_permille >= 0),
    seller_name     TEXT    NOT NULL,
    seller_address  TEXT    NOT NULL,
    seller_phone    TEXT    NOT NULL,
    seller_email    TEXT    NOT NULL,
    business_number TEXT    NOT NULL,
    patient_name    TEXT    NOT NULL,
    birth_date      TEXT,
    health_fund     TEXT    NOT NULL,
    fund_number     TEXT    NOT NULL,
    note            TEXT    NOT NULL
) STRICT;
CREATE INDEX invoice_patient ON invoice (patient_id, id, day, total_cents);
CREATE INDEX invoice_day ON invoice (day);

ALTER TABLE appointment ADD COLUMN invoice_id TEXT REFERENCES invoice (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE appointment ADD COLUMN not_charged TEXT NOT NULL DEFAULT '';
CREATE INDEX appointment_invoice ON appointment (invoice_id);

CREATE TABLE credit_note (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    invoice_id TEXT    NOT NULL REFERENCES invoice (id) DEFERRABLE INITIALLY DEFERRED,
    number     INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 1000000000),
    day        TEXT    NOT NULL,
    at         TEXT    NOT NULL,
    "by"       TEXT    NOT NULL,
    cents      INTEGER NOT NULL CHECK (cents BETWEEN 1 AND 100000000),
    tax_cents  INTEGER NOT NULL CHECK (tax_cents >= 0),
    reason     TEXT    NOT NULL CHECK (reason <> ''),
    whole      INTEGER NOT NULL CHECK (whole IN (0, 1))
) STRICT;
CREATE INDEX credit_note_patient ON credit_note (patient_id, invoice_id, cents);
CREATE INDEX credit_note_invoice ON credit_note (invoice_id);
CREATE INDEX credit_note_day ON credit_note (day);

CREATE TABLE payment (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    number     INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 1000000000),
    day        TEXT    NOT NULL,
    at         TEXT    NOT NULL,
    "by"       TEXT    NOT NULL,
    parts      TEXT    NOT NULL, -- JSON
    cents      INTEGER NOT NULL CHECK (cents BETWEEN -100000000 AND 100000000),
    reason     TEXT    NOT NULL CHECK (reason <> '' OR cents > 0),
    refund_of  TEXT    NOT NULL,
    note       TEXT    NOT NULL
) STRICT;
CREATE INDEX payment_patient ON payment (patient_id, cents);
CREATE INDEX payment_day ON payment (day);

CREATE TABLE allocation (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    payment_id TEXT REFERENCES payment (id) DEFERRABLE INITIALLY DEFERRED,
    invoice_id TEXT    NOT NULL REFERENCES invoice (id) DEFERRABLE INITIALLY DEFERRED,
    cents      INTEGER NOT NULL CHECK (cents BETWEEN -100000000 AND 100000000),
    at         TEXT    NOT NULL
) STRICT;
CREATE INDEX allocation_patient ON allocation (patient_id, invoice_id, cents);
CREATE INDEX allocation_payment ON allocation (payment_id);
CREATE INDEX allocation_invoice ON allocation (invoice_id);

CREATE TABLE credit (
    id          TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id  TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    invoice_id  TEXT    NOT NULL REFERENCES invoice (id) DEFERRABLE INITIALLY DEFERRED,
    item_id     TEXT REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    code        TEXT    NOT NULL CHECK (code <> ''),
    sort        TEXT    NOT NULL CHECK (sort IN ('package', 'voucher')),
    name        TEXT    NOT NULL,
    held_for    TEXT    NOT NULL,
    holder      TEXT    NOT NULL,
    sessions    INTEGER NOT NULL CHECK (sessions BETWEEN 0 AND 200),
    worth_cents INTEGER NOT NULL CHECK (worth_cents BETWEEN 1 AND 100000000),
    service_id  TEXT REFERENCES service (id) DEFERRABLE INITIALLY DEFERRED,
    sold_on     TEXT    NOT NULL,
    expires     TEXT,
    created_at  TEXT    NOT NULL
) STRICT;
CREATE INDEX credit_patient ON credit (patient_id);
CREATE INDEX credit_invoice ON credit (invoice_id);
CREATE INDEX credit_item ON credit (item_id);
CREATE INDEX credit_service ON credit (service_id);
CREATE INDEX credit_held_for ON credit (held_for);
CREATE INDEX credit_code ON credit (code);

CREATE TABLE credit_use (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id TEXT    NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    taken_from TEXT    NOT NULL REFERENCES credit (id) DEFERRABLE INITIALLY DEFERRED,
    payment_id TEXT REFERENCES payment (id) DEFERRABLE INITIALLY DEFERRED,
    sessions   INTEGER NOT NULL,
    cents      INTEGER NOT NULL,
    why        TEXT    NOT NULL CHECK (why IN ('used', 'refunded', 'returned')),
    day        TEXT    NOT NULL,
    at         TEXT    NOT NULL,
    "by"       TEXT    NOT NULL
) STRICT;
CREATE INDEX credit_use_patient ON credit_use (patient_id);
CREATE INDEX credit_use_taken_from ON credit_use (taken_from);
CREATE INDEX credit_use_payment ON credit_use (payment_id);
CREATE INDEX credit_use_day ON credit_use (day);

CREATE TABLE till_count (
    id             TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    day            TEXT    NOT NULL,
    float_cents    INTEGER NOT NULL CHECK (float_cents >= 0),
    counted_cents  INTEGER NOT NULL CHECK (counted_cents >= 0),
    expected_cents INTEGER NOT NULL,
    note           TEXT    NOT NULL,
    "by"           TEXT    NOT NULL,
    at             TEXT    NOT NULL
) STRICT;
CREATE INDEX till_count_day ON till_count (day);

CREATE TABLE paper_given (
    id         TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    paper      TEXT NOT NULL CHECK (paper <> ''),
    "of"       TEXT NOT NULL CHECK ("of" <> ''),
    at         TEXT NOT NULL,
    "by"       TEXT NOT NULL
) STRICT;
CREATE INDEX paper_given_patient ON paper_given (patient_id);
CREATE INDEX paper_given_of ON paper_given ("of");

-- What is issued is for ever.

CREATE TRIGGER invoice_is_never_changed BEFORE UPDATE ON invoice
BEGIN SELECT raise(ABORT, 'an invoice that was issued is never changed'); END;
CREATE TRIGGER invoice_is_never_removed BEFORE DELETE ON invoice
BEGIN SELECT raise(ABORT, 'an invoice that was issued is never removed'); END;

CREATE TRIGGER credit_note_is_never_changed BEFORE UPDATE ON credit_note
BEGIN SELECT raise(ABORT, 'a credit note is never changed'); END;
CREATE TRIGGER credit_note_is_never_removed BEFORE DELETE ON credit_note
BEGIN SELECT raise(ABORT, 'a credit note is never removed'); END;

CREATE TRIGGER payment_is_never_changed BEFORE UPDATE ON payment
BEGIN SELECT raise(ABORT, 'a payment is never changed'); END;
CREATE TRIGGER payment_is_never_removed BEFORE DELETE ON payment
BEGIN SELECT raise(ABORT, 'a payment is never removed'); END;

CREATE TRIGGER allocation_is_never_changed BEFORE UPDATE ON allocation
BEGIN SELECT raise(ABORT, 'what a payment is for is never changed'); END;
CREATE TRIGGER allocation_is_never_removed BEFORE DELETE ON allocation
BEGIN SELECT raise(ABORT, 'what a payment is for is never removed'); END;

CREATE TRIGGER credit_is_never_changed BEFORE UPDATE ON credit
BEGIN SELECT raise(ABORT, 'a package or voucher that was sold is never changed'); END;
CREATE TRIGGER credit_is_never_removed BEFORE DELETE ON credit
BEGIN SELECT raise(ABORT, 'a package or voucher that was sold is never removed'); END;

CREATE TRIGGER credit_use_is_never_changed BEFORE UPDATE ON credit_use
BEGIN SELECT raise(ABORT, 'a use of a package or voucher is never changed'); END;
CREATE TRIGGER credit_use_is_never_removed BEFORE DELETE ON credit_use
BEGIN SELECT raise(ABORT, 'a use of a package or voucher is never removed'); END;

CREATE TRIGGER paper_given_is_never_changed BEFORE UPDATE ON paper_given
BEGIN SELECT raise(ABORT, 'that a paper was given is never changed'); END;
CREATE TRIGGER paper_given_is_never_removed BEFORE DELETE ON paper_given
BEGIN SELECT raise(ABORT, 'that a paper was given is never removed'); END;
