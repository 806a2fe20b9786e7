// Made from schemas/audit-head.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What the whole audit of a node held at a moment, in 32 bytes (JWS of the node, typ prime-rose-audit-head+jws). Whoever keeps it can tell later whether the audit was shortened or written anew.
 */
export interface AuditHead {
schema: "audit-head/1"
member: string
trialId: string
/**
 * Number of events.
 */
size: number
/**
 * Root of the Merkle tree over the events' hashes, RFC 6962 section 2.1, hex.
 */
rootHash: string
/**
 * RFC 3339, UTC.
 */
at: string
}

export const auditHeadSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:audit-head/1",
  "title": "AuditHead",
  "description": "What the whole audit of a node held at a moment, in 32 bytes (JWS of the node, typ prime-rose-audit-head+jws). Whoever keeps it can tell later whether the audit was shortened or written anew.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "member",
    "trialId",
    "size",
    "rootHash",
    "at"
  ],
  "properties": {
    "schema": {
      "const": "audit-head/1"
    },
    "member": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "trialId": {
      "type": "string",
      "minLength": 1,
      "maxLength": 64
    },
    "size": {
      "type": "integer",
      "minimum": 0,
      "description": "Number of events."
    },
    "rootHash": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$",
      "description": "Root of the Merkle tree over the events' hashes, RFC 6962 section 2.1, hex."
    },
    "at": {
      "type": "string",
      "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,12}Z$",
      "description": "RFC 3339, UTC."
    }
  },
  "examples": [
    {
      "schema": "audit-head/1",
      "member": "impress-norway",
      "trialId": "impress-norway",
      "size": 12,
      "rootHash": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "at": "2026-01-01T00:00:00.000Z"
    }
  ]
} as const
