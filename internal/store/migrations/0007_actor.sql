-- Who did it is a person in a role. What was done before names the person only.

ALTER TABLE operation ADD COLUMN actor_id TEXT NOT NULL DEFAULT ''; -- the key of a practitioner, or ''
ALTER TABLE operation ADD COLUMN role TEXT NOT NULL DEFAULT '';
