// Made from schemas/message.schema.json by `npm run generate`; change the schema, not this file.
/**
 * A message in the body of a request or a reply.
 */
export interface Message {
/**
 * Compact JWE (RFC 7516, section 7.1) that holds a compact JWS (RFC 7515, section 7.1); the JWS alone where the reader has no sealing key.
 */
message: string
}

export const messageSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:message/1",
  "title": "Message",
  "description": "A message in the body of a request or a reply.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "message"
  ],
  "properties": {
    "message": {
      "type": "string",
      "minLength": 1,
      "maxLength": 8388608,
      "description": "Compact JWE (RFC 7516, section 7.1) that holds a compact JWS (RFC 7515, section 7.1); the JWS alone where the reader has no sealing key."
    }
  },
  "examples": [
    {
      "message": "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl"
    }
  ]
} as const
