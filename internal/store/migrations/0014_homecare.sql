-- Home care that a contraindication stands against is kept with a reason, as a prescription is.

ALTER TABLE home_care ADD COLUMN kept_reason TEXT NOT NULL DEFAULT '';
