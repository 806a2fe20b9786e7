// Made from schemas/network.schema.json by `npm run generate`; change the schema, not this file.
/**
 * The members of a network and the keys that their answers must be signed with; stands in for the signed federation directory.
 */
export interface Network {
/**
 * @minItems 1
 * @maxItems 100
 */
members: [{
id: string
country: string
/**
 * Address of the gateway, http or https; no user, password, query or fragment.
 */
url: string
publicKey: (string | Ed25519PublicJwk)
}, ...({
id: string
country: string
/**
 * Address of the gateway, http or https; no user, password, query or fragment.
 */
url: string
publicKey: (string | Ed25519PublicJwk)
})[]]
}
/**
 * RFC 8037. A private part (d) is refused.
 */
export interface Ed25519PublicJwk {
kty: "OKP"
crv: "Ed25519"
x: string
kid?: string
alg?: "EdDSA"
use?: "sig"
}

export const networkSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:network/1",
  "title": "Network",
  "description": "The members of a network and the keys that their answers must be signed with; stands in for the signed federation directory.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "members"
  ],
  "properties": {
    "members": {
      "type": "array",
      "minItems": 1,
      "maxItems": 100,
      "items": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "id",
          "country",
          "url",
          "publicKey"
        ],
        "properties": {
          "id": {
            "type": "string",
            "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
          },
          "country": {
            "type": "string",
            "pattern": "^[A-Z]{2}$"
          },
          "url": {
            "type": "string",
            "minLength": 1,
            "maxLength": 2048,
            "description": "Address of the gateway, http or https; no user, password, query or fragment."
          },
          "publicKey": {
            "anyOf": [
              {
                "type": "string",
                "pattern": "^[A-Za-z0-9_-]{43}$",
                "description": "Ed25519 public key, base64url (x of its JWK)."
              },
              {
                "title": "Ed25519PublicJwk",
                "description": "RFC 8037. A private part (d) is refused.",
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
                    "const": "Ed25519"
                  },
                  "x": {
                    "type": "string",
                    "pattern": "^[A-Za-z0-9_-]{43}$"
                  },
                  "kid": {
                    "type": "string",
                    "maxLength": 128
                  },
                  "alg": {
                    "const": "EdDSA"
                  },
                  "use": {
                    "const": "sig"
                  }
                }
              }
            ]
          }
        }
      }
    }
  },
  "examples": [
    {
      "members": [
        {
          "id": "impress-norway",
          "country": "NO",
          "url": "https://node.example",
          "publicKey": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
        }
      ]
    }
  ]
} as const
