-- Every change there ever was: one operation for each transaction, with the rows it changed as they were
-- before and after. Nothing in these two tables is ever changed or removed.

CREATE TABLE operation (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL UNIQUE,
    at         TEXT NOT NULL,
    actor      TEXT NOT NULL,
    machine    TEXT NOT NULL,
    verb       TEXT NOT NULL CHECK (verb IN ('apply', 'load', 'undo', 'redo')),
    label      TEXT NOT NULL,
    scope      TEXT NOT NULL,
    patient_id TEXT,                     -- when it concerns exactly one
    reverses   TEXT REFERENCES operation (id) -- the operation that an undo or redo is of
) STRICT;
CREATE INDEX operation_patient ON operation (patient_id, seq);
CREATE INDEX operation_reverses ON operation (reverses);

CREATE TABLE change (
    operation_seq INTEGER NOT NULL REFERENCES operation (seq),
    position      INTEGER NOT NULL,      -- within the operation
    kind          TEXT NOT NULL,
    record_id     TEXT NOT NULL,
    patient_id    TEXT,
    before        TEXT CHECK (json_valid(before)), -- NULL: the record was not there
    after         TEXT CHECK (json_valid(after)),  -- NULL: the record was removed
    PRIMARY KEY (operation_seq, position),
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_record ON change (kind, record_id, operation_seq);
CREATE INDEX change_patient ON change (patient_id, operation_seq);

CREATE TRIGGER operation_is_never_changed BEFORE UPDATE ON operation
BEGIN SELECT raise(ABORT, 'history is never changed'); END;
CREATE TRIGGER operation_is_never_removed BEFORE DELETE ON operation
BEGIN SELECT raise(ABORT, 'history is never removed'); END;
CREATE TRIGGER change_is_never_changed BEFORE UPDATE ON change
BEGIN SELECT raise(ABORT, 'history is never changed'); END;
CREATE TRIGGER change_is_never_removed BEFORE DELETE ON change
BEGIN SELECT raise(ABORT, 'history is never removed'); END;

-- The undo stacks: one step for each operation that can still be undone or redone, in its scope.
CREATE TABLE undo_step (
    operation_seq INTEGER PRIMARY KEY REFERENCES operation (seq),
    scope         TEXT    NOT NULL CHECK (scope <> ''),
    undone        INTEGER NOT NULL CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX undo_step_scope ON undo_step (scope, undone, operation_seq);

-- What a person prefers on the screen; no part of the records.
CREATE TABLE preference (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
