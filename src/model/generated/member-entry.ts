// Made from schemas/member-entry.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What a node hands to the federation officers so that it is entered in the directory, or gets new keys there. Payload of a JWS in general JSON serialization (typ prime-rose-entry+jws) signed with every signing key in it, so that nobody enters a key that he does not hold.
 */
export interface MemberEntry {
schema: "member-entry/1"
federation: string
member: DirectoryMember
}
export interface DirectoryMember {
id: string
/**
 * ISO 3166-1 alpha-2. A country counts once however many members it has.
 */
country: string
/**
 * The trial whose patients the node holds; null where it holds none.
 */
trial: (DirectoryTrial | null)
/**
 * node: holds a trial, answers and contributes; hub: asks; coordinator: proposes rounds. Combiners are listed on their own.
 */
roles: ("node" | "hub" | "coordinator")[]
/**
 * One to four: two while one replaces the other.
 */
signingKeys: DirectorySigningKey[]
/**
 * One to four: two while one replaces the other.
 */
sealingKeys: DirectorySealingKey[]
/**
 * Keys of its engine, which signs contributions to rounds: at most four, none where it holds no trial.
 */
engineKeys?: DirectoryEngineKey[]
endpoints: DirectoryEndpoints
/**
 * Message types and versions that it speaks.
 */
protocols: string[]
}
export interface DirectoryTrial {
id: string
/**
 * How the trial reads its primary endpoint, as cohort definitions name it.
 */
endpointCode: ("control-w16-visit" | "benefit-16w-confirmed" | "control-16w-response-8w")
}
export interface DirectorySigningKey {
/**
 * Thumbprint of the key (RFC 7638).
 */
kid: string
kty: "OKP"
crv: "Ed25519"
x: string
/**
 * RFC 3339, whole seconds, UTC.
 */
validFrom: string
/**
 * RFC 3339, whole seconds, UTC.
 */
validUntil?: string
}
export interface DirectorySealingKey {
/**
 * Thumbprint of the key (RFC 7638).
 */
kid: string
kty: "OKP"
crv: "X25519"
x: string
/**
 * RFC 3339, whole seconds, UTC.
 */
validFrom: string
/**
 * RFC 3339, whole seconds, UTC.
 */
validUntil?: string
}
export interface DirectoryEngineKey {
/**
 * Thumbprint of the key (RFC 7638).
 */
kid: string
kty: "OKP"
crv: "Ed25519"
x: string
/**
 * RFC 3339, whole seconds, UTC.
 */
validFrom: string
/**
 * RFC 3339, whole seconds, UTC.
 */
validUntil?: string
}
/**
 * Where the member is reached, by transport; none where it only asks.
 */
export interface DirectoryEndpoints {
/**
 * Address of its gateway.
 */
direct?: string
/**
 * The relay that it polls; its mailbox there is its member id.
 */
relay?: {
url: string
}
/**
 * It exchanges files only; a courier carries them to and from the mailbox of this relay.
 */
file?: {
courier: string
}
}

export const memberEntrySchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:member-entry/1",
  "title": "MemberEntry",
  "description": "What a node hands to the federation officers so that it is entered in the directory, or gets new keys there. Payload of a JWS in general JSON serialization (typ prime-rose-entry+jws) signed with every signing key in it, so that nobody enters a key that he does not hold.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "federation",
    "member"
  ],
  "properties": {
    "schema": {
      "const": "member-entry/1"
    },
    "federation": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "member": {
      "$ref": "urn:prime-rose:directory/1#/$defs/member"
    }
  },
  "examples": [
    {
      "schema": "member-entry/1",
      "federation": "prime-rose",
      "member": {
        "id": "impress-norway",
        "country": "NO",
        "trial": {
          "id": "impress-norway",
          "endpointCode": "control-w16-visit"
        },
        "roles": [
          "node",
          "hub"
        ],
        "signingKeys": [
          {
            "kid": "uY9fWYe-JuIbLBxZSfka6owtzWVSwqc-kKRUUpHtp5c",
            "kty": "OKP",
            "crv": "Ed25519",
            "x": "LgkQzQ_iFr_tpXaC21QEVpO_kZNh1G2K8m1xXF156-U",
            "validFrom": "2026-01-01T00:00:00Z"
          }
        ],
        "sealingKeys": [
          {
            "kid": "giQqigT_IKcuzHl0FVJ3k5ts3_TWNAxvsC08UZsfcM8",
            "kty": "OKP",
            "crv": "X25519",
            "x": "3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08",
            "validFrom": "2026-01-01T00:00:00Z"
          }
        ],
        "endpoints": {
          "direct": "https://rose.example.no"
        },
        "protocols": [
          "question/1",
          "answer/1"
        ]
      }
    }
  ]
} as const
