// Made from schemas/round-call.schema.json by `npm run generate`; change the schema, not this file.
/**
 * A coordinator asks the combiners to take part in one round. Each answers with its offer, and the manifest follows. Signed by the coordinator.
 */
export interface RoundCall {
schema: "round-call/1"
round: string
coordinator: string
kind: ("scheduled" | "on-demand")
/**
 * In the order of their index.
 * 
 * @minItems 2
 * @maxItems 3
 */
combiners: [string, string]|[string, string, string]
policySha256: string
/**
 * The network table whose results stand; a combiner refuses any but its own last one.
 */
previousSha256: (string | null)
deadlines: CallDeadlines
/**
 * Seconds since 1970.
 */
iat: number
}
/**
 * Seconds since 1970, as the manifest will have them.
 */
export interface CallDeadlines {
contributions: number
table: number
}

export const roundCallSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:round-call/1",
  "title": "RoundCall",
  "description": "A coordinator asks the combiners to take part in one round. Each answers with its offer, and the manifest follows. Signed by the coordinator.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "round",
    "coordinator",
    "kind",
    "combiners",
    "policySha256",
    "previousSha256",
    "deadlines",
    "iat"
  ],
  "properties": {
    "schema": {
      "const": "round-call/1"
    },
    "round": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "coordinator": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "kind": {
      "enum": [
        "scheduled",
        "on-demand"
      ]
    },
    "combiners": {
      "type": "array",
      "minItems": 2,
      "maxItems": 3,
      "items": {
        "type": "string",
        "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
      },
      "description": "In the order of their index."
    },
    "policySha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "previousSha256": {
      "anyOf": [
        {
          "type": "string",
          "pattern": "^[0-9a-f]{64}$"
        },
        {
          "type": "null"
        }
      ],
      "description": "The network table whose results stand; a combiner refuses any but its own last one."
    },
    "deadlines": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "contributions",
        "table"
      ],
      "properties": {
        "contributions": {
          "type": "integer",
          "format": "unix-seconds",
          "minimum": 0
        },
        "table": {
          "type": "integer",
          "format": "unix-seconds",
          "minimum": 0
        }
      },
      "title": "CallDeadlines",
      "description": "Seconds since 1970, as the manifest will have them."
    },
    "iat": {
      "type": "integer",
      "format": "unix-seconds",
      "minimum": 0,
      "description": "Seconds since 1970."
    }
  },
  "examples": [
    {
      "schema": "round-call/1",
      "round": "2026-q3",
      "coordinator": "prime-rose-hub",
      "kind": "scheduled",
      "combiners": [
        "finprove-finland",
        "drup-netherlands"
      ],
      "policySha256": "0000000000000000000000000000000000000000000000000000000000000004",
      "previousSha256": null,
      "deadlines": {
        "contributions": 1790000000,
        "table": 1790086400
      },
      "iat": 1789000000
    }
  ]
} as const
