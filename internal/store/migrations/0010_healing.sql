-- Which of its type an injury is, and whether a hard lump is felt in it. One from before is of its type alone. A doctor's
-- clearance may be of an injury.

ALTER TABLE injury ADD COLUMN sort TEXT NOT NULL DEFAULT '';
ALTER TABLE injury ADD COLUMN lump TEXT NOT NULL DEFAULT '';
ALTER TABLE injury ADD COLUMN lump_on TEXT; -- a date
ALTER TABLE clearance ADD COLUMN injury_id TEXT REFERENCES injury (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX clearance_injury ON clearance (injury_id);
