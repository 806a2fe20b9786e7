// Made from schemas/drop-manifest.schema.json by `npm run generate`; change the schema, not this file.
/**
 * manifest.json in the outbox folder of a file drop: what lies there, in words, for the person who may let it out of the platform; manifest.txt says the same.
 */
export interface DropManifest {
schema: "drop-manifest/1"
/**
 * The node that wrote the files.
 */
member: string
/**
 * RFC 3339, UTC.
 */
writtenAt: string
files: DropManifestFile[]
}
export interface DropManifestFile {
file: string
/**
 * Member id of its reader.
 */
to: string
/**
 * What is in it, in words; the file itself is sealed to its reader.
 */
content: string
bytes: number
/**
 * Of the file's bytes.
 */
sha256: string
/**
 * Its number for this reader; null for replies and notes.
 */
sequence: (number | null)
/**
 * Who approved what it discloses; empty where it discloses nothing that needs approval.
 */
approvedBy: string[]
}

export const dropManifestSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:drop-manifest/1",
  "title": "DropManifest",
  "description": "manifest.json in the outbox folder of a file drop: what lies there, in words, for the person who may let it out of the platform; manifest.txt says the same.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "member",
    "writtenAt",
    "files"
  ],
  "properties": {
    "schema": {
      "const": "drop-manifest/1"
    },
    "member": {
      "type": "string",
      "maxLength": 64,
      "description": "The node that wrote the files."
    },
    "writtenAt": {
      "type": "string",
      "maxLength": 32,
      "description": "RFC 3339, UTC."
    },
    "files": {
      "type": "array",
      "items": {
        "title": "DropManifestFile",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "file",
          "to",
          "content",
          "bytes",
          "sha256",
          "sequence",
          "approvedBy"
        ],
        "properties": {
          "file": {
            "type": "string",
            "maxLength": 255
          },
          "to": {
            "type": "string",
            "maxLength": 64,
            "description": "Member id of its reader."
          },
          "content": {
            "type": "string",
            "maxLength": 400,
            "description": "What is in it, in words; the file itself is sealed to its reader."
          },
          "bytes": {
            "type": "integer",
            "minimum": 0
          },
          "sha256": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "Of the file's bytes."
          },
          "sequence": {
            "description": "Its number for this reader; null for replies and notes.",
            "anyOf": [
              {
                "type": "integer",
                "minimum": 1
              },
              {
                "type": "null"
              }
            ]
          },
          "approvedBy": {
            "type": "array",
            "items": {
              "type": "string",
              "maxLength": 128
            },
            "description": "Who approved what it discloses; empty where it discloses nothing that needs approval."
          }
        }
      }
    }
  },
  "examples": [
    {
      "schema": "drop-manifest/1",
      "member": "impress-norway",
      "writtenAt": "2026-01-01T00:00:00Z",
      "files": []
    }
  ]
} as const
