// Made from schemas/pong.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Payload of the answer to a ping (JWS, EdDSA, typ prime-rose-pong+jwt, sealed).
 */
export interface Pong {
type: "pong/1"
purpose: "contact"
iss: string
aud: string
/**
 * Seconds since 1970.
 */
iat: number
exp: number
jti: string
/**
 * jti of the ping.
 */
ping: string
/**
 * Message types and versions that the sender speaks.
 * 
 * @maxItems 64
 */
protocols: string[]
version: string
}

export const pongSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:pong/1",
  "title": "Pong",
  "description": "Payload of the answer to a ping (JWS, EdDSA, typ prime-rose-pong+jwt, sealed).",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "type",
    "purpose",
    "iss",
    "aud",
    "iat",
    "exp",
    "jti",
    "ping",
    "protocols",
    "version"
  ],
  "properties": {
    "type": {
      "const": "pong/1"
    },
    "purpose": {
      "const": "contact"
    },
    "iss": {
      "type": "string",
      "maxLength": 64
    },
    "aud": {
      "type": "string",
      "maxLength": 64
    },
    "iat": {
      "type": "integer",
      "format": "unix-seconds",
      "minimum": 0,
      "description": "Seconds since 1970."
    },
    "exp": {
      "type": "integer",
      "format": "unix-seconds",
      "minimum": 0
    },
    "jti": {
      "type": "string",
      "format": "message-id",
      "minLength": 16,
      "maxLength": 64,
      "pattern": "^[A-Za-z0-9_-]+$"
    },
    "ping": {
      "type": "string",
      "format": "message-id",
      "maxLength": 64,
      "description": "jti of the ping."
    },
    "protocols": {
      "type": "array",
      "maxItems": 64,
      "items": {
        "type": "string",
        "maxLength": 64
      },
      "description": "Message types and versions that the sender speaks."
    },
    "version": {
      "type": "string",
      "maxLength": 64
    }
  },
  "examples": [
    {
      "type": "pong/1",
      "purpose": "contact",
      "iss": "protarget-denmark",
      "aud": "impress-norway",
      "iat": 1767225600,
      "exp": 1767225660,
      "jti": "b1946ac92492d2347c6235b4d2611184",
      "ping": "b1946ac92492d2347c6235b4d2611184",
      "protocols": [
        "question/1"
      ],
      "version": "0.1.0"
    }
  ]
} as const
