// Made from schemas/round-state.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Where a member stands with a round, for the coordinator: whether it waits for people, and until when. Signed by the member. It tells nothing of its data.
 */
export interface RoundState {
schema: "round-state/1"
round: string
manifestSha256: string
member: string
state: ("needs-a-human" | "veto-window" | "waiting-for-engine" | "contributed" | "vetoed" | "refused")
/**
 * Of the refusal, where there is one.
 */
code: (string | null)
/**
 * When a waiting ends by itself, seconds since 1970.
 */
until: (number | null)
/**
 * Seconds since 1970.
 */
iat: number
}

export const roundStateSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:round-state/1",
  "title": "RoundState",
  "description": "Where a member stands with a round, for the coordinator: whether it waits for people, and until when. Signed by the member. It tells nothing of its data.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "round",
    "manifestSha256",
    "member",
    "state",
    "code",
    "until",
    "iat"
  ],
  "properties": {
    "schema": {
      "const": "round-state/1"
    },
    "round": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "manifestSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "member": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "state": {
      "enum": [
        "needs-a-human",
        "veto-window",
        "waiting-for-engine",
        "contributed",
        "vetoed",
        "refused"
      ]
    },
    "code": {
      "anyOf": [
        {
          "type": "string",
          "pattern": "^[a-z-]+/[a-z-]+$"
        },
        {
          "type": "null"
        }
      ],
      "description": "Of the refusal, where there is one."
    },
    "until": {
      "anyOf": [
        {
          "type": "integer",
          "format": "unix-seconds",
          "minimum": 0
        },
        {
          "type": "null"
        }
      ],
      "description": "When a waiting ends by itself, seconds since 1970."
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
      "schema": "round-state/1",
      "round": "2026-q3",
      "manifestSha256": "0000000000000000000000000000000000000000000000000000000000000001",
      "member": "impress-norway",
      "state": "needs-a-human",
      "code": "pooling/no-pre-approval",
      "until": null,
      "iat": 1789000000
    }
  ]
} as const
