// Made from schemas/approval.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Payload of a committee member's approval (JWS, EdDSA, typ prime-rose-approval+jws). It names the exact bytes it is given for, by hash; the engine verifies it against its pinned keys.
 */
export type Approval = (CutApproval | PinApproval)
/**
 * Name of the committee member.
 */
export type Member = string
export type Jti = string
export type Sha256 = string

/**
 * Opens one data cut, so that its national table may be made.
 */
export interface CutApproval {
schema: "approval/1"
act: "cut.open"
member: Member
/**
 * Seconds since 1970.
 */
iat: number
jti: Jti
cut: string
snapshotSha256: Sha256
/**
 * SHA-256 of the cut's description in canonical JSON (RFC 8785).
 */
descriptionSha256: string
}
/**
 * Agrees to one change of what the engine has pinned.
 */
export interface PinApproval {
schema: "approval/1"
act: "pins.change"
member: Member
/**
 * Seconds since 1970.
 */
iat: number
jti: Jti
/**
 * SHA-256 of the change in canonical JSON (RFC 8785); the change names the serial it starts from.
 */
changeSha256: string
}

export const approvalSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:approval/1",
  "title": "Approval",
  "description": "Payload of a committee member's approval (JWS, EdDSA, typ prime-rose-approval+jws). It names the exact bytes it is given for, by hash; the engine verifies it against its pinned keys.",
  "oneOf": [
    {
      "$ref": "#/$defs/openCut"
    },
    {
      "$ref": "#/$defs/changePins"
    }
  ],
  "$defs": {
    "member": {
      "type": "string",
      "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$",
      "description": "Name of the committee member."
    },
    "sha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "jti": {
      "type": "string",
      "format": "message-id",
      "minLength": 16,
      "maxLength": 64,
      "pattern": "^[A-Za-z0-9_-]+$"
    },
    "openCut": {
      "title": "CutApproval",
      "description": "Opens one data cut, so that its national table may be made.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "schema",
        "act",
        "member",
        "iat",
        "jti",
        "cut",
        "snapshotSha256",
        "descriptionSha256"
      ],
      "properties": {
        "schema": {
          "const": "approval/1"
        },
        "act": {
          "const": "cut.open"
        },
        "member": {
          "$ref": "#/$defs/member"
        },
        "iat": {
          "type": "integer",
          "format": "unix-seconds",
          "minimum": 0,
          "description": "Seconds since 1970."
        },
        "jti": {
          "$ref": "#/$defs/jti"
        },
        "cut": {
          "type": "string",
          "pattern": "^cut-[0-9a-f]{16}$"
        },
        "snapshotSha256": {
          "$ref": "#/$defs/sha256"
        },
        "descriptionSha256": {
          "type": "string",
          "pattern": "^[0-9a-f]{64}$",
          "description": "SHA-256 of the cut's description in canonical JSON (RFC 8785)."
        }
      }
    },
    "changePins": {
      "title": "PinApproval",
      "description": "Agrees to one change of what the engine has pinned.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "schema",
        "act",
        "member",
        "iat",
        "jti",
        "changeSha256"
      ],
      "properties": {
        "schema": {
          "const": "approval/1"
        },
        "act": {
          "const": "pins.change"
        },
        "member": {
          "$ref": "#/$defs/member"
        },
        "iat": {
          "type": "integer",
          "format": "unix-seconds",
          "minimum": 0,
          "description": "Seconds since 1970."
        },
        "jti": {
          "$ref": "#/$defs/jti"
        },
        "changeSha256": {
          "type": "string",
          "pattern": "^[0-9a-f]{64}$",
          "description": "SHA-256 of the change in canonical JSON (RFC 8785); the change names the serial it starts from."
        }
      }
    }
  },
  "examples": [
    {
      "schema": "approval/1",
      "act": "cut.open",
      "member": "anna",
      "iat": 1767225600,
      "jti": "0cc175b9c0f1b6a831c399e269772661",
      "cut": "cut-0123456789abcdef",
      "snapshotSha256": "0123456789abcdef000000000000000000000000000000000000000000000000",
      "descriptionSha256": "0000000000000000000000000000000000000000000000000000000000000000"
    },
    {
      "schema": "approval/1",
      "act": "pins.change",
      "member": "bo",
      "iat": 1767225600,
      "jti": "92eb5ffee6ae2fec3ad71c777531578f",
      "changeSha256": "0000000000000000000000000000000000000000000000000000000000000000"
    }
  ]
} as const
