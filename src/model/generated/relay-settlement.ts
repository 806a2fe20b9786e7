// Made from schemas/relay-settlement.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What became of a message at its reader. claimed: still at work; tempfailed: again later; succeeded and permfailed end it.
 */
export type RelaySettlement = ({
state: "claimed"
} | {
state: "succeeded"
/**
 * Compact JWE; the relay cannot open it.
 */
reply?: string
} | {
state: "tempfailed"
code: string
/**
 * Seconds.
 */
retryAfter: number
} | {
state: "permfailed"
code: string
})

export const relaySettlementSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:relay-settlement/1",
  "title": "RelaySettlement",
  "description": "What became of a message at its reader. claimed: still at work; tempfailed: again later; succeeded and permfailed end it.",
  "oneOf": [
    {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "state"
      ],
      "properties": {
        "state": {
          "const": "claimed"
        }
      }
    },
    {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "state"
      ],
      "properties": {
        "state": {
          "const": "succeeded"
        },
        "reply": {
          "type": "string",
          "minLength": 1,
          "maxLength": 8388608,
          "description": "Compact JWE; the relay cannot open it."
        }
      }
    },
    {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "state",
        "code",
        "retryAfter"
      ],
      "properties": {
        "state": {
          "const": "tempfailed"
        },
        "code": {
          "type": "string",
          "maxLength": 64,
          "pattern": "^[a-z][a-z0-9/-]*$"
        },
        "retryAfter": {
          "type": "integer",
          "minimum": 0,
          "maximum": 86400,
          "description": "Seconds."
        }
      }
    },
    {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "state",
        "code"
      ],
      "properties": {
        "state": {
          "const": "permfailed"
        },
        "code": {
          "type": "string",
          "maxLength": 64,
          "pattern": "^[a-z][a-z0-9/-]*$"
        }
      }
    }
  ],
  "examples": [
    {
      "state": "claimed"
    },
    {
      "state": "succeeded",
      "reply": "a.b.c.d.e"
    },
    {
      "state": "permfailed",
      "code": "trust/replayed"
    }
  ]
} as const
