// Made from schemas/pre-approval.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Standing approval of one member's data committee: which pooled rounds its engine contributes to without asking again. Signed together by two committee members; the newest serial holds.
 */
export interface PreApproval {
schema: "pre-approval/1"
member: string
serial: number
/**
 * Cohorts of the catalogue that it covers.
 */
cohorts: ("all" | CohortRange)
looks: {
/**
 * First look: go, stop or wait. A stop at 0 of 8 shows that nobody in the first stage had control.
 */
s1: boolean
/**
 * Second look: all values.
 */
s2: boolean
/**
 * Last look at a closed cohort: all values.
 */
final: boolean
}
/**
 * @minItems 1
 */
kinds: [("scheduled" | "on-demand"), ...(("scheduled" | "on-demand"))[]]
/**
 * @minItems 1
 * @maxItems 20
 */
coordinators: [string]|[string, string]|[string, string, string]|[string, string, string, string]|[string, string, string, string, string]|[string, string, string, string, string, string]|[string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]
/**
 * Combiners that the committee trusts not to collude.
 * 
 * @minItems 2
 * @maxItems 20
 */
combiners: [string, string]|[string, string, string]|[string, string, string, string]|[string, string, string, string, string]|[string, string, string, string, string, string]|[string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string]
policySha256: string
validFrom: string
validTo: string
/**
 * How long a contribution waits for a veto of a committee member; 0 = not at all.
 */
vetoHours: number
}
export interface CohortRange {
/**
 * @minItems 1
 * @maxItems 10000
 */
keys?: [string, ...(string)[]]
/**
 * Exact sets of INNs as in the key.
 * 
 * @minItems 1
 * @maxItems 500
 */
drugs?: [string, ...(string)[]]
}

export const preApprovalSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:pre-approval/1",
  "title": "PreApproval",
  "description": "Standing approval of one member's data committee: which pooled rounds its engine contributes to without asking again. Signed together by two committee members; the newest serial holds.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "member",
    "serial",
    "cohorts",
    "looks",
    "kinds",
    "coordinators",
    "combiners",
    "policySha256",
    "validFrom",
    "validTo",
    "vetoHours"
  ],
  "properties": {
    "schema": {
      "const": "pre-approval/1"
    },
    "member": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "serial": {
      "type": "integer",
      "minimum": 1
    },
    "cohorts": {
      "description": "Cohorts of the catalogue that it covers.",
      "oneOf": [
        {
          "const": "all"
        },
        {
          "title": "CohortRange",
          "type": "object",
          "additionalProperties": false,
          "minProperties": 1,
          "properties": {
            "keys": {
              "type": "array",
              "minItems": 1,
              "maxItems": 10000,
              "items": {
                "type": "string",
                "maxLength": 2000
              }
            },
            "drugs": {
              "type": "array",
              "minItems": 1,
              "maxItems": 500,
              "items": {
                "type": "string",
                "maxLength": 200
              },
              "description": "Exact sets of INNs as in the key."
            }
          }
        }
      ]
    },
    "looks": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "s1",
        "s2",
        "final"
      ],
      "properties": {
        "s1": {
          "type": "boolean",
          "description": "First look: go, stop or wait. A stop at 0 of 8 shows that nobody in the first stage had control."
        },
        "s2": {
          "type": "boolean",
          "description": "Second look: all values."
        },
        "final": {
          "type": "boolean",
          "description": "Last look at a closed cohort: all values."
        }
      }
    },
    "kinds": {
      "type": "array",
      "minItems": 1,
      "uniqueItems": true,
      "items": {
        "enum": [
          "scheduled",
          "on-demand"
        ]
      }
    },
    "coordinators": {
      "type": "array",
      "minItems": 1,
      "maxItems": 20,
      "items": {
        "type": "string",
        "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
      }
    },
    "combiners": {
      "type": "array",
      "minItems": 2,
      "maxItems": 20,
      "items": {
        "type": "string",
        "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
      },
      "description": "Combiners that the committee trusts not to collude."
    },
    "policySha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "validFrom": {
      "type": "string",
      "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    },
    "validTo": {
      "type": "string",
      "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    },
    "vetoHours": {
      "type": "integer",
      "minimum": 0,
      "maximum": 2160,
      "description": "How long a contribution waits for a veto of a committee member; 0 = not at all."
    }
  },
  "examples": [
    {
      "schema": "pre-approval/1",
      "member": "impress-norway",
      "serial": 1,
      "cohorts": "all",
      "looks": {
        "s1": true,
        "s2": true,
        "final": true
      },
      "kinds": [
        "scheduled",
        "on-demand"
      ],
      "coordinators": [
        "prime-rose-hub"
      ],
      "combiners": [
        "finprove-finland",
        "drup-netherlands"
      ],
      "policySha256": "0000000000000000000000000000000000000000000000000000000000000004",
      "validFrom": "2026-01-01",
      "validTo": "2027-12-31",
      "vetoHours": 0
    }
  ]
} as const
