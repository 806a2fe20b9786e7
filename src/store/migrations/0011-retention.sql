-- Access events may go after their time: by the role of data cuts, inside the platform, and never those of the last month.
CREATE FUNCTION audit.count_access(before timestamptz) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT count(*) FROM audit.access WHERE at::timestamptz < least(before, now() - interval '30 days')
$$;
COMMENT ON FUNCTION audit.count_access IS 'How many access events are older.';
CREATE FUNCTION audit.forget_access(before timestamptz) RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH gone AS (
    DELETE FROM audit.access WHERE at::timestamptz < least(before, now() - interval '30 days') RETURNING 1
  )
  SELECT count(*) FROM gone
$$;
COMMENT ON FUNCTION audit.forget_access IS 'Removes them, and gives their number.';
REVOKE ALL ON FUNCTION audit.count_access, audit.forget_access FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.count_access, audit.forget_access TO rose_snapshot;
