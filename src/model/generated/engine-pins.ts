// Made from schemas/engine-pins.schema.json by `npm run generate`; change the schema, not this file.
/**
 * engine/pinned.json: whose approvals the engine believes, and under which disclosure policy. Changed by two of the members in it.
 */
export interface EnginePins {
schema: "engine-pins/1"
/**
 * Number of changes so far.
 */
serial: number
/**
 * The engine makes tables of this node's data cuts only.
 */
node: {
member: string
trialId: string
country: string
}
policy: {
/**
 * SHA-256 of the policy in canonical JSON.
 */
sha256: string
serial: number
k: number
}
members: PinnedMember[]
/**
 * Federation officers whose signatures on a directory or a catalogue this node believes; absent while it belongs to no federation.
 */
officers?: PinnedOfficer[]
}
export interface PinnedMember {
name: string
publicJwk: {
kty: "OKP"
crv: "Ed25519"
x: string
}
}
export interface PinnedOfficer {
name: string
publicJwk: {
kty: "OKP"
crv: "Ed25519"
x: string
}
}

export const enginePinsSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:engine-pins/1",
  "title": "EnginePins",
  "description": "engine/pinned.json: whose approvals the engine believes, and under which disclosure policy. Changed by two of the members in it.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "serial",
    "node",
    "policy",
    "members"
  ],
  "properties": {
    "schema": {
      "const": "engine-pins/1"
    },
    "serial": {
      "type": "integer",
      "minimum": 0,
      "description": "Number of changes so far."
    },
    "node": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "member",
        "trialId",
        "country"
      ],
      "description": "The engine makes tables of this node's data cuts only.",
      "properties": {
        "member": {
          "type": "string",
          "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
        },
        "trialId": {
          "type": "string",
          "minLength": 1,
          "maxLength": 64
        },
        "country": {
          "type": "string",
          "pattern": "^[A-Z]{2}$"
        }
      }
    },
    "policy": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "sha256",
        "serial",
        "k"
      ],
      "properties": {
        "sha256": {
          "type": "string",
          "pattern": "^[0-9a-f]{64}$",
          "description": "SHA-256 of the policy in canonical JSON."
        },
        "serial": {
          "type": "integer",
          "minimum": 1
        },
        "k": {
          "type": "integer",
          "minimum": 5
        }
      }
    },
    "members": {
      "type": "array",
      "items": {
        "title": "PinnedMember",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "publicJwk"
        ],
        "properties": {
          "name": {
            "type": "string",
            "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$"
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
        }
      }
    },
    "officers": {
      "type": "array",
      "description": "Federation officers whose signatures on a directory or a catalogue this node believes; absent while it belongs to no federation.",
      "items": {
        "title": "PinnedOfficer",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "publicJwk"
        ],
        "properties": {
          "name": {
            "type": "string",
            "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$"
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
        }
      }
    }
  },
  "examples": [
    {
      "schema": "engine-pins/1",
      "serial": 1,
      "node": {
        "member": "impress-norway",
        "trialId": "impress-norway",
        "country": "NO"
      },
      "policy": {
        "sha256": "0000000000000000000000000000000000000000000000000000000000000000",
        "serial": 1,
        "k": 5
      },
      "members": [
        {
          "name": "anna",
          "publicJwk": {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
          }
        }
      ]
    }
  ]
} as const
