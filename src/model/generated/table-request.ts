// Made from schemas/table-request.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Payload of a request for the national table that answers now (JWS, EdDSA, typ prime-rose-table-request+jwt; sealed to its reader between members of a directory).
 */
export interface TableRequest {
type: "table-request/1"
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
 * SHA-256 of tables of this member that the asker holds already: they are not sent again.
 * 
 * @maxItems 32
 */
known: string[]
}

export const tableRequestSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:table-request/1",
  "title": "TableRequest",
  "description": "Payload of a request for the national table that answers now (JWS, EdDSA, typ prime-rose-table-request+jwt; sealed to its reader between members of a directory).",
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
    "known"
  ],
  "properties": {
    "type": {
      "const": "table-request/1"
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
    "known": {
      "type": "array",
      "maxItems": 32,
      "items": {
        "type": "string",
        "pattern": "^[0-9a-f]{64}$"
      },
      "description": "SHA-256 of tables of this member that the asker holds already: they are not sent again."
    }
  },
  "examples": [
    {
      "type": "table-request/1",
      "purpose": "discovery",
      "iss": "protarget-denmark",
      "aud": "impress-norway",
      "iat": 1767225600,
      "exp": 1767225660,
      "jti": "b1946ac92492d2347c6235b4d2611184",
      "known": [
        "0000000000000000000000000000000000000000000000000000000000000000"
      ]
    }
  ]
} as const
