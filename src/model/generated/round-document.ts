// Made from schemas/round-document.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Payload of a message that brings one document of a pooled round (JWS, EdDSA, typ prime-rose-round-document+jwt, sealed). What counts is the signature inside the document; the message says who brought it.
 */
export interface RoundDocumentMessage {
type: "round-document/1"
purpose: "pooled-round"
iss: string
aud: string
/**
 * Seconds since 1970.
 */
iat: number
exp: number
jti: string
round: string
kind: ("call" | "offer" | "manifest" | "state" | "contribution" | "receipt" | "held" | "set" | "sums" | "passed" | "table" | "ended" | "deletion")
/**
 * The signed document.
 */
text: string
}

export const roundDocumentSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:round-document/1",
  "title": "RoundDocumentMessage",
  "description": "Payload of a message that brings one document of a pooled round (JWS, EdDSA, typ prime-rose-round-document+jwt, sealed). What counts is the signature inside the document; the message says who brought it.",
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
    "round",
    "kind",
    "text"
  ],
  "properties": {
    "type": {
      "const": "round-document/1"
    },
    "purpose": {
      "const": "pooled-round"
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
    "round": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "kind": {
      "enum": [
        "call",
        "offer",
        "manifest",
        "state",
        "contribution",
        "receipt",
        "held",
        "set",
        "sums",
        "passed",
        "table",
        "ended",
        "deletion"
      ]
    },
    "text": {
      "type": "string",
      "minLength": 1,
      "maxLength": 4500000,
      "description": "The signed document."
    }
  },
  "examples": [
    {
      "type": "round-document/1",
      "purpose": "pooled-round",
      "iss": "prime-rose-hub",
      "aud": "impress-norway",
      "iat": 1789000000,
      "exp": 1789000060,
      "jti": "b1946ac92492d2347c6235b4d2611184",
      "round": "2026-q3",
      "kind": "manifest",
      "text": "eyJhbGciOiJFZERTQSJ9.e30.c2ln"
    }
  ]
} as const
