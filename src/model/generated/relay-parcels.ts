// Made from schemas/relay-parcels.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What a member fetched: claimed until it is settled, given out again otherwise.
 */
export interface RelayParcels {
messages: RelayParcel[]
}
export interface RelayParcel {
/**
 * SHA-256 of the sealed text.
 */
id: string
from: string
/**
 * Compact JWE; the relay cannot open it.
 */
message: string
expires: string
deliveries: number
}

export const relayParcelsSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:relay-parcels/1",
  "title": "RelayParcels",
  "description": "What a member fetched: claimed until it is settled, given out again otherwise.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "messages"
  ],
  "properties": {
    "messages": {
      "type": "array",
      "items": {
        "type": "object",
        "title": "RelayParcel",
        "additionalProperties": false,
        "required": [
          "id",
          "from",
          "message",
          "expires",
          "deliveries"
        ],
        "properties": {
          "id": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "SHA-256 of the sealed text."
          },
          "from": {
            "type": "string",
            "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
          },
          "message": {
            "type": "string",
            "minLength": 1,
            "maxLength": 8388608,
            "description": "Compact JWE; the relay cannot open it."
          },
          "expires": {
            "type": "string",
            "maxLength": 40
          },
          "deliveries": {
            "type": "integer",
            "minimum": 1
          }
        }
      }
    }
  },
  "examples": [
    {
      "messages": [
        {
          "id": "0000000000000000000000000000000000000000000000000000000000000000",
          "from": "protarget-denmark",
          "message": "a.b.c.d.e",
          "expires": "2026-01-01T00:00:00Z",
          "deliveries": 1
        }
      ]
    }
  ]
} as const
