// Made from schemas/message.schema.json by `npm run generate`; change the schema, not this file.
/**
 * A signed message in the body of a request or a reply.
 */
export interface Message {
/**
 * Compact JWS (RFC 7515, section 7.1).
 */
message: string
}

export const messageSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:message/1",
  "title": "Message",
  "description": "A signed message in the body of a request or a reply.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "message"
  ],
  "properties": {
    "message": {
      "type": "string",
      "minLength": 1,
      "maxLength": 49152,
      "description": "Compact JWS (RFC 7515, section 7.1)."
    }
  },
  "examples": [
    {
      "message": "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl"
    }
  ]
} as const
