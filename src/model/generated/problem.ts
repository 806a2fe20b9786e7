// Made from schemas/problem.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Problem document of every refusal (RFC 9457), media type application/problem+json.
 */
export interface Problem {
type: string
title: string
status: number
/**
 * Stable name of the refusal.
 */
code: string
/**
 * Id of the request, as in the node's log.
 */
instance: string
detail?: string
/**
 * What the asker can do next.
 */
hint?: string
}

export const problemSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:problem/1",
  "title": "Problem",
  "description": "Problem document of every refusal (RFC 9457), media type application/problem+json.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "type",
    "title",
    "status",
    "code",
    "instance"
  ],
  "properties": {
    "type": {
      "type": "string",
      "pattern": "^urn:prime-rose:problem:[a-z0-9/-]+$"
    },
    "title": {
      "type": "string",
      "maxLength": 200
    },
    "status": {
      "type": "integer",
      "minimum": 400,
      "maximum": 599
    },
    "code": {
      "type": "string",
      "maxLength": 64,
      "pattern": "^[a-z0-9-]+(/[a-z0-9-]+)?$",
      "description": "Stable name of the refusal."
    },
    "instance": {
      "type": "string",
      "maxLength": 64,
      "description": "Id of the request, as in the node's log."
    },
    "detail": {
      "type": "string",
      "maxLength": 1000
    },
    "hint": {
      "type": "string",
      "maxLength": 1000,
      "description": "What the asker can do next."
    }
  },
  "examples": [
    {
      "type": "urn:prime-rose:problem:trust/replayed",
      "title": "Question used before",
      "status": 409,
      "code": "trust/replayed",
      "instance": "urn:uuid:0b0f7a9e-5f0c-4c3e-9d0a-2f1f4e6f3c11"
    }
  ]
} as const
