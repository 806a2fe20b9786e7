-- What the exact measures of a cohort read beyond the first columns: findings, the tumour board's word, durations, events.
ALTER TABLE record.subjects
  ADD COLUMN recommended boolean,
  ADD COLUMN findings jsonb GENERATED ALWAYS AS (jsonb_path_query_array(document, '$.alterations[*].canonical ? (@ <> null)')) STORED;
COMMENT ON COLUMN record.subjects.recommended IS 'What the tumour board said; null where the source does not hold it.';
COMMENT ON COLUMN record.subjects.findings IS 'Canonical alterations of the record, those under review left out.';

ALTER TABLE record.enrolments
  ADD COLUMN grade3_related_events integer NOT NULL DEFAULT 0 CHECK (grade3_related_events >= 0),
  ADD COLUMN serious_events integer NOT NULL DEFAULT 0 CHECK (serious_events >= 0),
  ADD COLUMN responded_days integer,
  ADD COLUMN response_days integer CHECK (response_days >= 0),
  ADD COLUMN response_event smallint CHECK (response_event IN (0, 1)),
  ADD COLUMN on_treatment_days integer CHECK (on_treatment_days >= 0),
  ADD COLUMN on_treatment_event smallint CHECK (on_treatment_event IN (0, 1)),
  ADD COLUMN quality_of_life_change text CHECK (quality_of_life_change IN ('improved', 'stable', 'worse'));
COMMENT ON COLUMN record.enrolments.grade3_related_events IS 'Related events of grade 3 or more.';
COMMENT ON COLUMN record.enrolments.serious_events IS 'Serious events.';
COMMENT ON COLUMN record.enrolments.responded_days IS 'From treatment start to the first CR or PR, days.';
COMMENT ON COLUMN record.enrolments.response_days IS 'Duration of that response, days.';
COMMENT ON COLUMN record.enrolments.response_event IS '1 progression or death, 0 censored.';
COMMENT ON COLUMN record.enrolments.on_treatment_days IS 'Time on treatment, days.';
COMMENT ON COLUMN record.enrolments.on_treatment_event IS '1 treatment has ended, 0 censored.';
COMMENT ON COLUMN record.enrolments.quality_of_life_change IS 'Global health status at week 16 against baseline; null where either is missing.';
