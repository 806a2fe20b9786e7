// Made from schemas/round-contribution.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Header of one member's contribution, signed by its engine: under what it was made, and which sealed share belongs to which combiner. It holds no count.
 */
export interface RoundContribution {
schema: "round-contribution/1"
round: string
manifestSha256: string
layoutSha256: string
policySha256: string
catalogueSha256: string
member: string
country: string
/**
 * Cut-off date of the data cut.
 */
cutoff: string
versions: ContributionVersions
/**
 * Standing pre-approval of the member's committee.
 */
preApprovalSha256: string
/**
 * In the order of the combiners.
 * 
 * @minItems 2
 * @maxItems 3
 */
shares: [SealedShareName, SealedShareName]|[SealedShareName, SealedShareName, SealedShareName]
}
export interface ContributionVersions {
derivation: string
normaliser: string
oncotree: string
}
export interface SealedShareName {
combiner: string
/**
 * Of the sealed share's text.
 */
sha256: string
}

export const roundContributionSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:round-contribution/1",
  "title": "RoundContribution",
  "description": "Header of one member's contribution, signed by its engine: under what it was made, and which sealed share belongs to which combiner. It holds no count.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "round",
    "manifestSha256",
    "layoutSha256",
    "policySha256",
    "catalogueSha256",
    "member",
    "country",
    "cutoff",
    "versions",
    "preApprovalSha256",
    "shares"
  ],
  "properties": {
    "schema": {
      "const": "round-contribution/1"
    },
    "round": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "manifestSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "layoutSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "policySha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "catalogueSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "member": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "country": {
      "type": "string",
      "pattern": "^[A-Z]{2}$"
    },
    "cutoff": {
      "type": "string",
      "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
      "description": "Cut-off date of the data cut."
    },
    "versions": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "derivation",
        "normaliser",
        "oncotree"
      ],
      "properties": {
        "derivation": {
          "type": "string",
          "minLength": 1,
          "maxLength": 64
        },
        "normaliser": {
          "type": "string",
          "minLength": 1,
          "maxLength": 64
        },
        "oncotree": {
          "type": "string",
          "minLength": 1,
          "maxLength": 64
        }
      },
      "title": "ContributionVersions"
    },
    "preApprovalSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$",
      "description": "Standing pre-approval of the member's committee."
    },
    "shares": {
      "type": "array",
      "minItems": 2,
      "maxItems": 3,
      "items": {
        "title": "SealedShareName",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "combiner",
          "sha256"
        ],
        "properties": {
          "combiner": {
            "type": "string",
            "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
          },
          "sha256": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "Of the sealed share's text."
          }
        }
      },
      "description": "In the order of the combiners."
    }
  },
  "examples": [
    {
      "schema": "round-contribution/1",
      "round": "2026-q3",
      "manifestSha256": "0000000000000000000000000000000000000000000000000000000000000001",
      "layoutSha256": "0000000000000000000000000000000000000000000000000000000000000003",
      "policySha256": "0000000000000000000000000000000000000000000000000000000000000004",
      "catalogueSha256": "0000000000000000000000000000000000000000000000000000000000000005",
      "member": "impress-norway",
      "country": "NO",
      "cutoff": "2026-09-30",
      "versions": {
        "derivation": "w16/1",
        "normaliser": "1",
        "oncotree": "2025-10-03"
      },
      "preApprovalSha256": "0000000000000000000000000000000000000000000000000000000000000007",
      "shares": [
        {
          "combiner": "finprove-finland",
          "sha256": "0000000000000000000000000000000000000000000000000000000000000008"
        },
        {
          "combiner": "drup-netherlands",
          "sha256": "0000000000000000000000000000000000000000000000000000000000000009"
        }
      ]
    }
  ]
} as const
