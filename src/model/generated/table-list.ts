// Made from schemas/table-list.schema.json by `npm run generate`; change the schema, not this file.
/**
 * The published tables of a node, oldest first; the last one answers.
 */
export interface TableList {
tables: {
/**
 * SHA-256 of the signed table's bytes; its name below /api/v1/tables/.
 */
sha256: string
cut: {
id: string
cutoff: string
}
publishedAt: string
}[]
}

export const tableListSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:table-list/1",
  "title": "TableList",
  "description": "The published tables of a node, oldest first; the last one answers.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "tables"
  ],
  "properties": {
    "tables": {
      "type": "array",
      "items": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "sha256",
          "cut",
          "publishedAt"
        ],
        "properties": {
          "sha256": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "SHA-256 of the signed table's bytes; its name below /api/v1/tables/."
          },
          "cut": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "id",
              "cutoff"
            ],
            "properties": {
              "id": {
                "type": "string",
                "pattern": "^cut-[0-9a-f]{16}$"
              },
              "cutoff": {
                "type": "string",
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
              }
            }
          },
          "publishedAt": {
            "type": "string",
            "maxLength": 40
          }
        }
      }
    }
  },
  "examples": [
    {
      "tables": [
        {
          "sha256": "0000000000000000000000000000000000000000000000000000000000000000",
          "cut": {
            "id": "cut-0123456789abcdef",
            "cutoff": "2023-10-01"
          },
          "publishedAt": "2026-01-01T00:00:00.000Z"
        }
      ]
    }
  ]
} as const
