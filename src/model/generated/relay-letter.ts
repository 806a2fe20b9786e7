// Made from schemas/relay-letter.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What a member leaves at the relay for another one.
 */
export interface RelayLetter {
to: string
/**
 * Seconds; a message that nobody fetched until then expires.
 */
ttl: number
/**
 * Compact JWE; the relay cannot open it.
 */
message: string
}

export const relayLetterSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:relay-letter/1",
  "title": "RelayLetter",
  "description": "What a member leaves at the relay for another one.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "to",
    "ttl",
    "message"
  ],
  "properties": {
    "to": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "ttl": {
      "type": "integer",
      "minimum": 1,
      "maximum": 2592000,
      "description": "Seconds; a message that nobody fetched until then expires."
    },
    "message": {
      "type": "string",
      "minLength": 1,
      "maxLength": 8388608,
      "description": "Compact JWE; the relay cannot open it."
    }
  },
  "examples": [
    {
      "to": "impress-norway",
      "ttl": 60,
      "message": "a.b.c.d.e"
    }
  ]
} as const
