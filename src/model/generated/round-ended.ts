// Made from schemas/round-ended.schema.json by `npm run generate`; change the schema, not this file.
/**
 * The round ended without a table. Signed by whoever says so; a coordinator may also cancel.
 */
export interface RoundEnded {
schema: "round-ended/1"
round: string
manifestSha256: string
by: string
reason: ("too-few-members" | "too-few-countries" | "deadline" | "sets-differ" | "sums-differ" | "cancelled" | "combiner-refused")
}

export const roundEndedSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:round-ended/1",
  "title": "RoundEnded",
  "description": "The round ended without a table. Signed by whoever says so; a coordinator may also cancel.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "round",
    "manifestSha256",
    "by",
    "reason"
  ],
  "properties": {
    "schema": {
      "const": "round-ended/1"
    },
    "round": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "manifestSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "by": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "reason": {
      "enum": [
        "too-few-members",
        "too-few-countries",
        "deadline",
        "sets-differ",
        "sums-differ",
        "cancelled",
        "combiner-refused"
      ]
    }
  },
  "examples": [
    {
      "schema": "round-ended/1",
      "round": "2026-q3",
      "manifestSha256": "0000000000000000000000000000000000000000000000000000000000000001",
      "by": "finprove-finland",
      "reason": "too-few-members"
    }
  ]
} as const
