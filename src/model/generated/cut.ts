// Made from schemas/cut.schema.json by `npm run generate`; change the schema, not this file.
/**
 * A data cut: an immutable, hashed snapshot of the store as of the ingest's cut-off. The description holds counts and versions, no patient.
 */
export interface CutDescription {
schema: "cut/1"
/**
 * cut- and the first 16 hex digits of the snapshot's SHA-256.
 */
id: string
member: string
trialId: string
country: string
cutoff: string
snapshot: {
file: string
sha256: string
bytes: number
}
counts: {
screened: number
enrolments: number
/**
 * Enrolments treated.
 */
treated: number
}
/**
 * What the ingest found in the source.
 */
validation: {
/**
 * Subjects that wait for a person to decide; in no count.
 */
heldBack: number
/**
 * Screened subjects without a valid record; in no count.
 */
rejected: number
/**
 * By code, sorted; withdrawals are not among them.
 */
problems: ProblemCount[]
}
versions: {
derivation: string
normaliser: string
oncotree: string
}
mapping: {
id: string
version: string
}
/**
 * What sharing rests on. An example basis is a synthetic one that comes with the program: the members who open the cut sign it with the description.
 */
sharingBasis: (SignedBasis | ExampleBasis | ConsentsRowByRow)
/**
 * Version of the pseudonym key that the store was under.
 */
pseudonymKeyVersion: number
/**
 * Says to the engine alone which withdrawals the store had taken up; it refuses a cut that lacks the last one.
 */
withdrawalMark: string
/**
 * SHA-256 of the ingested content that the cut was made of.
 */
contentHash: string
}
export interface ProblemCount {
code: string
rows: number
}
export interface SignedBasis {
kind: "document"
/**
 * Version of the consent form.
 */
consentForm: string
/**
 * Reference of the approval.
 */
approval: string
/**
 * SHA-256 of the signed sharing-basis/1 in canonical JSON.
 */
sha256: string
}
export interface ExampleBasis {
kind: "example"
consentForm: string
approval: string
}
/**
 * Each subject in the cut has an active consent to sharing in its record.
 */
export interface ConsentsRowByRow {
kind: "row-by-row"
}

export const cutSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:cut/1",
  "title": "CutDescription",
  "description": "A data cut: an immutable, hashed snapshot of the store as of the ingest's cut-off. The description holds counts and versions, no patient.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "id",
    "member",
    "trialId",
    "country",
    "cutoff",
    "snapshot",
    "counts",
    "validation",
    "versions",
    "mapping",
    "sharingBasis",
    "pseudonymKeyVersion",
    "withdrawalMark",
    "contentHash"
  ],
  "properties": {
    "schema": {
      "const": "cut/1"
    },
    "id": {
      "type": "string",
      "pattern": "^cut-[0-9a-f]{16}$",
      "description": "cut- and the first 16 hex digits of the snapshot's SHA-256."
    },
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
    },
    "cutoff": {
      "type": "string",
      "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    },
    "snapshot": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "file",
        "sha256",
        "bytes"
      ],
      "properties": {
        "file": {
          "type": "string",
          "pattern": "^cut-[0-9a-f]{16}\\.snapshot$"
        },
        "sha256": {
          "type": "string",
          "pattern": "^[0-9a-f]{64}$"
        },
        "bytes": {
          "type": "integer",
          "minimum": 1
        }
      }
    },
    "counts": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "screened",
        "enrolments",
        "treated"
      ],
      "properties": {
        "screened": {
          "type": "integer",
          "minimum": 0
        },
        "enrolments": {
          "type": "integer",
          "minimum": 0
        },
        "treated": {
          "type": "integer",
          "minimum": 0,
          "description": "Enrolments treated."
        }
      }
    },
    "validation": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "heldBack",
        "rejected",
        "problems"
      ],
      "description": "What the ingest found in the source.",
      "properties": {
        "heldBack": {
          "type": "integer",
          "minimum": 0,
          "description": "Subjects that wait for a person to decide; in no count."
        },
        "rejected": {
          "type": "integer",
          "minimum": 0,
          "description": "Screened subjects without a valid record; in no count."
        },
        "problems": {
          "type": "array",
          "items": {
            "title": "ProblemCount",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "code",
              "rows"
            ],
            "properties": {
              "code": {
                "type": "string",
                "pattern": "^[a-z0-9-]{1,64}$"
              },
              "rows": {
                "type": "integer",
                "minimum": 1
              }
            }
          },
          "description": "By code, sorted; withdrawals are not among them."
        }
      }
    },
    "versions": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "derivation",
        "normaliser",
        "oncotree"
      ],
      "properties": {
        "derivation": {
          "type": "string"
        },
        "normaliser": {
          "type": "string"
        },
        "oncotree": {
          "type": "string"
        }
      }
    },
    "mapping": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "version"
      ],
      "properties": {
        "id": {
          "type": "string"
        },
        "version": {
          "type": "string"
        }
      }
    },
    "sharingBasis": {
      "description": "What sharing rests on. An example basis is a synthetic one that comes with the program: the members who open the cut sign it with the description.",
      "oneOf": [
        {
          "title": "SignedBasis",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "kind",
            "consentForm",
            "approval",
            "sha256"
          ],
          "properties": {
            "kind": {
              "const": "document"
            },
            "consentForm": {
              "type": "string",
              "minLength": 1,
              "maxLength": 500,
              "description": "Version of the consent form."
            },
            "approval": {
              "type": "string",
              "minLength": 1,
              "maxLength": 500,
              "description": "Reference of the approval."
            },
            "sha256": {
              "type": "string",
              "pattern": "^[0-9a-f]{64}$",
              "description": "SHA-256 of the signed sharing-basis/1 in canonical JSON."
            }
          }
        },
        {
          "title": "ExampleBasis",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "kind",
            "consentForm",
            "approval"
          ],
          "properties": {
            "kind": {
              "const": "example"
            },
            "consentForm": {
              "type": "string",
              "minLength": 1,
              "maxLength": 500
            },
            "approval": {
              "type": "string",
              "minLength": 1,
              "maxLength": 500
            }
          }
        },
        {
          "title": "ConsentsRowByRow",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "kind"
          ],
          "properties": {
            "kind": {
              "const": "row-by-row"
            }
          },
          "description": "Each subject in the cut has an active consent to sharing in its record."
        }
      ]
    },
    "pseudonymKeyVersion": {
      "type": "integer",
      "minimum": 1,
      "maximum": 9999,
      "description": "Version of the pseudonym key that the store was under."
    },
    "withdrawalMark": {
      "type": "string",
      "pattern": "^[0-9a-f]{32}$",
      "description": "Says to the engine alone which withdrawals the store had taken up; it refuses a cut that lacks the last one."
    },
    "contentHash": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$",
      "description": "SHA-256 of the ingested content that the cut was made of."
    }
  },
  "examples": [
    {
      "schema": "cut/1",
      "id": "cut-0123456789abcdef",
      "member": "impress-norway",
      "trialId": "impress-norway",
      "country": "NO",
      "cutoff": "2023-10-01",
      "snapshot": {
        "file": "cut-0123456789abcdef.snapshot",
        "sha256": "0123456789abcdef000000000000000000000000000000000000000000000000",
        "bytes": 40960
      },
      "counts": {
        "screened": 1167,
        "enrolments": 358,
        "treated": 186
      },
      "validation": {
        "heldBack": 2,
        "rejected": 0,
        "problems": [
          {
            "code": "unknown-code",
            "rows": 3
          }
        ]
      },
      "versions": {
        "derivation": "w16/1",
        "normaliser": "1",
        "oncotree": "2025-10-03"
      },
      "mapping": {
        "id": "impress-norway",
        "version": "1"
      },
      "sharingBasis": {
        "kind": "example",
        "consentForm": "5.0",
        "approval": "example"
      },
      "pseudonymKeyVersion": 1,
      "withdrawalMark": "00000000000000000000000000000000",
      "contentHash": "0000000000000000000000000000000000000000000000000000000000000000"
    }
  ]
} as const
