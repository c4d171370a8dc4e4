-- What the owner of a file could undo anyhow, and a machine's login cannot: each machine writes under its own
-- name, and nothing without its entry in the history.

-- The name of the machine that is logged in, which is its login without the database's name; NULL for whoever
-- looks after the database.
CREATE FUNCTION machine_name() RETURNS text LANGUAGE sql STABLE AS $$
	SELECT substr(r.rolname, length(g.rolname) - 7)
	FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member JOIN pg_roles g ON g.oid = m.roleid
	WHERE r.rolname = session_user AND g.rolname LIKE '%\_machines' ORDER BY 1 LIMIT 1
$$;

-- Only the transaction that brings the first operation may bring those of other machines: it moves records to
-- where there were none.
CREATE FUNCTION operation_names_its_machine() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	mine text := machine_name();
	first xid;
BEGIN
	IF NEW.machine <> mine THEN
		SELECT xmin INTO first FROM operation ORDER BY seq LIMIT 1;
		IF first IS NOT NULL AND first <> pg_current_xact_id()::xid THEN
			RAISE EXCEPTION 'a machine writes under its own name';
		END IF;
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER operation_names_its_machine BEFORE INSERT ON operation FOR EACH ROW EXECUTE FUNCTION operation_names_its_machine();

CREATE FUNCTION change_belongs_to_its_operation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT 1 FROM fresh f WHERE NOT EXISTS (SELECT 1 FROM operation o
		WHERE o.seq = f.operation_seq AND o.xmin = pg_current_xact_id()::xid)) THEN
		RAISE EXCEPTION 'nothing is added to an operation afterwards';
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER change_belongs_to_its_operation AFTER INSERT ON change REFERENCING NEW TABLE AS fresh
	FOR EACH STATEMENT EXECUTE FUNCTION change_belongs_to_its_operation();

-- What is derived, and the steps of undo, change together with an operation only.
CREATE FUNCTION comes_with_an_operation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF machine_name() IS NOT NULL AND NOT EXISTS (SELECT 1 FROM operation
		WHERE seq = (SELECT max(seq) FROM operation) AND xmin = pg_current_xact_id()::xid) THEN
		RAISE EXCEPTION 'nothing changes without an operation';
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER undo_step_comes_with_an_operation BEFORE INSERT OR DELETE OR UPDATE ON undo_step FOR EACH STATEMENT EXECUTE FUNCTION comes_with_an_operation();
CREATE TRIGGER patient_index_comes_with_an_operation BEFORE INSERT OR DELETE OR UPDATE ON patient_index FOR EACH STATEMENT EXECUTE FUNCTION comes_with_an_operation();
CREATE TRIGGER search_token_comes_with_an_operation BEFORE INSERT OR DELETE OR UPDATE ON search_token FOR EACH STATEMENT EXECUTE FUNCTION comes_with_an_operation();
CREATE TRIGGER search_variant_comes_with_an_operation BEFORE INSERT OR DELETE OR UPDATE ON search_variant FOR EACH STATEMENT EXECUTE FUNCTION comes_with_an_operation();

-- A record changes together with its entry in the history only.
CREATE FUNCTION record_has_its_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	changed text := CASE TG_OP WHEN 'DELETE' THEN OLD.id ELSE NEW.id END;
BEGIN
	IF TG_OP = 'UPDATE' AND OLD.id <> NEW.id THEN
		RAISE EXCEPTION 'a record keeps its id';
	END IF;
	IF NOT EXISTS (SELECT 1 FROM change c JOIN operation o ON o.seq = c.operation_seq
		WHERE c.kind = TG_TABLE_NAME AND c.record_id = changed AND o.xmin = pg_current_xact_id()::xid)
		AND machine_name() IS NOT NULL THEN
		RAISE EXCEPTION 'a record changes with its entry in the history only';
	END IF;
	RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER clinic_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON clinic DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER practitioner_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON practitioner DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER patient_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON patient DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER assessment_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON assessment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER plan_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON plan DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER session_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON session DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER screening_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON screening DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER clearance_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON clearance DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER finding_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON finding DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER stroke_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON stroke DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER problem_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON problem DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER goal_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON goal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER prescription_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON prescription DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER home_care_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON home_care DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER plan_end_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON plan_end DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER treatment_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON treatment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER measurement_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON measurement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER addendum_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON addendum DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER test_result_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON test_result DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER injury_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON injury DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER form_answers_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON form_answers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER consent_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON consent DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
CREATE CONSTRAINT TRIGGER template_has_its_entry AFTER INSERT OR DELETE OR UPDATE ON template DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_has_its_entry();
