// Made from schemas/drop-note.schema.json by `npm run generate`; change the schema, not this file.
/**
 * A file of a drop that tells what became of a message to which there is no reply. It is not signed: a hint, as a relay's settlement is.
 */
export interface DropNote {
schema: "drop-note/1"
/**
 * SHA-256 of the sealed text, as in the file's name.
 */
message: string
state: ("delivered" | "failed")
/**
 * Why it failed.
 */
code?: string
}

export const dropNoteSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:drop-note/1",
  "title": "DropNote",
  "description": "A file of a drop that tells what became of a message to which there is no reply. It is not signed: a hint, as a relay's settlement is.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "message",
    "state"
  ],
  "properties": {
    "schema": {
      "const": "drop-note/1"
    },
    "message": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$",
      "description": "SHA-256 of the sealed text, as in the file's name."
    },
    "state": {
      "enum": [
        "delivered",
        "failed"
      ]
    },
    "code": {
      "type": "string",
      "maxLength": 64,
      "pattern": "^[a-z][a-z0-9/-]*$",
      "description": "Why it failed."
    }
  },
  "examples": [
    {
      "schema": "drop-note/1",
      "message": "0000000000000000000000000000000000000000000000000000000000000000",
      "state": "failed",
      "code": "trust/token-expired"
    }
  ]
} as const
