// Made from schemas/token-error.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Refusal of the token endpoint (RFC 6749 section 5.2); it does not say whether the client exists.
 */
export interface TokenError {
error: ("invalid_request" | "invalid_client" | "invalid_scope" | "unsupported_grant_type" | "temporarily_unavailable")
error_description?: string
}

export const tokenErrorSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:token-error/1",
  "title": "TokenError",
  "description": "Refusal of the token endpoint (RFC 6749 section 5.2); it does not say whether the client exists.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "error"
  ],
  "properties": {
    "error": {
      "enum": [
        "invalid_request",
        "invalid_client",
        "invalid_scope",
        "unsupported_grant_type",
        "temporarily_unavailable"
      ]
    },
    "error_description": {
      "type": "string",
      "maxLength": 200
    }
  },
  "examples": [
    {
      "error": "invalid_client"
    }
  ]
} as const
