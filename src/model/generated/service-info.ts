// Made from schemas/service-info.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Who answers here, and in which versions.
 */
export interface ServiceInfo {
member: string
country: string
trial: string
version: string
/**
 * Message types that this node speaks.
 */
protocols: string[]
/**
 * True where all patients are generated; absent where the node does not say.
 */
synthetic?: boolean
}

export const serviceInfoSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:service-info/1",
  "title": "ServiceInfo",
  "description": "Who answers here, and in which versions.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "member",
    "country",
    "trial",
    "version",
    "protocols"
  ],
  "properties": {
    "member": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "country": {
      "type": "string",
      "pattern": "^[A-Z]{2}$"
    },
    "trial": {
      "type": "string",
      "maxLength": 64
    },
    "version": {
      "type": "string",
      "maxLength": 64
    },
    "protocols": {
      "type": "array",
      "items": {
        "type": "string"
      },
      "description": "Message types that this node speaks."
    },
    "synthetic": {
      "type": "boolean",
      "description": "True where all patients are generated; absent where the node does not say."
    }
  },
  "examples": [
    {
      "member": "impress-norway",
      "country": "NO",
      "trial": "impress-norway",
      "version": "0.1.0",
      "protocols": [
        "question/1",
        "answer/1",
        "national-table/2"
      ],
      "synthetic": true
    }
  ]
} as const
