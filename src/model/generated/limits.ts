// Made from schemas/limits.schema.json by `npm run generate`; change the schema, not this file.
/**
 * How much the bearer of the token may still ask of this node; a limit of load, not of privacy.
 */
export interface Limits {
/**
 * Member or client id.
 */
member: string
/**
 * In one window.
 */
requests: number
windowSeconds: number
/**
 * In the present window.
 */
remaining: number
/**
 * Until the window ends; 0 where none is open.
 */
resetSeconds: number
}

export const limitsSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:limits/1",
  "title": "Limits",
  "description": "How much the bearer of the token may still ask of this node; a limit of load, not of privacy.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "member",
    "requests",
    "windowSeconds",
    "remaining",
    "resetSeconds"
  ],
  "properties": {
    "member": {
      "type": "string",
      "maxLength": 64,
      "description": "Member or client id."
    },
    "requests": {
      "type": "integer",
      "minimum": 1,
      "description": "In one window."
    },
    "windowSeconds": {
      "type": "integer",
      "minimum": 1
    },
    "remaining": {
      "type": "integer",
      "minimum": 0,
      "description": "In the present window."
    },
    "resetSeconds": {
      "type": "integer",
      "minimum": 0,
      "description": "Until the window ends; 0 where none is open."
    }
  },
  "examples": [
    {
      "member": "protarget-denmark",
      "requests": 600,
      "windowSeconds": 60,
      "remaining": 588,
      "resetSeconds": 41
    }
  ]
} as const
