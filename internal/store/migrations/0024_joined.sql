-- Two records of one person that were joined: the other leads to the patient's. No row is moved for it, so that they can
-- be taken apart again; see the kind joined.

CREATE TABLE joined (
    id         TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    patient_id TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    other      TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    at         TEXT NOT NULL,
    "by"       TEXT NOT NULL,
    taken      TEXT NOT NULL, -- JSON
    ended_at   TEXT,
    ended_by   TEXT NOT NULL,
    CHECK (other <> patient_id)
) STRICT;
CREATE INDEX joined_patient ON joined (patient_id);
CREATE UNIQUE INDEX joined_other ON joined (other) WHERE ended_at IS NULL; -- a record leads to one only

-- What points at a record of the same patient names the patient in its reference, too. Of a person with joined records it may
-- point at one that was made for the other: then the reference stands here, and the column itself is NULL.
ALTER TABLE plan ADD COLUMN assessment_id_of_other TEXT REFERENCES assessment (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE session ADD COLUMN plan_id_of_other TEXT REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE stroke ADD COLUMN finding_id_of_other TEXT REFERENCES finding (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE problem ADD COLUMN finding_id_of_other TEXT REFERENCES finding (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE goal ADD COLUMN baseline_id_of_other TEXT REFERENCES measurement (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE treatment ADD COLUMN prescription_id_of_other TEXT REFERENCES prescription (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE consent ADD COLUMN plan_id_of_other TEXT REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX plan_assessment_of_other ON plan (assessment_id_of_other) WHERE assessment_id_of_other IS NOT NULL;
CREATE INDEX session_plan_of_other ON session (plan_id_of_other) WHERE plan_id_of_other IS NOT NULL;
CREATE INDEX stroke_finding_of_other ON stroke (finding_id_of_other) WHERE finding_id_of_other IS NOT NULL;
CREATE INDEX problem_finding_of_other ON problem (finding_id_of_other) WHERE finding_id_of_other IS NOT NULL;
CREATE INDEX goal_baseline_of_other ON goal (baseline_id_of_other) WHERE baseline_id_of_other IS NOT NULL;
CREATE INDEX treatment_prescription_of_other ON treatment (prescription_id_of_other) WHERE prescription_id_of_other IS NOT NULL;
CREATE INDEX consent_plan_of_other ON consent (plan_id_of_other) WHERE plan_id_of_other IS NOT NULL;
