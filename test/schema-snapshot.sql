-- What the migrations make, read back from the catalogue. Written by a test; read its differences.

SCHEMA asking -- Questions of this node to other members, and what they said. Nothing of a patient here.
SCHEMA audit -- What changed and what was disclosed.
SCHEMA cut -- Data cuts and the committee's approvals.
SCHEMA exchange -- Letters to members until they have ended, and numbered messages that came.
SCHEMA pooling -- Pooled rounds. No row of a patient: shares are sealed, sums are signed.
SCHEMA published -- Published tables and used messages.
SCHEMA record -- Pseudonymised subjects and their enrolments, as of the last ingest.
SCHEMA store -- Version of this database.

TABLE asking.members -- What became of each member of a question.
TABLE asking.questions -- One question to many members each; ended once, then never changed.
TABLE asking.tables -- Published tables of other members, by hash: what is here is not sent again.
TABLE audit.access -- Questions and refusals, written in batches; not chained, since an answer shows nothing beyond a published table.
TABLE audit.events -- Chained events; one writer at a time (advisory lock).
TABLE cut.approvals -- Approvals by committee members, one a member and cut.
TABLE cut.cuts -- One row a data cut.
TABLE exchange.arrivals -- Numbered messages that came, and what was said to each.
TABLE exchange.outgoing -- Letters to members: sealed once.
TABLE exchange.sequences -- Last number of a message that travels as a file, by reader; raised in the transaction that stores it, hence without gaps.
TABLE pooling.conflicts -- Evidence: an author signed two different things where one is said.
TABLE pooling.documents -- Documents of rounds whose signatures were verified: each author says a thing once.
TABLE pooling.recipients -- To whom a document goes; written with it, so that nobody is forgotten.
TABLE pooling.rounds -- Rounds that this node coordinates, combines or is asked in.
TABLE pooling.tables -- Network tables, signed by all combiners; each names the one before, and none has two that follow it.
TABLE published.tables -- Protected national tables, as the engine signed them; never changed, never removed.
TABLE published.used_messages -- Messages that may not be used again.
TABLE record.enrolments -- One row an enrolment (subject x named cohort), in typed columns for counting.
TABLE record.ingests -- The ingest that filled the store: one row, or none.
TABLE record.persons -- One row a person who ever was in the store and has not withdrawn.
TABLE record.pseudonym_keys -- Every pseudonym key the store was under; the one without an end is the present one.
TABLE record.staged_subjects -- Subjects of a running ingest, on their way into record.subjects. Each ingest sees its own rows alone and deletes them before it commits, so that a committed row does not exist.
TABLE record.subjects -- One row a subject.
TABLE record.withdrawals -- What keeps a person who withdrew out of every later ingest; nothing else is kept of them.
TABLE store.migrations -- Migrations that were applied.

COLUMN asking.members.question text NOT NULL -- The question.
COLUMN asking.members.member text NOT NULL -- Id of the member asked.
COLUMN asking.members.place integer NOT NULL -- Order of the directory or list.
COLUMN asking.members.answer jsonb NOT NULL -- Its row of network-answer/2.
COLUMN asking.members.ended boolean NOT NULL false -- Whether the row changes no more.
COLUMN asking.questions.id text NOT NULL -- Given by this node.
COLUMN asking.questions.number bigint NOT NULL IDENTITY -- Order of asking.
COLUMN asking.questions.cohort jsonb NOT NULL -- cohort/1, canonical.
COLUMN asking.questions.denominator text NOT NULL -- Which patients are counted.
COLUMN asking.questions.asked_by text NOT NULL -- Member id of this node.
COLUMN asking.questions.asked_at text NOT NULL -- RFC 3339, UTC.
COLUMN asking.questions.deadline text NOT NULL -- Until when members may answer, RFC 3339, UTC.
COLUMN asking.questions.network jsonb -- Directory or plain list that it was asked by; null: the directory of the node.
COLUMN asking.questions.state text NOT NULL 'open'::text -- complete: every member has an end; cancelled: by a person.
COLUMN asking.questions.closed_at text -- RFC 3339, UTC.
COLUMN asking.questions.record text -- network-answer/2 as this node signed it, compact JWS.
COLUMN asking.tables.sha256 text NOT NULL -- SHA-256 of the JWS, as answers name the table.
COLUMN asking.tables.member text NOT NULL -- Who sent it.
COLUMN asking.tables.jws text NOT NULL -- Compact JWS whose payload is the table.
COLUMN asking.tables.received_at text NOT NULL -- RFC 3339, UTC.
COLUMN audit.access.number bigint NOT NULL IDENTITY -- Order of writing.
COLUMN audit.access.at text NOT NULL -- When, RFC 3339 in UTC.
COLUMN audit.access.kind text NOT NULL -- question.answered or question.refused.
COLUMN audit.access.member text -- Who asked; null where that could not be verified.
COLUMN audit.access.code text -- Code of the refusal.
COLUMN audit.access.cohort_hash text -- Hash of the cohort key that was asked.
COLUMN audit.access.table_sha256 text -- The published table that answered.
COLUMN audit.access.occurrences integer NOT NULL 1 -- Like refusals within a short time that this row stands for.
COLUMN audit.events.sequence bigint NOT NULL -- Place in the chain: 1, 2, ... without gaps.
COLUMN audit.events.kind text NOT NULL -- What happened, e.g. ingest.saved.
COLUMN audit.events.at text NOT NULL -- When, RFC 3339 in UTC, as it was hashed.
COLUMN audit.events.actor text NOT NULL -- Process or person.
COLUMN audit.events.facts jsonb NOT NULL -- Ids, hashes and counts; never a value from a record.
COLUMN audit.events.previous_hash text NOT NULL -- Hash of the event before; unique, so that the chain cannot fork.
COLUMN audit.events.hash text NOT NULL -- SHA-256 of this event with the hash before it.
COLUMN audit.events.written_by text NOT NULL SESSION_USER -- Login that wrote the row; not hashed.
COLUMN audit.events.written_in text NOT NULL current_setting('application_name'::text) -- Process and transaction that wrote the row; not hashed.
COLUMN cut.approvals.cut_id text NOT NULL -- The cut that was approved.
COLUMN cut.approvals.member text NOT NULL -- Who approved.
COLUMN cut.approvals.number bigint NOT NULL IDENTITY -- Order of approving.
COLUMN cut.approvals.jws text NOT NULL -- Compact JWS over the approval; the engine verifies it itself.
COLUMN cut.cuts.id text NOT NULL -- Named by the snapshot's hash.
COLUMN cut.cuts.number bigint NOT NULL IDENTITY -- Order of building; a run that failed leaves a gap.
COLUMN cut.cuts.description jsonb NOT NULL -- cut/1: counts, versions, hashes.
COLUMN cut.cuts.built_at text NOT NULL -- RFC 3339, UTC.
COLUMN cut.cuts.opened_at text -- When the committee's approvals were complete.
COLUMN cut.cuts.closed_at text -- When it was closed to new computation by the committee, a withdrawal or retention.
COLUMN cut.cuts.state text NOT NULL 'built'::text -- built, opened, superseded, closed, ended.
COLUMN cut.cuts.superseded_at text -- When a newer cut was opened.
COLUMN cut.cuts.ended_at text -- When its snapshot key and file had been destroyed.
COLUMN cut.cuts.close_reason text -- Why; a code.
COLUMN exchange.arrivals.sender text NOT NULL -- Member id, proved by its signature.
COLUMN exchange.arrivals.sequence bigint NOT NULL -- Its number from this sender: one message each.
COLUMN exchange.arrivals.id text NOT NULL -- SHA-256 of the sealed text.
COLUMN exchange.arrivals.begun_at timestamp with time zone NOT NULL now() -- When its handling began.
COLUMN exchange.arrivals.ended_at timestamp with time zone -- When it was done; null while it is handled, or where that was broken off.
COLUMN exchange.arrivals.reply text -- The sealed reply; the same message again gets it again.
COLUMN exchange.arrivals.code text -- Why it was refused.
COLUMN exchange.outgoing.id text NOT NULL -- SHA-256 of the sealed text.
COLUMN exchange.outgoing.number bigint NOT NULL IDENTITY -- Order in which they were stored.
COLUMN exchange.outgoing.name text NOT NULL -- What the use case calls it: one letter a name.
COLUMN exchange.outgoing.recipient text NOT NULL -- Member id.
COLUMN exchange.outgoing.type text NOT NULL -- Type and version of the message.
COLUMN exchange.outgoing.carrier text NOT NULL -- What carries it: direct, relay, file.
COLUMN exchange.outgoing.sequence bigint -- Its number as a file for this reader; null by other carriers.
COLUMN exchange.outgoing.jti text NOT NULL -- Its id inside the seal.
COLUMN exchange.outgoing.message text -- The sealed text; null once it has ended.
COLUMN exchange.outgoing.bytes integer NOT NULL -- Its size.
COLUMN exchange.outgoing.approved_by text[] NOT NULL '{}'::text[] -- Who approved what it discloses, where approval was needed.
COLUMN exchange.outgoing.stored_at timestamp with time zone NOT NULL -- When.
COLUMN exchange.outgoing.expires_at timestamp with time zone NOT NULL -- When its reader would no longer take it.
COLUMN exchange.outgoing.state text NOT NULL 'waiting'::text -- waiting, sent; ended: delivered, failed, expired.
COLUMN exchange.outgoing.due_at timestamp with time zone NOT NULL now() -- When it is handed on or asked after next; a claim moves it on.
COLUMN exchange.outgoing.tries integer NOT NULL 0 -- How often it was claimed.
COLUMN exchange.outgoing.code text -- Why it failed or still waits, a stable code.
COLUMN exchange.outgoing.reply text -- The sealed reply, as it came.
COLUMN exchange.outgoing.ended_at timestamp with time zone -- When it ended.
COLUMN exchange.sequences.recipient text NOT NULL -- Member id.
COLUMN exchange.sequences.last bigint NOT NULL -- From 1.
COLUMN pooling.conflicts.number bigint NOT NULL IDENTITY -- Order of their coming.
COLUMN pooling.conflicts.round text NOT NULL -- The round.
COLUMN pooling.conflicts.kind text NOT NULL -- As in documents.
COLUMN pooling.conflicts.author text NOT NULL -- Who signed both.
COLUMN pooling.conflicts.part text NOT NULL -- As in documents.
COLUMN pooling.conflicts.sha256 text NOT NULL -- Of the second text.
COLUMN pooling.conflicts.body text -- The second text; null for contributions, whose shares are not kept.
COLUMN pooling.conflicts.at text NOT NULL -- RFC 3339, UTC.
COLUMN pooling.documents.id bigint NOT NULL IDENTITY -- Order of their coming; they are sent in it.
COLUMN pooling.documents.round text NOT NULL -- The round.
COLUMN pooling.documents.kind text NOT NULL -- call, offer, manifest, state, contribution, receipt, held, set, sums, passed, table, ended, deletion.
COLUMN pooling.documents.author text NOT NULL -- Member who signed it, or whose engine did.
COLUMN pooling.documents.part text NOT NULL ''::text -- Where an author says several of a kind: the step of sums, the member of a receipt, the state; whole: with all signatures.
COLUMN pooling.documents.sha256 text NOT NULL -- Of the text.
COLUMN pooling.documents.body text -- The signed text; null where it was erased (contributions of others, once the round is over).
COLUMN pooling.documents.at text NOT NULL -- RFC 3339, UTC.
COLUMN pooling.recipients.document bigint NOT NULL -- What goes.
COLUMN pooling.recipients.recipient text NOT NULL -- To which member.
COLUMN pooling.recipients.posted boolean NOT NULL false -- Whether the outbox has it: from there on it sees to it.
COLUMN pooling.rounds.round text NOT NULL -- The coordinator's name of it.
COLUMN pooling.rounds.number bigint NOT NULL IDENTITY -- Order of their coming.
COLUMN pooling.rounds.coordinator text NOT NULL -- Who asks.
COLUMN pooling.rounds.state text NOT NULL 'open'::text -- open; done: there is a network table; ended: there will be none.
COLUMN pooling.rounds.reason text -- Why it ended without a table.
COLUMN pooling.rounds.at text NOT NULL -- When it came, RFC 3339 in UTC.
COLUMN pooling.tables.sha256 text NOT NULL -- Of the canonical table: its name.
COLUMN pooling.tables.number bigint NOT NULL IDENTITY -- Order of their coming; the last one stands.
COLUMN pooling.tables.round text NOT NULL -- Whose result it is.
COLUMN pooling.tables.previous_sha256 text -- The table before; null for the first of the federation.
COLUMN pooling.tables.body text NOT NULL -- JWS in general JSON serialization.
COLUMN pooling.tables.at text NOT NULL -- RFC 3339, UTC.
COLUMN published.tables.sha256 text NOT NULL -- SHA-256 of the JWS: the name of the table in every answer.
COLUMN published.tables.number bigint NOT NULL IDENTITY -- Order of publication; the last one answers.
COLUMN published.tables.document jsonb NOT NULL -- national-table/2, or /1 of tables made before there were cells of genes.
COLUMN published.tables.jws text NOT NULL -- Compact JWS whose payload is the table.
COLUMN published.tables.published_at text NOT NULL -- RFC 3339, UTC.
COLUMN published.used_messages.member text NOT NULL -- Sender.
COLUMN published.used_messages.jti text NOT NULL -- The sender's id of the message.
COLUMN published.used_messages.expires timestamp with time zone NOT NULL -- Until when the message would be accepted; removed some time after.
COLUMN record.enrolments.pseudonym text NOT NULL -- The subject.
COLUMN record.enrolments.number integer NOT NULL -- 1, 2, ... in the order of allocation.
COLUMN record.enrolments.local_name text NOT NULL -- Cohort as the trial spells it, trimmed.
COLUMN record.enrolments.cohort_key text -- Canonical key v1; null while a part is under review.
COLUMN record.enrolments.cohort_group text NOT NULL -- Equal for spellings of one local cohort.
COLUMN record.enrolments.cohort_label text NOT NULL -- Cohort in plain words.
COLUMN record.enrolments.tumour text -- Tumour part of the key.
COLUMN record.enrolments.alteration text -- Alteration part of the key.
COLUMN record.enrolments.drugs text -- Drug part of the key.
COLUMN record.enrolments.treated boolean NOT NULL -- A delivered dose with a complete start.
COLUMN record.enrolments.start_quarter text -- Calendar quarter of treatment start; null where not treated.
COLUMN record.enrolments.start_day integer -- Treatment start in days after the subject's day 0.
COLUMN record.enrolments.mature boolean NOT NULL -- Week 16 reached by the cut-off.
COLUMN record.enrolments.awaiting boolean NOT NULL -- Week-16 visit done or due, its form not in yet.
COLUMN record.enrolments.evaluable boolean NOT NULL -- Treated, mature and dosed enough.
COLUMN record.enrolments.disease_control boolean -- At week 16; null while not mature.
COLUMN record.enrolments.no_control_reason text -- Why there is no control.
COLUMN record.enrolments.best_response text -- Best response, unconfirmed.
COLUMN record.enrolments.confirmed_response text -- CR or PR seen again after 28 days or more.
COLUMN record.enrolments.pfs_days integer -- Progression-free survival, days from treatment start.
COLUMN record.enrolments.pfs_event smallint -- 1 progression or death, 0 censored.
COLUMN record.enrolments.os_days integer -- Overall survival, days from treatment start.
COLUMN record.enrolments.os_event smallint -- 1 death, 0 censored.
COLUMN record.enrolments.grade3_related boolean NOT NULL -- A related event of grade 3 or more.
COLUMN record.enrolments.grade3_related_or_unknown boolean NOT NULL -- The same, unknown relation included.
COLUMN record.enrolments.serious boolean NOT NULL -- A serious event.
COLUMN record.enrolments.grade3_related_events integer NOT NULL 0 -- Related events of grade 3 or more.
COLUMN record.enrolments.serious_events integer NOT NULL 0 -- Serious events.
COLUMN record.enrolments.responded_days integer -- From treatment start to the first CR or PR, days.
COLUMN record.enrolments.response_days integer -- Duration of that response, days.
COLUMN record.enrolments.response_event smallint -- 1 progression or death, 0 censored.
COLUMN record.enrolments.on_treatment_days integer -- Time on treatment, days.
COLUMN record.enrolments.on_treatment_event smallint -- 1 treatment has ended, 0 censored.
COLUMN record.enrolments.quality_of_life_change text -- Global health status at week 16 against baseline; null where either is missing.
COLUMN record.ingests.content_hash text NOT NULL -- SHA-256 of the batch.
COLUMN record.ingests.single boolean NOT NULL true -- Keeps the table at one row.
COLUMN record.ingests.trial_id text NOT NULL -- Trial whose export it was.
COLUMN record.ingests.cutoff date NOT NULL -- Cut-off date of the trial's data.
COLUMN record.ingests.mapping_id text NOT NULL -- Mapping that read the export.
COLUMN record.ingests.mapping_version text NOT NULL -- Its version.
COLUMN record.ingests.versions jsonb NOT NULL -- Versions of derivation, normaliser and OncoTree.
COLUMN record.ingests.counts jsonb NOT NULL -- Screened, withdrawn, held back, rejected subjects.
COLUMN record.ingests.problems jsonb NOT NULL '[]'::jsonb -- Problems of the source, rows by code; withdrawals are not among them.
COLUMN record.persons.pseudonym text NOT NULL -- Under the present key.
COLUMN record.persons.person uuid NOT NULL gen_random_uuid() -- Random; the same for one person in every data cut, also after the key was rotated. The only name that a snapshot has.
COLUMN record.persons.sealed_local_id bytea NOT NULL -- Local subject id, AES-256-GCM under a key derived from the pseudonym key: for rotation and authorised re-contact. Empty once that key was destroyed.
COLUMN record.pseudonym_keys.version integer NOT NULL -- Part of every pseudonym.
COLUMN record.pseudonym_keys.key_id text NOT NULL -- Keyed fingerprint: names the key, says nothing of it.
COLUMN record.pseudonym_keys.began_at text NOT NULL -- RFC 3339, UTC.
COLUMN record.pseudonym_keys.ended_at text -- When it was rotated away or destroyed.
COLUMN record.staged_subjects.pseudonym text NOT NULL -- As in record.subjects.
COLUMN record.staged_subjects.content_hash text NOT NULL -- As in record.subjects.
COLUMN record.staged_subjects.document text NOT NULL -- The record as JSON text: parsed only where it changed.
COLUMN record.staged_subjects.recommended boolean -- As in record.subjects.
COLUMN record.staged_subjects.enrolments text NOT NULL -- JSON list of the rows for record.enrolments.
COLUMN record.staged_subjects.sealed_local_id bytea NOT NULL -- As in record.persons.
COLUMN record.subjects.pseudonym text NOT NULL -- Keyed pseudonym; the key is not in this database.
COLUMN record.subjects.content_hash text NOT NULL -- SHA-256 of record and enrolments: an ingest writes the subjects that changed.
COLUMN record.subjects.document jsonb NOT NULL -- The record, prime-rose-record/1.
COLUMN record.subjects.sex text GENERATED (document ->> 'sex'::text) -- From the record.
COLUMN record.subjects.age_band text GENERATED (document ->> 'ageBand'::text) -- From the record; at day 0.
COLUMN record.subjects.tumour text GENERATED (jsonb_path_query_first(document, '$."tumours"[*]?(@."primary" == true)."oncotree"'::jsonpath) #>> '{}'::text[]) -- OncoTree code of the primary tumour; null under review or unknown.
COLUMN record.subjects.recommended boolean -- What the tumour board said; null where the source does not hold it.
COLUMN record.subjects.findings jsonb GENERATED jsonb_path_query_array(document, '$."alterations"[*]."canonical"?(@ != null)'::jsonpath) -- Canonical alterations of the record, those under review left out.
COLUMN record.withdrawals.number integer NOT NULL -- 1, 2, ... in the order of recording; given under the lock of the records.
COLUMN record.withdrawals.id text NOT NULL -- Random; names the withdrawal in the audit.
COLUMN record.withdrawals.pseudonym text NOT NULL -- Of the person, under the present key.
COLUMN record.withdrawals.sealed_local_id bytea NOT NULL -- As in record.persons: without it a rotation would forget the withdrawal.
COLUMN record.withdrawals.scope text NOT NULL -- data: in no figure any more; treatment: stopped treatment only, stays.
COLUMN record.withdrawals.reason_code text NOT NULL -- From a short list; no text.
COLUMN store.migrations.version integer NOT NULL -- Number of the file.
COLUMN store.migrations.name text NOT NULL -- Name of the file.
COLUMN store.migrations.sha256 text NOT NULL -- SHA-256 of the file as it was applied.
COLUMN store.migrations.applied_at timestamp with time zone NOT NULL now() -- When.

CONSTRAINT asking.members members_pkey PRIMARY KEY (question, member)
CONSTRAINT asking.members members_question_fkey FOREIGN KEY (question) REFERENCES asking.questions(id)
CONSTRAINT asking.questions questions_check CHECK (((state = 'open'::text) = (record IS NULL)))
CONSTRAINT asking.questions questions_check1 CHECK (((state = 'open'::text) = (closed_at IS NULL)))
CONSTRAINT asking.questions questions_denominator_check CHECK ((denominator = ANY (ARRAY['treated'::text, 'screened'::text])))
CONSTRAINT asking.questions questions_id_check CHECK ((id ~ '^nq-[0-9a-f]{16}$'::text))
CONSTRAINT asking.questions questions_number_key UNIQUE (number)
CONSTRAINT asking.questions questions_pkey PRIMARY KEY (id)
CONSTRAINT asking.questions questions_state_check CHECK ((state = ANY (ARRAY['open'::text, 'complete'::text, 'cancelled'::text])))
CONSTRAINT asking.tables tables_pkey PRIMARY KEY (sha256)
CONSTRAINT asking.tables tables_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
CONSTRAINT audit.access access_check CHECK (((kind = 'question.refused'::text) = (code IS NOT NULL)))
CONSTRAINT audit.access access_kind_check CHECK ((kind = ANY (ARRAY['question.answered'::text, 'question.refused'::text])))
CONSTRAINT audit.access access_occurrences_check CHECK ((occurrences >= 1))
CONSTRAINT audit.access access_pkey PRIMARY KEY (number)
CONSTRAINT audit.events events_facts_check CHECK ((jsonb_typeof(facts) = 'object'::text))
CONSTRAINT audit.events events_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text))
CONSTRAINT audit.events events_hash_key UNIQUE (hash)
CONSTRAINT audit.events events_pkey PRIMARY KEY (sequence)
CONSTRAINT audit.events events_previous_hash_check CHECK ((previous_hash ~ '^[0-9a-f]{64}$'::text))
CONSTRAINT audit.events events_previous_hash_key UNIQUE (previous_hash)
CONSTRAINT audit.events events_sequence_check CHECK ((sequence >= 1))
CONSTRAINT cut.approvals approvals_cut_id_fkey FOREIGN KEY (cut_id) REFERENCES cut.cuts(id)
CONSTRAINT cut.approvals approvals_number_key UNIQUE (number)
CONSTRAINT cut.approvals approvals_pkey PRIMARY KEY (cut_id, member)
CONSTRAINT cut.cuts cuts_check CHECK (((description ->> 'id'::text) = id))
CONSTRAINT cut.cuts cuts_closed CHECK (((close_reason IS NULL) = (closed_at IS NULL)))
CONSTRAINT cut.cuts cuts_ended CHECK (((state = 'ended'::text) = (ended_at IS NOT NULL)))
CONSTRAINT cut.cuts cuts_id_check CHECK ((id ~ '^cut-[0-9a-f]{16}$'::text))
CONSTRAINT cut.cuts cuts_number_key UNIQUE (number)
CONSTRAINT cut.cuts cuts_opened CHECK (((state <> 'opened'::text) OR (opened_at IS NOT NULL)))
CONSTRAINT cut.cuts cuts_pkey PRIMARY KEY (id)
CONSTRAINT cut.cuts cuts_state_check CHECK ((state = ANY (ARRAY['built'::text, 'opened'::text, 'superseded'::text, 'closed'::text, 'ended'::text])))
CONSTRAINT exchange.arrivals arrivals_id_check CHECK ((id ~ '^[0-9a-f]{64}$'::text))
CONSTRAINT exchange.arrivals arrivals_id_key UNIQUE (id)
CONSTRAINT exchange.arrivals arrivals_pkey PRIMARY KEY (sender, sequence)
CONSTRAINT exchange.arrivals arrivals_sequence_check CHECK ((sequence >= 1))
CONSTRAINT exchange.outgoing outgoing_bytes_check CHECK ((bytes > 0))
CONSTRAINT exchange.outgoing outgoing_carrier_check CHECK ((carrier = ANY (ARRAY['direct'::text, 'relay'::text, 'file'::text])))
CONSTRAINT exchange.outgoing outgoing_check CHECK (((ended_at IS NULL) = (state = ANY (ARRAY['waiting'::text, 'sent'::text]))))
CONSTRAINT exchange.outgoing outgoing_check1 CHECK (((message IS NULL) = (ended_at IS NOT NULL)))
CONSTRAINT exchange.outgoing outgoing_id_check CHECK ((id ~ '^[0-9a-f]{64}$'::text))
CONSTRAINT exchange.outgoing outgoing_jti_key UNIQUE (jti)
CONSTRAINT exchange.outgoing outgoing_name_key UNIQUE (name)
CONSTRAINT exchange.outgoing outgoing_number_key UNIQUE (number)
CONSTRAINT exchange.outgoing outgoing_pkey PRIMARY KEY (id)
CONSTRAINT exchange.outgoing outgoing_recipient_sequence_key UNIQUE (recipient, sequence)
CONSTRAINT exchange.outgoing outgoing_sequence_check CHECK ((sequence >= 1))
CONSTRAINT exchange.outgoing outgoing_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'delivered'::text, 'failed'::text, 'expired'::text])))
CONSTRAINT exchange.sequences sequences_last_check CHECK ((last >= 1))
CONSTRAINT exchange.sequences sequences_pkey PRIMARY KEY (recipient)
CONSTRAINT pooling.conflicts conflicts_pkey PRIMARY KEY (number)
CONSTRAINT pooling.conflicts conflicts_round_fkey FOREIGN KEY (round) REFERENCES pooling.rounds(round)
CONSTRAINT pooling.conflicts conflicts_round_kind_author_part_sha256_key UNIQUE (round, kind, author, part, sha256)
CONSTRAINT pooling.documents documents_pkey PRIMARY KEY (id)
CONSTRAINT pooling.documents documents_round_fkey FOREIGN KEY (round) REFERENCES pooling.rounds(round)
CONSTRAINT pooling.documents documents_round_kind_author_part_key UNIQUE (round, kind, author, part)
CONSTRAINT pooling.documents documents_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
CONSTRAINT pooling.recipients recipients_document_fkey FOREIGN KEY (document) REFERENCES pooling.documents(id)
CONSTRAINT pooling.recipients recipients_pkey PRIMARY KEY (document, recipient)
CONSTRAINT pooling.rounds rounds_check CHECK (((state = 'ended'::text) = (reason IS NOT NULL)))
CONSTRAINT pooling.rounds rounds_number_key UNIQUE (number)
CONSTRAINT pooling.rounds rounds_pkey PRIMARY KEY (round)
CONSTRAINT pooling.rounds rounds_round_check CHECK ((round ~ '^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$'::text))
CONSTRAINT pooling.rounds rounds_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'ended'::text])))
CONSTRAINT pooling.tables tables_number_key UNIQUE (number)
CONSTRAINT pooling.tables tables_pkey PRIMARY KEY (sha256)
CONSTRAINT pooling.tables tables_previous_sha256_key UNIQUE (previous_sha256)
CONSTRAINT pooling.tables tables_round_key UNIQUE (round)
CONSTRAINT pooling.tables tables_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
CONSTRAINT published.tables tables_number_key UNIQUE (number)
CONSTRAINT published.tables tables_pkey PRIMARY KEY (sha256)
CONSTRAINT published.tables tables_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
CONSTRAINT published.used_messages used_messages_pkey PRIMARY KEY (member, jti)
CONSTRAINT record.enrolments enrolments_best_response_check CHECK ((best_response = ANY (ARRAY['CR'::text, 'PR'::text, 'SD'::text, 'PD'::text, 'NE'::text])))
CONSTRAINT record.enrolments enrolments_confirmed_response_check CHECK ((confirmed_response = ANY (ARRAY['CR'::text, 'PR'::text])))
CONSTRAINT record.enrolments enrolments_grade3_related_events_check CHECK ((grade3_related_events >= 0))
CONSTRAINT record.enrolments enrolments_number_check CHECK ((number >= 1))
CONSTRAINT record.enrolments enrolments_on_treatment_days_check CHECK ((on_treatment_days >= 0))
CONSTRAINT record.enrolments enrolments_on_treatment_event_check CHECK ((on_treatment_event = ANY (ARRAY[0, 1])))
CONSTRAINT record.enrolments enrolments_os_event_check CHECK ((os_event = ANY (ARRAY[0, 1])))
CONSTRAINT record.enrolments enrolments_pfs_event_check CHECK ((pfs_event = ANY (ARRAY[0, 1])))
CONSTRAINT record.enrolments enrolments_pkey PRIMARY KEY (pseudonym, number)
CONSTRAINT record.enrolments enrolments_pseudonym_fkey FOREIGN KEY (pseudonym) REFERENCES record.subjects(pseudonym) ON DELETE CASCADE DEFERRABLE
CONSTRAINT record.enrolments enrolments_quality_of_life_change_check CHECK ((quality_of_life_change = ANY (ARRAY['improved'::text, 'stable'::text, 'worse'::text])))
CONSTRAINT record.enrolments enrolments_response_days_check CHECK ((response_days >= 0))
CONSTRAINT record.enrolments enrolments_response_event_check CHECK ((response_event = ANY (ARRAY[0, 1])))
CONSTRAINT record.enrolments enrolments_serious_events_check CHECK ((serious_events >= 0))
CONSTRAINT record.enrolments enrolments_start_quarter_check CHECK ((start_quarter ~ '^[0-9]{4}-Q[1-4]$'::text))
CONSTRAINT record.ingests ingests_content_hash_check CHECK ((content_hash ~ '^[0-9a-f]{64}$'::text))
CONSTRAINT record.ingests ingests_pkey PRIMARY KEY (content_hash)
CONSTRAINT record.ingests ingests_problems_check CHECK ((jsonb_typeof(problems) = 'array'::text))
CONSTRAINT record.ingests ingests_single_check CHECK (single)
CONSTRAINT record.ingests ingests_single_key UNIQUE (single)
CONSTRAINT record.persons persons_person_key UNIQUE (person)
CONSTRAINT record.persons persons_pkey PRIMARY KEY (pseudonym)
CONSTRAINT record.persons persons_pseudonym_check CHECK ((pseudonym ~ '^p[1-9][0-9]*-[0-9a-f]{32}$'::text))
CONSTRAINT record.persons persons_sealed_local_id_check CHECK (((octet_length(sealed_local_id) >= 0) AND (octet_length(sealed_local_id) <= 1024)))
CONSTRAINT record.pseudonym_keys pseudonym_keys_key_id_check CHECK ((key_id ~ '^[0-9a-f]{16}$'::text))
CONSTRAINT record.pseudonym_keys pseudonym_keys_key_id_key UNIQUE (key_id)
CONSTRAINT record.pseudonym_keys pseudonym_keys_pkey PRIMARY KEY (version)
CONSTRAINT record.pseudonym_keys pseudonym_keys_version_check CHECK (((version >= 1) AND (version <= 9999)))
CONSTRAINT record.subjects subjects_check CHECK (((document ->> 'pseudonym'::text) = pseudonym))
CONSTRAINT record.subjects subjects_content_hash_check CHECK ((content_hash ~ '^[0-9a-f]{64}$'::text))
CONSTRAINT record.subjects subjects_pkey PRIMARY KEY (pseudonym)
CONSTRAINT record.subjects subjects_pseudonym_check CHECK ((pseudonym ~ '^p[1-9][0-9]*-[0-9a-f]{32}$'::text))
CONSTRAINT record.subjects subjects_pseudonym_fkey FOREIGN KEY (pseudonym) REFERENCES record.persons(pseudonym) DEFERRABLE
CONSTRAINT record.withdrawals withdrawals_id_check CHECK ((id ~ '^[0-9a-f]{32}$'::text))
CONSTRAINT record.withdrawals withdrawals_id_key UNIQUE (id)
CONSTRAINT record.withdrawals withdrawals_number_check CHECK ((number >= 1))
CONSTRAINT record.withdrawals withdrawals_pkey PRIMARY KEY (number)
CONSTRAINT record.withdrawals withdrawals_pseudonym_check CHECK ((pseudonym ~ '^p[1-9][0-9]*-[0-9a-f]{32}$'::text))
CONSTRAINT record.withdrawals withdrawals_pseudonym_key UNIQUE (pseudonym)
CONSTRAINT record.withdrawals withdrawals_scope_check CHECK ((scope = ANY (ARRAY['data'::text, 'treatment'::text])))
CONSTRAINT record.withdrawals withdrawals_sealed_local_id_check CHECK (((octet_length(sealed_local_id) >= 0) AND (octet_length(sealed_local_id) <= 1024)))
CONSTRAINT store.migrations migrations_name_key UNIQUE (name)
CONSTRAINT store.migrations migrations_pkey PRIMARY KEY (version)

INDEX CREATE INDEX enrolments_cohort ON record.enrolments USING btree (cohort_key) WHERE treated
INDEX CREATE INDEX outgoing_due ON exchange.outgoing USING btree (due_at) WHERE (ended_at IS NULL)
INDEX CREATE INDEX questions_open ON asking.questions USING btree (number) WHERE (state = 'open'::text)
INDEX CREATE INDEX recipients_unposted ON pooling.recipients USING btree (document) WHERE (NOT posted)
INDEX CREATE INDEX used_messages_expires ON published.used_messages USING btree (expires)
INDEX CREATE UNIQUE INDEX access_pkey ON audit.access USING btree (number)
INDEX CREATE UNIQUE INDEX approvals_number_key ON cut.approvals USING btree (number)
INDEX CREATE UNIQUE INDEX approvals_pkey ON cut.approvals USING btree (cut_id, member)
INDEX CREATE UNIQUE INDEX arrivals_id_key ON exchange.arrivals USING btree (id)
INDEX CREATE UNIQUE INDEX arrivals_pkey ON exchange.arrivals USING btree (sender, sequence)
INDEX CREATE UNIQUE INDEX conflicts_pkey ON pooling.conflicts USING btree (number)
INDEX CREATE UNIQUE INDEX conflicts_round_kind_author_part_sha256_key ON pooling.conflicts USING btree (round, kind, author, part, sha256)
INDEX CREATE UNIQUE INDEX cuts_number_key ON cut.cuts USING btree (number)
INDEX CREATE UNIQUE INDEX cuts_pkey ON cut.cuts USING btree (id)
INDEX CREATE UNIQUE INDEX documents_pkey ON pooling.documents USING btree (id)
INDEX CREATE UNIQUE INDEX documents_round_kind_author_part_key ON pooling.documents USING btree (round, kind, author, part)
INDEX CREATE UNIQUE INDEX enrolments_pkey ON record.enrolments USING btree (pseudonym, number)
INDEX CREATE UNIQUE INDEX events_hash_key ON audit.events USING btree (hash)
INDEX CREATE UNIQUE INDEX events_pkey ON audit.events USING btree (sequence)
INDEX CREATE UNIQUE INDEX events_previous_hash_key ON audit.events USING btree (previous_hash)
INDEX CREATE UNIQUE INDEX ingests_pkey ON record.ingests USING btree (content_hash)
INDEX CREATE UNIQUE INDEX ingests_single_key ON record.ingests USING btree (single)
INDEX CREATE UNIQUE INDEX members_pkey ON asking.members USING btree (question, member)
INDEX CREATE UNIQUE INDEX migrations_name_key ON store.migrations USING btree (name)
INDEX CREATE UNIQUE INDEX migrations_pkey ON store.migrations USING btree (version)
INDEX CREATE UNIQUE INDEX outgoing_jti_key ON exchange.outgoing USING btree (jti)
INDEX CREATE UNIQUE INDEX outgoing_name_key ON exchange.outgoing USING btree (name)
INDEX CREATE UNIQUE INDEX outgoing_number_key ON exchange.outgoing USING btree (number)
INDEX CREATE UNIQUE INDEX outgoing_pkey ON exchange.outgoing USING btree (id)
INDEX CREATE UNIQUE INDEX outgoing_recipient_sequence_key ON exchange.outgoing USING btree (recipient, sequence)
INDEX CREATE UNIQUE INDEX persons_person_key ON record.persons USING btree (person)
INDEX CREATE UNIQUE INDEX persons_pkey ON record.persons USING btree (pseudonym)
INDEX CREATE UNIQUE INDEX pseudonym_keys_key_id_key ON record.pseudonym_keys USING btree (key_id)
INDEX CREATE UNIQUE INDEX pseudonym_keys_pkey ON record.pseudonym_keys USING btree (version)
INDEX CREATE UNIQUE INDEX pseudonym_keys_present ON record.pseudonym_keys USING btree ((true)) WHERE (ended_at IS NULL)
INDEX CREATE UNIQUE INDEX questions_number_key ON asking.questions USING btree (number)
INDEX CREATE UNIQUE INDEX questions_pkey ON asking.questions USING btree (id)
INDEX CREATE UNIQUE INDEX recipients_pkey ON pooling.recipients USING btree (document, recipient)
INDEX CREATE UNIQUE INDEX rounds_number_key ON pooling.rounds USING btree (number)
INDEX CREATE UNIQUE INDEX rounds_pkey ON pooling.rounds USING btree (round)
INDEX CREATE UNIQUE INDEX sequences_pkey ON exchange.sequences USING btree (recipient)
INDEX CREATE UNIQUE INDEX subjects_pkey ON record.subjects USING btree (pseudonym)
INDEX CREATE UNIQUE INDEX tables_number_key ON pooling.tables USING btree (number)
INDEX CREATE UNIQUE INDEX tables_number_key ON published.tables USING btree (number)
INDEX CREATE UNIQUE INDEX tables_pkey ON asking.tables USING btree (sha256)
INDEX CREATE UNIQUE INDEX tables_pkey ON pooling.tables USING btree (sha256)
INDEX CREATE UNIQUE INDEX tables_pkey ON published.tables USING btree (sha256)
INDEX CREATE UNIQUE INDEX tables_previous_sha256_key ON pooling.tables USING btree (previous_sha256)
INDEX CREATE UNIQUE INDEX tables_round_key ON pooling.tables USING btree (round)
INDEX CREATE UNIQUE INDEX used_messages_pkey ON published.used_messages USING btree (member, jti)
INDEX CREATE UNIQUE INDEX withdrawals_id_key ON record.withdrawals USING btree (id)
INDEX CREATE UNIQUE INDEX withdrawals_pkey ON record.withdrawals USING btree (number)
INDEX CREATE UNIQUE INDEX withdrawals_pseudonym_key ON record.withdrawals USING btree (pseudonym)

GRANT USAGE ON SCHEMA.asking TO rose_gateway
GRANT USAGE ON SCHEMA.audit TO rose_auditor
GRANT USAGE ON SCHEMA.audit TO rose_combiner
GRANT USAGE ON SCHEMA.audit TO rose_gateway
GRANT USAGE ON SCHEMA.audit TO rose_ingest
GRANT USAGE ON SCHEMA.audit TO rose_snapshot
GRANT USAGE ON SCHEMA.cut TO rose_auditor
GRANT USAGE ON SCHEMA.cut TO rose_ingest
GRANT USAGE ON SCHEMA.cut TO rose_snapshot
GRANT USAGE ON SCHEMA.exchange TO rose_gateway
GRANT USAGE ON SCHEMA.pooling TO rose_auditor
GRANT USAGE ON SCHEMA.pooling TO rose_combiner
GRANT USAGE ON SCHEMA.pooling TO rose_gateway
GRANT USAGE ON SCHEMA.published TO rose_auditor
GRANT USAGE ON SCHEMA.published TO rose_gateway
GRANT USAGE ON SCHEMA.record TO rose_ingest
GRANT USAGE ON SCHEMA.record TO rose_snapshot
GRANT USAGE ON SCHEMA.store TO rose_auditor
GRANT USAGE ON SCHEMA.store TO rose_combiner
GRANT USAGE ON SCHEMA.store TO rose_gateway
GRANT USAGE ON SCHEMA.store TO rose_ingest
GRANT USAGE ON SCHEMA.store TO rose_snapshot
GRANT INSERT, SELECT ON asking.members TO rose_gateway
GRANT UPDATE ON asking.members.answer TO rose_gateway
GRANT UPDATE ON asking.members.ended TO rose_gateway
GRANT SELECT ON asking.questions TO rose_gateway
GRANT INSERT ON asking.questions.asked_at TO rose_gateway
GRANT INSERT ON asking.questions.asked_by TO rose_gateway
GRANT UPDATE ON asking.questions.closed_at TO rose_gateway
GRANT INSERT ON asking.questions.cohort TO rose_gateway
GRANT INSERT ON asking.questions.deadline TO rose_gateway
GRANT INSERT ON asking.questions.denominator TO rose_gateway
GRANT INSERT ON asking.questions.id TO rose_gateway
GRANT INSERT ON asking.questions.network TO rose_gateway
GRANT UPDATE ON asking.questions.record TO rose_gateway
GRANT UPDATE ON asking.questions.state TO rose_gateway
GRANT INSERT, SELECT ON asking.tables TO rose_gateway
GRANT SELECT ON audit.access TO rose_auditor
GRANT SELECT ON audit.access TO rose_gateway
GRANT INSERT ON audit.access.at TO rose_gateway
GRANT INSERT ON audit.access.code TO rose_gateway
GRANT INSERT ON audit.access.cohort_hash TO rose_gateway
GRANT INSERT ON audit.access.kind TO rose_gateway
GRANT INSERT ON audit.access.member TO rose_gateway
GRANT INSERT ON audit.access.occurrences TO rose_gateway
GRANT INSERT ON audit.access.table_sha256 TO rose_gateway
GRANT SELECT ON audit.events TO rose_auditor
GRANT SELECT ON audit.events TO rose_ingest
GRANT SELECT ON audit.events TO rose_snapshot
GRANT INSERT ON audit.events.actor TO rose_combiner
GRANT INSERT ON audit.events.actor TO rose_gateway
GRANT INSERT ON audit.events.actor TO rose_ingest
GRANT INSERT ON audit.events.actor TO rose_snapshot
GRANT INSERT ON audit.events.at TO rose_combiner
GRANT INSERT ON audit.events.at TO rose_gateway
GRANT INSERT ON audit.events.at TO rose_ingest
GRANT INSERT ON audit.events.at TO rose_snapshot
GRANT INSERT ON audit.events.facts TO rose_combiner
GRANT INSERT ON audit.events.facts TO rose_gateway
GRANT INSERT ON audit.events.facts TO rose_ingest
GRANT INSERT ON audit.events.facts TO rose_snapshot
GRANT INSERT, SELECT ON audit.events.hash TO rose_combiner
GRANT INSERT, SELECT ON audit.events.hash TO rose_gateway
GRANT INSERT ON audit.events.hash TO rose_ingest
GRANT INSERT ON audit.events.hash TO rose_snapshot
GRANT INSERT ON audit.events.kind TO rose_combiner
GRANT INSERT ON audit.events.kind TO rose_gateway
GRANT INSERT ON audit.events.kind TO rose_ingest
GRANT INSERT ON audit.events.kind TO rose_snapshot
GRANT INSERT ON audit.events.previous_hash TO rose_combiner
GRANT INSERT ON audit.events.previous_hash TO rose_gateway
GRANT INSERT ON audit.events.previous_hash TO rose_ingest
GRANT INSERT ON audit.events.previous_hash TO rose_snapshot
GRANT INSERT, SELECT ON audit.events.sequence TO rose_combiner
GRANT INSERT, SELECT ON audit.events.sequence TO rose_gateway
GRANT INSERT ON audit.events.sequence TO rose_ingest
GRANT INSERT ON audit.events.sequence TO rose_snapshot
GRANT SELECT ON cut.approvals TO rose_snapshot
GRANT INSERT ON cut.approvals.cut_id TO rose_snapshot
GRANT INSERT ON cut.approvals.jws TO rose_snapshot
GRANT INSERT ON cut.approvals.member TO rose_snapshot
GRANT SELECT ON cut.cuts TO rose_snapshot
GRANT INSERT ON cut.cuts.built_at TO rose_snapshot
GRANT UPDATE ON cut.cuts.close_reason TO rose_snapshot
GRANT UPDATE ON cut.cuts.closed_at TO rose_snapshot
GRANT INSERT ON cut.cuts.description TO rose_snapshot
GRANT UPDATE ON cut.cuts.ended_at TO rose_snapshot
GRANT SELECT ON cut.cuts.id TO rose_auditor
GRANT INSERT ON cut.cuts.id TO rose_snapshot
GRANT SELECT ON cut.cuts.number TO rose_auditor
GRANT UPDATE ON cut.cuts.opened_at TO rose_snapshot
GRANT SELECT ON cut.cuts.state TO rose_auditor
GRANT UPDATE ON cut.cuts.state TO rose_snapshot
GRANT UPDATE ON cut.cuts.superseded_at TO rose_snapshot
GRANT DELETE, INSERT, SELECT, UPDATE ON exchange.arrivals TO rose_gateway
GRANT INSERT, SELECT ON exchange.outgoing TO rose_gateway
GRANT UPDATE ON exchange.outgoing.code TO rose_gateway
GRANT UPDATE ON exchange.outgoing.due_at TO rose_gateway
GRANT UPDATE ON exchange.outgoing.ended_at TO rose_gateway
GRANT UPDATE ON exchange.outgoing.message TO rose_gateway
GRANT UPDATE ON exchange.outgoing.reply TO rose_gateway
GRANT UPDATE ON exchange.outgoing.state TO rose_gateway
GRANT UPDATE ON exchange.outgoing.tries TO rose_gateway
GRANT INSERT, SELECT, UPDATE ON exchange.sequences TO rose_gateway
GRANT SELECT ON pooling.conflicts TO rose_combiner
GRANT SELECT ON pooling.conflicts TO rose_gateway
GRANT INSERT ON pooling.conflicts.at TO rose_combiner
GRANT INSERT ON pooling.conflicts.at TO rose_gateway
GRANT INSERT ON pooling.conflicts.author TO rose_combiner
GRANT INSERT ON pooling.conflicts.author TO rose_gateway
GRANT INSERT ON pooling.conflicts.body TO rose_combiner
GRANT INSERT ON pooling.conflicts.body TO rose_gateway
GRANT INSERT ON pooling.conflicts.kind TO rose_combiner
GRANT INSERT ON pooling.conflicts.kind TO rose_gateway
GRANT INSERT ON pooling.conflicts.part TO rose_combiner
GRANT INSERT ON pooling.conflicts.part TO rose_gateway
GRANT INSERT ON pooling.conflicts.round TO rose_combiner
GRANT INSERT ON pooling.conflicts.round TO rose_gateway
GRANT INSERT ON pooling.conflicts.sha256 TO rose_combiner
GRANT INSERT ON pooling.conflicts.sha256 TO rose_gateway
GRANT SELECT ON pooling.documents TO rose_combiner
GRANT SELECT ON pooling.documents TO rose_gateway
GRANT SELECT ON pooling.documents.at TO rose_auditor
GRANT INSERT ON pooling.documents.at TO rose_combiner
GRANT INSERT ON pooling.documents.at TO rose_gateway
GRANT SELECT ON pooling.documents.author TO rose_auditor
GRANT INSERT ON pooling.documents.author TO rose_combiner
GRANT INSERT ON pooling.documents.author TO rose_gateway
GRANT INSERT, UPDATE ON pooling.documents.body TO rose_combiner
GRANT INSERT ON pooling.documents.body TO rose_gateway
GRANT SELECT ON pooling.documents.id TO rose_auditor
GRANT SELECT ON pooling.documents.kind TO rose_auditor
GRANT INSERT ON pooling.documents.kind TO rose_combiner
GRANT INSERT ON pooling.documents.kind TO rose_gateway
GRANT SELECT ON pooling.documents.part TO rose_auditor
GRANT INSERT ON pooling.documents.part TO rose_combiner
GRANT INSERT ON pooling.documents.part TO rose_gateway
GRANT SELECT ON pooling.documents.round TO rose_auditor
GRANT INSERT ON pooling.documents.round TO rose_combiner
GRANT INSERT ON pooling.documents.round TO rose_gateway
GRANT SELECT ON pooling.documents.sha256 TO rose_auditor
GRANT INSERT ON pooling.documents.sha256 TO rose_combiner
GRANT INSERT ON pooling.documents.sha256 TO rose_gateway
GRANT SELECT ON pooling.recipients TO rose_combiner
GRANT SELECT ON pooling.recipients TO rose_gateway
GRANT INSERT ON pooling.recipients.document TO rose_combiner
GRANT INSERT ON pooling.recipients.document TO rose_gateway
GRANT UPDATE ON pooling.recipients.posted TO rose_combiner
GRANT UPDATE ON pooling.recipients.posted TO rose_gateway
GRANT INSERT ON pooling.recipients.recipient TO rose_combiner
GRANT INSERT ON pooling.recipients.recipient TO rose_gateway
GRANT SELECT ON pooling.rounds TO rose_auditor
GRANT SELECT ON pooling.rounds TO rose_combiner
GRANT SELECT ON pooling.rounds TO rose_gateway
GRANT INSERT ON pooling.rounds.at TO rose_combiner
GRANT INSERT ON pooling.rounds.at TO rose_gateway
GRANT INSERT ON pooling.rounds.coordinator TO rose_combiner
GRANT INSERT ON pooling.rounds.coordinator TO rose_gateway
GRANT UPDATE ON pooling.rounds.reason TO rose_combiner
GRANT UPDATE ON pooling.rounds.reason TO rose_gateway
GRANT INSERT ON pooling.rounds.round TO rose_combiner
GRANT INSERT ON pooling.rounds.round TO rose_gateway
GRANT UPDATE ON pooling.rounds.state TO rose_combiner
GRANT UPDATE ON pooling.rounds.state TO rose_gateway
GRANT SELECT ON pooling.tables TO rose_combiner
GRANT SELECT ON pooling.tables TO rose_gateway
GRANT INSERT ON pooling.tables.at TO rose_combiner
GRANT INSERT ON pooling.tables.at TO rose_gateway
GRANT INSERT ON pooling.tables.body TO rose_combiner
GRANT INSERT ON pooling.tables.body TO rose_gateway
GRANT SELECT ON pooling.tables.number TO rose_auditor
GRANT INSERT ON pooling.tables.previous_sha256 TO rose_combiner
GRANT INSERT ON pooling.tables.previous_sha256 TO rose_gateway
GRANT SELECT ON pooling.tables.round TO rose_auditor
GRANT INSERT ON pooling.tables.round TO rose_combiner
GRANT INSERT ON pooling.tables.round TO rose_gateway
GRANT SELECT ON pooling.tables.sha256 TO rose_auditor
GRANT INSERT ON pooling.tables.sha256 TO rose_combiner
GRANT INSERT ON pooling.tables.sha256 TO rose_gateway
GRANT SELECT ON published.tables TO rose_auditor
GRANT SELECT ON published.tables TO rose_gateway
GRANT INSERT ON published.tables.document TO rose_gateway
GRANT INSERT ON published.tables.jws TO rose_gateway
GRANT INSERT ON published.tables.published_at TO rose_gateway
GRANT INSERT ON published.tables.sha256 TO rose_gateway
GRANT DELETE, INSERT, SELECT ON published.used_messages TO rose_gateway
GRANT DELETE, INSERT, SELECT, UPDATE ON record.enrolments TO rose_ingest
GRANT SELECT ON record.enrolments TO rose_snapshot
GRANT DELETE, INSERT, SELECT, UPDATE ON record.ingests TO rose_ingest
GRANT SELECT ON record.ingests TO rose_snapshot
GRANT DELETE, SELECT, UPDATE ON record.persons TO rose_ingest
GRANT SELECT ON record.persons.person TO rose_snapshot
GRANT INSERT ON record.persons.pseudonym TO rose_ingest
GRANT SELECT ON record.persons.pseudonym TO rose_snapshot
GRANT INSERT ON record.persons.sealed_local_id TO rose_ingest
GRANT SELECT ON record.pseudonym_keys TO rose_ingest
GRANT SELECT ON record.pseudonym_keys TO rose_snapshot
GRANT INSERT ON record.pseudonym_keys.began_at TO rose_ingest
GRANT UPDATE ON record.pseudonym_keys.ended_at TO rose_ingest
GRANT INSERT ON record.pseudonym_keys.key_id TO rose_ingest
GRANT INSERT ON record.pseudonym_keys.version TO rose_ingest
GRANT DELETE, INSERT, SELECT ON record.staged_subjects TO rose_ingest
GRANT DELETE, INSERT, SELECT, UPDATE ON record.subjects TO rose_ingest
GRANT SELECT ON record.subjects TO rose_snapshot
GRANT DELETE, INSERT, SELECT, UPDATE ON record.withdrawals TO rose_ingest
GRANT SELECT ON record.withdrawals.number TO rose_snapshot
GRANT SELECT ON record.withdrawals.scope TO rose_snapshot
GRANT SELECT ON store.migrations TO rose_auditor
GRANT SELECT ON store.migrations TO rose_combiner
GRANT SELECT ON store.migrations TO rose_gateway
GRANT SELECT ON store.migrations TO rose_ingest
GRANT SELECT ON store.migrations TO rose_snapshot
