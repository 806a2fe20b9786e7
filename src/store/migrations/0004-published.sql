-- What the gateway serves, and the messages that were used up.
CREATE SCHEMA published;
COMMENT ON SCHEMA published IS 'Published tables and used messages.';
GRANT USAGE ON SCHEMA published TO rose_gateway;

CREATE TABLE published.tables (
  sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  document jsonb NOT NULL,
  jws text NOT NULL,
  published_at text NOT NULL
);
COMMENT ON TABLE published.tables IS 'Protected national tables, as the engine signed them; never changed, never removed.';
COMMENT ON COLUMN published.tables.sha256 IS 'SHA-256 of the JWS: the name of the table in every answer.';
COMMENT ON COLUMN published.tables.number IS 'Order of publication; the last one answers.';
COMMENT ON COLUMN published.tables.document IS 'national-table/1.';
COMMENT ON COLUMN published.tables.jws IS 'Compact JWS whose payload is the table.';
COMMENT ON COLUMN published.tables.published_at IS 'RFC 3339, UTC.';
GRANT SELECT, INSERT (sha256, document, jws, published_at) ON published.tables TO rose_gateway;

CREATE TABLE published.used_messages (
  member text NOT NULL,
  jti text NOT NULL,
  expires timestamptz NOT NULL,
  PRIMARY KEY (member, jti)
);
COMMENT ON TABLE published.used_messages IS 'Messages that may not be used again.';
COMMENT ON COLUMN published.used_messages.member IS 'Sender.';
COMMENT ON COLUMN published.used_messages.jti IS 'The sender''s id of the message.';
COMMENT ON COLUMN published.used_messages.expires IS 'Until when the message would be accepted; removed some time after.';
CREATE INDEX used_messages_expires ON published.used_messages (expires);
GRANT SELECT, INSERT, DELETE ON published.used_messages TO rose_gateway;
