// Made from schemas/client.schema.json by `npm run generate`; change the schema, not this file.
/**
 * clients/<id>.json in a node's folder: a program that may get access tokens with its key (private_key_jwt).
 */
export interface Client {
schema: "client/1"
id: string
scopes: ("discovery.read" | "network.ask")[]
publicJwk: ({
kty: "OKP"
crv: "Ed25519"
x: string
} | {
kty: "EC"
crv: "P-384"
x: string
y: string
})
}

export const clientSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:client/1",
  "title": "Client",
  "description": "clients/<id>.json in a node's folder: a program that may get access tokens with its key (private_key_jwt).",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "id",
    "scopes",
    "publicJwk"
  ],
  "properties": {
    "schema": {
      "const": "client/1"
    },
    "id": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "scopes": {
      "type": "array",
      "items": {
        "enum": [
          "discovery.read",
          "network.ask"
        ]
      }
    },
    "publicJwk": {
      "anyOf": [
        {
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
            }
          }
        },
        {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "kty",
            "crv",
            "x",
            "y"
          ],
          "properties": {
            "kty": {
              "const": "EC"
            },
            "crv": {
              "const": "P-384"
            },
            "x": {
              "type": "string",
              "pattern": "^[A-Za-z0-9_-]{64}$"
            },
            "y": {
              "type": "string",
              "pattern": "^[A-Za-z0-9_-]{64}$"
            }
          }
        }
      ]
    }
  },
  "examples": [
    {
      "schema": "client/1",
      "id": "dashboard",
      "scopes": [
        "discovery.read"
      ],
      "publicJwk": {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
      }
    }
  ]
} as const
