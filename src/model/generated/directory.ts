// Made from schemas/directory.schema.json by `npm run generate`; change the schema, not this file.
/**
 * RFC 3339, whole seconds, UTC.
 */
export type Time = string
export type MemberId = string
/**
 * Thumbprint of the key (RFC 7638).
 */
export type Kid = string
export type Url = string
export type Sha256 = string

/**
 * The federation directory: who is a member, with which keys and endpoints, who combines, and which catalogue and policies hold. Payload of a JWS in general JSON serialization (typ prime-rose-directory+jws) signed by at least two federation officers; serials only grow, and an expired directory closes a node to its partners.
 */
export interface Directory {
schema: "directory/1"
/**
 * Name of the federation; a node takes directories of its own one only.
 */
federation: string
serial: number
validFrom: Time
validUntil: Time
/**
 * Two to sixteen, who may sign the next directory. A node believes of them those that it has pinned.
 */
officers: DirectoryOfficer[]
/**
 * @maxItems 100
 */
members: DirectoryMember[]
/**
 * Member ids in the order of their share index: none while no round is run, else two or three in different countries.
 */
combiners: MemberId[]
/**
 * SHA-256 of the cohort catalogue that holds; null while the federation has none of its own.
 */
catalogue: (Sha256 | null)
/**
 * SHA-256 of each disclosure policy that a round may be run under.
 */
policies: Sha256[]
}
export interface DirectoryOfficer {
name: string
key: OfficerKey
}
export interface OfficerKey {
kty: "OKP"
crv: "Ed25519"
x: string
}
export interface DirectoryMember {
id: MemberId
/**
 * ISO 3166-1 alpha-2. A country counts once however many members it has.
 */
country: string
/**
 * The trial whose patients the node holds; null where it holds none.
 */
trial: (DirectoryTrial | null)
/**
 * node: holds a trial, answers and contributes; hub: asks; coordinator: proposes rounds. Combiners are listed on their own.
 */
roles: ("node" | "hub" | "coordinator")[]
/**
 * One to four: two while one replaces the other.
 */
signingKeys: DirectorySigningKey[]
/**
 * One to four: two while one replaces the other.
 */
sealingKeys: DirectorySealingKey[]
/**
 * Keys of its engine, which signs contributions to rounds: at most four, none where it holds no trial.
 */
engineKeys?: DirectoryEngineKey[]
endpoints: DirectoryEndpoints
/**
 * Message types and versions that it speaks.
 */
protocols: string[]
}
export interface DirectoryTrial {
id: string
/**
 * How the trial reads its primary endpoint, as cohort definitions name it.
 */
endpointCode: ("control-w16-visit" | "benefit-16w-confirmed" | "control-16w-response-8w")
}
export interface DirectorySigningKey {
kid: Kid
kty: "OKP"
crv: "Ed25519"
x: string
validFrom: Time
validUntil?: Time
}
export interface DirectorySealingKey {
kid: Kid
kty: "OKP"
crv: "X25519"
x: string
validFrom: Time
validUntil?: Time
}
export interface DirectoryEngineKey {
kid: Kid
kty: "OKP"
crv: "Ed25519"
x: string
validFrom: Time
validUntil?: Time
}
/**
 * Where the member is reached, by transport; none where it only asks.
 */
export interface DirectoryEndpoints {
/**
 * Address of its gateway.
 */
direct?: string
/**
 * The relay that it polls; its mailbox there is its member id.
 */
relay?: {
url: Url
}
/**
 * It exchanges files only; a courier carries them to and from the mailbox of this relay.
 */
file?: {
courier: Url
}
}

export const directorySchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:directory/1",
  "title": "Directory",
  "description": "The federation directory: who is a member, with which keys and endpoints, who combines, and which catalogue and policies hold. Payload of a JWS in general JSON serialization (typ prime-rose-directory+jws) signed by at least two federation officers; serials only grow, and an expired directory closes a node to its partners.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "federation",
    "serial",
    "validFrom",
    "validUntil",
    "officers",
    "members",
    "combiners",
    "catalogue",
    "policies"
  ],
  "properties": {
    "schema": {
      "const": "directory/1"
    },
    "federation": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$",
      "description": "Name of the federation; a node takes directories of its own one only."
    },
    "serial": {
      "type": "integer",
      "minimum": 1
    },
    "validFrom": {
      "$ref": "#/$defs/time"
    },
    "validUntil": {
      "$ref": "#/$defs/time"
    },
    "officers": {
      "type": "array",
      "description": "Two to sixteen, who may sign the next directory. A node believes of them those that it has pinned.",
      "items": {
        "$ref": "#/$defs/officer"
      }
    },
    "members": {
      "type": "array",
      "maxItems": 100,
      "items": {
        "$ref": "#/$defs/member"
      }
    },
    "combiners": {
      "type": "array",
      "description": "Member ids in the order of their share index: none while no round is run, else two or three in different countries.",
      "items": {
        "$ref": "#/$defs/memberId"
      }
    },
    "catalogue": {
      "description": "SHA-256 of the cohort catalogue that holds; null while the federation has none of its own.",
      "anyOf": [
        {
          "$ref": "#/$defs/sha256"
        },
        {
          "type": "null"
        }
      ]
    },
    "policies": {
      "type": "array",
      "description": "SHA-256 of each disclosure policy that a round may be run under.",
      "items": {
        "$ref": "#/$defs/sha256"
      }
    }
  },
  "$defs": {
    "memberId": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "sha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "time": {
      "type": "string",
      "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
      "description": "RFC 3339, whole seconds, UTC."
    },
    "officer": {
      "title": "DirectoryOfficer",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name",
        "key"
      ],
      "properties": {
        "name": {
          "type": "string",
          "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$"
        },
        "key": {
          "$ref": "#/$defs/officerKey"
        }
      }
    },
    "officerKey": {
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
    "member": {
      "title": "DirectoryMember",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "country",
        "trial",
        "roles",
        "signingKeys",
        "sealingKeys",
        "endpoints",
        "protocols"
      ],
      "properties": {
        "id": {
          "$ref": "#/$defs/memberId"
        },
        "country": {
          "type": "string",
          "pattern": "^[A-Z]{2}$",
          "description": "ISO 3166-1 alpha-2. A country counts once however many members it has."
        },
        "trial": {
          "description": "The trial whose patients the node holds; null where it holds none.",
          "anyOf": [
            {
              "title": "DirectoryTrial",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "id",
                "endpointCode"
              ],
              "properties": {
                "id": {
                  "type": "string",
                  "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$"
                },
                "endpointCode": {
                  "enum": [
                    "control-w16-visit",
                    "benefit-16w-confirmed",
                    "control-16w-response-8w"
                  ],
                  "description": "How the trial reads its primary endpoint, as cohort definitions name it."
                }
              }
            },
            {
              "type": "null"
            }
          ]
        },
        "roles": {
          "type": "array",
          "uniqueItems": true,
          "items": {
            "enum": [
              "node",
              "hub",
              "coordinator"
            ]
          },
          "description": "node: holds a trial, answers and contributes; hub: asks; coordinator: proposes rounds. Combiners are listed on their own."
        },
        "signingKeys": {
          "type": "array",
          "items": {
            "title": "DirectorySigningKey",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "kid",
              "kty",
              "crv",
              "x",
              "validFrom"
            ],
            "properties": {
              "kid": {
                "$ref": "#/$defs/kid"
              },
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
              "validFrom": {
                "$ref": "#/$defs/time"
              },
              "validUntil": {
                "$ref": "#/$defs/time"
              }
            }
          },
          "description": "One to four: two while one replaces the other."
        },
        "sealingKeys": {
          "type": "array",
          "items": {
            "title": "DirectorySealingKey",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "kid",
              "kty",
              "crv",
              "x",
              "validFrom"
            ],
            "properties": {
              "kid": {
                "$ref": "#/$defs/kid"
              },
              "kty": {
                "const": "OKP"
              },
              "crv": {
                "const": "X25519"
              },
              "x": {
                "type": "string",
                "pattern": "^[A-Za-z0-9_-]{43}$"
              },
              "validFrom": {
                "$ref": "#/$defs/time"
              },
              "validUntil": {
                "$ref": "#/$defs/time"
              }
            }
          },
          "description": "One to four: two while one replaces the other."
        },
        "engineKeys": {
          "type": "array",
          "items": {
            "title": "DirectoryEngineKey",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "kid",
              "kty",
              "crv",
              "x",
              "validFrom"
            ],
            "properties": {
              "kid": {
                "$ref": "#/$defs/kid"
              },
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
              "validFrom": {
                "$ref": "#/$defs/time"
              },
              "validUntil": {
                "$ref": "#/$defs/time"
              }
            }
          },
          "description": "Keys of its engine, which signs contributions to rounds: at most four, none where it holds no trial."
        },
        "endpoints": {
          "title": "DirectoryEndpoints",
          "description": "Where the member is reached, by transport; none where it only asks.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "direct": {
              "$ref": "#/$defs/url",
              "description": "Address of its gateway."
            },
            "relay": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "url"
              ],
              "description": "The relay that it polls; its mailbox there is its member id.",
              "properties": {
                "url": {
                  "$ref": "#/$defs/url"
                }
              }
            },
            "file": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "courier"
              ],
              "description": "It exchanges files only; a courier carries them to and from the mailbox of this relay.",
              "properties": {
                "courier": {
                  "$ref": "#/$defs/url"
                }
              }
            }
          }
        },
        "protocols": {
          "type": "array",
          "uniqueItems": true,
          "items": {
            "type": "string",
            "pattern": "^[a-z][a-z-]{0,40}/[1-9][0-9]{0,3}$"
          },
          "description": "Message types and versions that it speaks."
        }
      }
    },
    "kid": {
      "type": "string",
      "pattern": "^[A-Za-z0-9_-]{43}$",
      "description": "Thumbprint of the key (RFC 7638)."
    },
    "url": {
      "type": "string",
      "pattern": "^https?://[^\\s/?#@]+(?:/[^\\s?#]*)?$",
      "maxLength": 2048
    }
  },
  "examples": [
    {
      "schema": "directory/1",
      "federation": "prime-rose",
      "serial": 1,
      "validFrom": "2026-01-01T00:00:00Z",
      "validUntil": "2026-07-01T00:00:00Z",
      "officers": [
        {
          "name": "ola",
          "key": {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
          }
        },
        {
          "name": "pia",
          "key": {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": "S_wGTdtNFiHl0sPjPzrMhnmaATZJLMpFiyTFPhziWog"
          }
        }
      ],
      "members": [
        {
          "id": "impress-norway",
          "country": "NO",
          "trial": {
            "id": "impress-norway",
            "endpointCode": "control-w16-visit"
          },
          "roles": [
            "node",
            "hub"
          ],
          "signingKeys": [
            {
              "kid": "uY9fWYe-JuIbLBxZSfka6owtzWVSwqc-kKRUUpHtp5c",
              "kty": "OKP",
              "crv": "Ed25519",
              "x": "LgkQzQ_iFr_tpXaC21QEVpO_kZNh1G2K8m1xXF156-U",
              "validFrom": "2026-01-01T00:00:00Z"
            }
          ],
          "sealingKeys": [
            {
              "kid": "giQqigT_IKcuzHl0FVJ3k5ts3_TWNAxvsC08UZsfcM8",
              "kty": "OKP",
              "crv": "X25519",
              "x": "3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08",
              "validFrom": "2026-01-01T00:00:00Z"
            }
          ],
          "endpoints": {
            "direct": "https://rose.example.no"
          },
          "protocols": [
            "question/1",
            "answer/1"
          ]
        }
      ],
      "combiners": [],
      "catalogue": null,
      "policies": []
    }
  ]
} as const
