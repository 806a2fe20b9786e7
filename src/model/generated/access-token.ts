// Made from schemas/access-token.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Reply of the token endpoint (RFC 6749 section 5.1).
 */
export interface AccessToken {
access_token: string
token_type: "bearer"
/**
 * Seconds.
 */
expires_in: number
scope: string
}

export const accessTokenSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:access-token/1",
  "title": "AccessToken",
  "description": "Reply of the token endpoint (RFC 6749 section 5.1).",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "access_token",
    "token_type",
    "expires_in",
    "scope"
  ],
  "properties": {
    "access_token": {
      "type": "string",
      "maxLength": 2048
    },
    "token_type": {
      "const": "bearer"
    },
    "expires_in": {
      "type": "integer",
      "minimum": 1,
      "maximum": 300,
      "description": "Seconds."
    },
    "scope": {
      "type": "string"
    }
  },
  "examples": [
    {
      "access_token": "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl",
      "token_type": "bearer",
      "expires_in": 300,
      "scope": "discovery.read"
    }
  ]
} as const
