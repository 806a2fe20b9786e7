// Made from schemas/table.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Payload of a national table on its way to a partner (JWS, EdDSA, typ prime-rose-table+jwt; sealed as the request was). The member vouches for the hash; the table itself is as the engine signed it.
 */
export interface TableMessage {
type: "table/1"
/**
 * What the message may be used for.
 */
purpose: "discovery"
iss: string
aud: string
/**
 * Seconds since 1970.
 */
iat: number
exp: number
jti: string
/**
 * jti of the request.
 */
request: string
/**
 * SHA-256 of the signed table that answers now.
 */
sha256: string
/**
 * Compact JWS whose payload is the table; null where the asker holds it already.
 */
table: (string | null)
}

export const tableSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:table/1",
  "title": "TableMessage",
  "description": "Payload of a national table on its way to a partner (JWS, EdDSA, typ prime-rose-table+jwt; sealed as the request was). The member vouches for the hash; the table itself is as the engine signed it.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "type",
    "purpose",
    "iss",
    "aud",
    "iat",
    "exp",
    "jti",
    "request",
    "sha256",
    "table"
  ],
  "properties": {
    "type": {
      "const": "table/1"
    },
    "purpose": {
      "const": "discovery",
      "description": "What the message may be used for."
    },
    "iss": {
      "type": "string",
      "maxLength": 64
    },
    "aud": {
      "type": "string",
      "maxLength": 64
    },
    "iat": {
      "type": "integer",
      "format": "unix-seconds",
      "minimum": 0,
      "description": "Seconds since 1970."
    },
    "exp": {
      "type": "integer",
      "format": "unix-seconds",
      "minimum": 0
    },
    "jti": {
      "type": "string",
      "format": "message-id",
      "minLength": 16,
      "maxLength": 64,
      "pattern": "^[A-Za-z0-9_-]+$"
    },
    "request": {
      "type": "string",
      "format": "message-id",
      "maxLength": 64,
      "description": "jti of the request."
    },
    "sha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$",
      "description": "SHA-256 of the signed table that answers now."
    },
    "table": {
      "anyOf": [
        {
          "type": "string",
          "maxLength": 4194304,
          "pattern": "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$"
        },
        {
          "type": "null"
        }
      ],
      "description": "Compact JWS whose payload is the table; null where the asker holds it already."
    }
  },
  "examples": [
    {
      "type": "table/1",
      "purpose": "discovery",
      "iss": "impress-norway",
      "aud": "protarget-denmark",
      "iat": 1767225600,
      "exp": 1767225660,
      "jti": "c81e728d9d4c2f636f067f89cc14862c",
      "request": "b1946ac92492d2347c6235b4d2611184",
      "sha256": "0000000000000000000000000000000000000000000000000000000000000000",
      "table": null
    }
  ]
} as const
