// Made from schemas/engine-record-statement.schema.json by `npm run generate`; change the schema, not this file.
export type Sha256 = string
export type CutId = string

/**
 * What the engine says of its own record, whose MACs it alone can check (JWS of the engine, typ prime-rose-engine-record+jws): what it let out, which data cuts it holds closed, and the heads of the audit that it was shown. No number of a patient is in it.
 */
export interface EngineRecordStatement {
schema: "engine-record-statement/1"
member: string
/**
 * MAC of every entry, in order: what the audit names an entry by.
 */
macs: Sha256[]
letOut: StatedLetOut[]
closed: StatedClosing[]
heads: StatedHead[]
refused: StatedRefusal[]
}
export interface StatedLetOut {
sequence: number
cut: CutId
/**
 * Of the file.
 */
sha256: string
/**
 * Of a contribution; absent for a national table.
 */
round?: string
}
export interface StatedClosing {
sequence: number
cuts: CutId[]
reason: string
}
export interface StatedHead {
sequence: number
size: number
rootHash: Sha256
}
export interface StatedRefusal {
sequence: number
code: string
}

export const engineRecordStatementSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:engine-record-statement/1",
  "title": "EngineRecordStatement",
  "description": "What the engine says of its own record, whose MACs it alone can check (JWS of the engine, typ prime-rose-engine-record+jws): what it let out, which data cuts it holds closed, and the heads of the audit that it was shown. No number of a patient is in it.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "member",
    "macs",
    "letOut",
    "closed",
    "heads",
    "refused"
  ],
  "properties": {
    "schema": {
      "const": "engine-record-statement/1"
    },
    "member": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "macs": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/sha256"
      },
      "description": "MAC of every entry, in order: what the audit names an entry by."
    },
    "letOut": {
      "type": "array",
      "items": {
        "title": "StatedLetOut",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "sequence",
          "cut",
          "sha256"
        ],
        "properties": {
          "sequence": {
            "type": "integer",
            "minimum": 1
          },
          "cut": {
            "$ref": "#/$defs/cutId"
          },
          "sha256": {
            "$ref": "#/$defs/sha256",
            "description": "Of the file."
          },
          "round": {
            "type": "string",
            "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$",
            "description": "Of a contribution; absent for a national table."
          }
        }
      }
    },
    "closed": {
      "type": "array",
      "items": {
        "title": "StatedClosing",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "sequence",
          "cuts",
          "reason"
        ],
        "properties": {
          "sequence": {
            "type": "integer",
            "minimum": 1
          },
          "cuts": {
            "type": "array",
            "items": {
              "$ref": "#/$defs/cutId"
            }
          },
          "reason": {
            "type": "string",
            "maxLength": 32
          }
        }
      }
    },
    "heads": {
      "type": "array",
      "items": {
        "title": "StatedHead",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "sequence",
          "size",
          "rootHash"
        ],
        "properties": {
          "sequence": {
            "type": "integer",
            "minimum": 1
          },
          "size": {
            "type": "integer",
            "minimum": 0
          },
          "rootHash": {
            "$ref": "#/$defs/sha256"
          }
        }
      }
    },
    "refused": {
      "type": "array",
      "items": {
        "title": "StatedRefusal",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "sequence",
          "code"
        ],
        "properties": {
          "sequence": {
            "type": "integer",
            "minimum": 1
          },
          "code": {
            "type": "string",
            "pattern": "^[a-z-]+/[a-z-]+$"
          }
        }
      }
    }
  },
  "$defs": {
    "sha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "cutId": {
      "type": "string",
      "pattern": "^cut-[0-9a-f]{16}$"
    }
  },
  "examples": [
    {
      "schema": "engine-record-statement/1",
      "member": "impress-norway",
      "macs": [
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      ],
      "letOut": [
        {
          "sequence": 1,
          "cut": "cut-0123456789abcdef",
          "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        }
      ],
      "closed": [],
      "heads": [
        {
          "sequence": 1,
          "size": 7,
          "rootHash": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        }
      ],
      "refused": []
    }
  ]
} as const
