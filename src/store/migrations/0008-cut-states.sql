-- A data cut's states; which may follow which is held here as well as in the program (cut/states.ts), and compared by a test.
ALTER TABLE cut.cuts DROP CONSTRAINT cuts_check1;
ALTER TABLE cut.cuts
  ADD COLUMN state text NOT NULL DEFAULT 'built' CHECK (state IN ('built', 'opened', 'superseded', 'closed', 'ended')),
  ADD COLUMN superseded_at text,
  ADD COLUMN ended_at text,
  ADD COLUMN close_reason text;
UPDATE cut.cuts SET state = CASE WHEN closed_at IS NOT NULL THEN 'closed' WHEN opened_at IS NOT NULL THEN 'opened' ELSE 'built' END;
ALTER TABLE cut.cuts ADD CONSTRAINT cuts_ended CHECK ((state = 'ended') = (ended_at IS NOT NULL));
ALTER TABLE cut.cuts ADD CONSTRAINT cuts_opened CHECK (state <> 'opened' OR opened_at IS NOT NULL);
ALTER TABLE cut.cuts ADD CONSTRAINT cuts_closed CHECK ((close_reason IS NULL) = (closed_at IS NULL));
COMMENT ON TABLE cut.cuts IS 'One row a data cut.';
COMMENT ON COLUMN cut.cuts.state IS 'built, opened, superseded, closed, ended.';
COMMENT ON COLUMN cut.cuts.superseded_at IS 'When a newer cut was opened.';
COMMENT ON COLUMN cut.cuts.closed_at IS 'When it was closed to new computation by the committee, a withdrawal or retention.';
COMMENT ON COLUMN cut.cuts.close_reason IS 'Why; a code.';
COMMENT ON COLUMN cut.cuts.ended_at IS 'When its snapshot key and file had been destroyed.';
GRANT UPDATE (state, superseded_at, close_reason, ended_at) ON cut.cuts TO rose_snapshot;

CREATE FUNCTION cut.check_transition() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF (OLD.state, NEW.state) NOT IN (
    ('built', 'opened'), ('built', 'superseded'), ('built', 'closed'),
    ('opened', 'superseded'), ('opened', 'closed'),
    ('superseded', 'closed'), ('superseded', 'ended'),
    ('closed', 'ended')
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'a data cut cannot change in this way';
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION cut.check_transition IS 'Refuses a change of state that the table of transitions does not have: what is closed stays closed.';
CREATE TRIGGER transition BEFORE UPDATE ON cut.cuts FOR EACH ROW EXECUTE FUNCTION cut.check_transition();

-- A withdrawal closes cuts, but the ingest's role is to have no other right on them.
CREATE FUNCTION cut.close_for_withdrawal(at text) RETURNS SETOF text LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  UPDATE cut.cuts SET state = 'closed', closed_at = at, close_reason = 'withdrawal'
  WHERE state IN ('built', 'opened', 'superseded') RETURNING id
$$;
COMMENT ON FUNCTION cut.close_for_withdrawal IS 'Closes every cut that is not closed yet, and names them.';
REVOKE ALL ON FUNCTION cut.close_for_withdrawal FROM PUBLIC;
GRANT USAGE ON SCHEMA cut TO rose_ingest;
GRANT EXECUTE ON FUNCTION cut.close_for_withdrawal TO rose_ingest;
