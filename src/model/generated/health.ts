// Made from schemas/health.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Whether the process lives, or is ready to answer; what is missing is named, never why.
 */
export interface Health {
status: ("ok" | "not-ready")
missing: ("audit" | "database" | "directory" | "table")[]
/**
 * What will close this node in some weeks where nobody acts; absent where there is nothing.
 */
warnings?: ("certificate-ending" | "directory-ending")[]
}

export const healthSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:health/1",
  "title": "Health",
  "description": "Whether the process lives, or is ready to answer; what is missing is named, never why.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "status",
    "missing"
  ],
  "properties": {
    "status": {
      "enum": [
        "ok",
        "not-ready"
      ]
    },
    "missing": {
      "type": "array",
      "uniqueItems": true,
      "items": {
        "enum": [
          "audit",
          "database",
          "directory",
          "table"
        ]
      }
    },
    "warnings": {
      "type": "array",
      "uniqueItems": true,
      "description": "What will close this node in some weeks where nobody acts; absent where there is nothing.",
      "items": {
        "enum": [
          "certificate-ending",
          "directory-ending"
        ]
      }
    }
  },
  "examples": [
    {
      "status": "ok",
      "missing": []
    },
    {
      "status": "not-ready",
      "missing": [
        "table"
      ]
    },
    {
      "status": "ok",
      "missing": [],
      "warnings": [
        "directory-ending"
      ]
    }
  ]
} as const
