// Made from schemas/round-receipt.schema.json by `npm run generate`; change the schema, not this file.
/**
 * A combiner holds this contribution and could open its share. Signed by the combiner.
 */
export interface RoundReceipt {
schema: "round-receipt/1"
round: string
manifestSha256: string
combiner: string
member: string
contributionSha256: string
}

export const roundReceiptSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:round-receipt/1",
  "title": "RoundReceipt",
  "description": "A combiner holds this contribution and could open its share. Signed by the combiner.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "round",
    "manifestSha256",
    "combiner",
    "member",
    "contributionSha256"
  ],
  "properties": {
    "schema": {
      "const": "round-receipt/1"
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
    "member": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "contributionSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    }
  },
  "examples": [
    {
      "schema": "round-receipt/1",
      "round": "2026-q3",
      "manifestSha256": "0000000000000000000000000000000000000000000000000000000000000001",
      "combiner": "finprove-finland",
      "member": "impress-norway",
      "contributionSha256": "000000000000000000000000000000000000000000000000000000000000000a"
    }
  ]
} as const
