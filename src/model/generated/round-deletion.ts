// Made from schemas/round-deletion.schema.json by `npm run generate`; change the schema, not this file.
/**
 * A combiner destroyed its key of the round and the shares it held; no copy of a share can be opened any more. Signed by the combiner.
 */
export interface RoundDeletion {
schema: "round-deletion/1"
round: string
manifestSha256: string
combiner: string
/**
 * SHA-256 of the public half in canonical JSON.
 */
roundKeySha256: string
contributions: number
/**
 * Seconds since 1970.
 */
iat: number
}

export const roundDeletionSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:round-deletion/1",
  "title": "RoundDeletion",
  "description": "A combiner destroyed its key of the round and the shares it held; no copy of a share can be opened any more. Signed by the combiner.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "round",
    "manifestSha256",
    "combiner",
    "roundKeySha256",
    "contributions",
    "iat"
  ],
  "properties": {
    "schema": {
      "const": "round-deletion/1"
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
    "roundKeySha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$",
      "description": "SHA-256 of the public half in canonical JSON."
    },
    "contributions": {
      "type": "integer",
      "minimum": 0
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
      "schema": "round-deletion/1",
      "round": "2026-q3",
      "manifestSha256": "0000000000000000000000000000000000000000000000000000000000000001",
      "combiner": "finprove-finland",
      "roundKeySha256": "000000000000000000000000000000000000000000000000000000000000000c",
      "contributions": 5,
      "iat": 1767398400
    }
  ]
} as const
