// Made from schemas/person.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Somebody who acts on a node, with the public half of a key of their own: members/NAME.json in the node's folder.
 */
export interface Person {
schema: "person/1"
name: string
role: ("hub" | "coordinator" | "committee" | "operator" | "auditor")
publicJwk: {
kty: "OKP"
crv: "Ed25519"
x: string
}
}

export const personSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:person/1",
  "title": "Person",
  "description": "Somebody who acts on a node, with the public half of a key of their own: members/NAME.json in the node's folder.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "name",
    "role",
    "publicJwk"
  ],
  "properties": {
    "schema": {
      "const": "person/1"
    },
    "name": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$"
    },
    "role": {
      "enum": [
        "hub",
        "coordinator",
        "committee",
        "operator",
        "auditor"
      ]
    },
    "publicJwk": {
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
    }
  },
  "examples": [
    {
      "schema": "person/1",
      "name": "anne",
      "role": "committee",
      "publicJwk": {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
      }
    }
  ]
} as const
