// Made from schemas/round-set.schema.json by `npm run generate`; change the schema, not this file.
/**
 * The contributions that all combiners hold, sorted by member; only they are added. Signed together by all combiners, once.
 */
export interface RoundSet {
schema: "round-set/1"
round: string
manifestSha256: string
/**
 * @minItems 1
 * @maxItems 100
 */
set: [SetEntry, ...(SetEntry)[]]
}
export interface SetEntry {
member: string
country: string
cutoff: string
/**
 * Of the contribution's bytes.
 */
sha256: string
}

export const roundSetSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:round-set/1",
  "title": "RoundSet",
  "description": "The contributions that all combiners hold, sorted by member; only they are added. Signed together by all combiners, once.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "round",
    "manifestSha256",
    "set"
  ],
  "properties": {
    "schema": {
      "const": "round-set/1"
    },
    "round": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "manifestSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "set": {
      "type": "array",
      "minItems": 1,
      "maxItems": 100,
      "items": {
        "title": "SetEntry",
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
      "schema": "round-set/1",
      "round": "2026-q3",
      "manifestSha256": "0000000000000000000000000000000000000000000000000000000000000001",
      "set": [
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
