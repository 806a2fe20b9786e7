// Made from schemas/round-sums.schema.json by `npm run generate`; change the schema, not this file.
/**
 * One combiner's sums of the shares it holds, of the cells that one step asks for; alone they are uniform noise. Signed by the combiner.
 */
export interface RoundSums {
schema: "round-sums/1"
round: string
manifestSha256: string
setSha256: string
combiner: string
step: ("presence" | "parts" | "patient-flag" | "looks" | "evaluable-flags" | "quarters" | "opening")
/**
 * SHA-256 over the places of the cells in the layout, canonical JSON.
 */
placesSha256: string
/**
 * Eight bytes a cell, least significant first, base64url.
 */
sums: string
}

export const roundSumsSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:round-sums/1",
  "title": "RoundSums",
  "description": "One combiner's sums of the shares it holds, of the cells that one step asks for; alone they are uniform noise. Signed by the combiner.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "round",
    "manifestSha256",
    "setSha256",
    "combiner",
    "step",
    "placesSha256",
    "sums"
  ],
  "properties": {
    "schema": {
      "const": "round-sums/1"
    },
    "round": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "manifestSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "setSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "combiner": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "step": {
      "enum": [
        "presence",
        "parts",
        "patient-flag",
        "looks",
        "evaluable-flags",
        "quarters",
        "opening"
      ]
    },
    "placesSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$",
      "description": "SHA-256 over the places of the cells in the layout, canonical JSON."
    },
    "sums": {
      "type": "string",
      "format": "noise",
      "pattern": "^[A-Za-z0-9_-]*$",
      "maxLength": 16777216,
      "description": "Eight bytes a cell, least significant first, base64url."
    }
  },
  "examples": [
    {
      "schema": "round-sums/1",
      "round": "2026-q3",
      "manifestSha256": "0000000000000000000000000000000000000000000000000000000000000001",
      "setSha256": "0000000000000000000000000000000000000000000000000000000000000002",
      "combiner": "finprove-finland",
      "step": "presence",
      "placesSha256": "000000000000000000000000000000000000000000000000000000000000000b",
      "sums": "AQAAAAAAAAA"
    }
  ]
} as const
