-- A rotation of the pseudonym key changes a person's row, subject and enrolments in turn: they must fit together at its end.
ALTER TABLE record.subjects ALTER CONSTRAINT subjects_pseudonym_fkey DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE record.enrolments ALTER CONSTRAINT enrolments_pseudonym_fkey DEFERRABLE INITIALLY IMMEDIATE;
