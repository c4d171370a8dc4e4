-- A treatment that something stood firmly against is recorded with why it was given all the same.

ALTER TABLE treatment ADD COLUMN kept_reason TEXT NOT NULL DEFAULT '';
