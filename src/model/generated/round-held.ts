// Made from schemas/round-held.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What one combiner holds at the deadline, sorted by member. Signed by the combiner.
 */
export interface RoundHeld {
schema: "round-held/1"
round: string
manifestSha256: string
combiner: string
/**
 * @maxItems 100
 */
held: HeldContribution[]
}
export interface HeldContribution {
member: string
country: string
cutoff: string
/**
 * Of the contribution's bytes.
 */
sha256: string
}

export const roundHeldSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:round-held/1",
  "title": "RoundHeld",
  "description": "What one combiner holds at the deadline, sorted by member. Signed by the combiner.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "round",
    "manifestSha256",
    "combiner",
    "held"
  ],
  "properties": {
    "schema": {
      "const": "round-held/1"
    },
    "round": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "manifestSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "combiner": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "held": {
      "type": "array",
      "maxItems": 100,
      "items": {
        "title": "HeldContribution",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "member",
          "country",
          "cutoff",
          "sha256"
        ],
        "properties": {
          "member": {
            "type": "string",
            "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
          },
          "country": {
            "type": "string",
            "pattern": "^[A-Z]{2}$"
          },
          "cutoff": {
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
          },
          "sha256": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "Of the contribution's bytes."
          }
        }
      }
    }
  },
  "examples": [
    {
      "schema": "round-held/1",
      "round": "2026-q3",
      "manifestSha256": "0000000000000000000000000000000000000000000000000000000000000001",
      "combiner": "finprove-finland",
      "held": [
        {
          "member": "impress-norway",
          "country": "NO",
          "cutoff": "2026-09-30",
          "sha256": "000000000000000000000000000000000000000000000000000000000000000a"
        }
      ]
    }
  ]
} as const
