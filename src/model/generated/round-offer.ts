// Made from schemas/round-offer.schema.json by `npm run generate`; change the schema, not this file.
/**
 * A combiner takes part in one round, and gives the key that shares of this round are sealed to. The private half is destroyed after the round: from then on no copy of a share can be opened. Signed by the combiner.
 */
export interface RoundOffer {
schema: "round-offer/1"
round: string
combiner: string
country: string
roundKey: RoundKey
/**
 * Seconds since 1970.
 */
iat: number
}
/**
 * X25519, RFC 8037; used in this round alone.
 */
export interface RoundKey {
kty: "OKP"
crv: "X25519"
x: string
}

export const roundOfferSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:round-offer/1",
  "title": "RoundOffer",
  "description": "A combiner takes part in one round, and gives the key that shares of this round are sealed to. The private half is destroyed after the round: from then on no copy of a share can be opened. Signed by the combiner.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "round",
    "combiner",
    "country",
    "roundKey",
    "iat"
  ],
  "properties": {
    "schema": {
      "const": "round-offer/1"
    },
    "round": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "combiner": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "country": {
      "type": "string",
      "pattern": "^[A-Z]{2}$"
    },
    "roundKey": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "kty",
        "crv",
        "x"
      ],
      "properties": {
        "kty": {
          "const": "OKP"
        },
        "crv": {
          "const": "X25519"
        },
        "x": {
          "type": "string",
          "pattern": "^[A-Za-z0-9_-]{43}$"
        }
      },
      "title": "RoundKey",
      "description": "X25519, RFC 8037; used in this round alone."
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
      "schema": "round-offer/1",
      "round": "2026-q3",
      "combiner": "finprove-finland",
      "country": "FI",
      "roundKey": {
        "kty": "OKP",
        "crv": "X25519",
        "x": "hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo"
      },
      "iat": 1767225600
    }
  ]
} as const
