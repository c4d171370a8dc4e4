-- A label is a text with places, and what stands in them. One that was written before is a text alone.

ALTER TABLE operation ADD COLUMN args TEXT NOT NULL DEFAULT ''; -- JSON, or ''
