// Made from schemas/relay-progress.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What a sender is told of its message.
 */
export interface RelayProgress {
/**
 * SHA-256 of the sealed text.
 */
id: string
to: string
state: ("waiting" | "claimed" | "tempfailed" | "succeeded" | "permfailed" | "expired")
/**
 * Compact JWE; the relay cannot open it.
 */
reply?: string
code?: string
}

export const relayProgressSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:relay-progress/1",
  "title": "RelayProgress",
  "description": "What a sender is told of its message.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "id",
    "to",
    "state"
  ],
  "properties": {
    "id": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$",
      "description": "SHA-256 of the sealed text."
    },
    "to": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "state": {
      "enum": [
        "waiting",
        "claimed",
        "tempfailed",
        "succeeded",
        "permfailed",
        "expired"
      ]
    },
    "reply": {
      "type": "string",
      "minLength": 1,
      "maxLength": 8388608,
      "description": "Compact JWE; the relay cannot open it."
    },
    "code": {
      "type": "string",
      "maxLength": 64,
      "pattern": "^[a-z][a-z0-9/-]*$"
    }
  },
  "examples": [
    {
      "id": "0000000000000000000000000000000000000000000000000000000000000000",
      "to": "impress-norway",
      "state": "waiting"
    }
  ]
} as const
