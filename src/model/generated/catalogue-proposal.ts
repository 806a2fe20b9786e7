// Made from schemas/catalogue-proposal.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What a member proposes for the next catalogue: a cohort to be registered, or where one is open. It changes nothing by itself; the version that takes it names it by the SHA-256 of its canonical JSON.
 */
export interface CatalogueProposal {
schema: "catalogue-proposal/1"
member: string
country: string
proposed: string
basedOn: ProposalBase
/**
 * For the officers; no patient data.
 */
reason: string
change: (ProposedCohort | ProposedStatus)
}
/**
 * The catalogue that the member looked at.
 */
export interface ProposalBase {
serial: number
sha256: string
}
export interface ProposedCohort {
kind: "register"
key: string
label: string
endpoint: ("control-w16-visit" | "benefit-16w-confirmed" | "control-16w-response-8w")
design: string
/**
 * In the member's country.
 */
status: ("open" | "paused" | "closed" | "not-open")
}
export interface ProposedStatus {
kind: "status"
/**
 * Given once and never again, also when the key is written anew under later codes.
 */
id: string
status: ("open" | "paused" | "closed" | "not-open")
}

export const catalogueProposalSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:catalogue-proposal/1",
  "title": "CatalogueProposal",
  "description": "What a member proposes for the next catalogue: a cohort to be registered, or where one is open. It changes nothing by itself; the version that takes it names it by the SHA-256 of its canonical JSON.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "member",
    "country",
    "proposed",
    "basedOn",
    "reason",
    "change"
  ],
  "properties": {
    "schema": {
      "const": "catalogue-proposal/1"
    },
    "member": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "country": {
      "type": "string",
      "pattern": "^[A-Z]{2}$"
    },
    "proposed": {
      "$ref": "urn:prime-rose:catalogue/1#/$defs/day"
    },
    "basedOn": {
      "title": "ProposalBase",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "serial",
        "sha256"
      ],
      "properties": {
        "serial": {
          "type": "integer",
          "minimum": 1
        },
        "sha256": {
          "$ref": "urn:prime-rose:catalogue/1#/$defs/sha256"
        }
      },
      "description": "The catalogue that the member looked at."
    },
    "reason": {
      "type": "string",
      "minLength": 1,
      "maxLength": 1000,
      "description": "For the officers; no patient data."
    },
    "change": {
      "anyOf": [
        {
          "title": "ProposedCohort",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "kind",
            "key",
            "label",
            "endpoint",
            "design",
            "status"
          ],
          "properties": {
            "kind": {
              "const": "register"
            },
            "key": {
              "$ref": "urn:prime-rose:catalogue/1#/$defs/cohort/properties/key"
            },
            "label": {
              "$ref": "urn:prime-rose:catalogue/1#/$defs/cohort/properties/label"
            },
            "endpoint": {
              "$ref": "urn:prime-rose:catalogue/1#/$defs/cohort/properties/endpoint"
            },
            "design": {
              "$ref": "urn:prime-rose:catalogue/1#/$defs/id"
            },
            "status": {
              "enum": [
                "open",
                "paused",
                "closed",
                "not-open"
              ],
              "description": "In the member's country."
            }
          }
        },
        {
          "title": "ProposedStatus",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "kind",
            "id",
            "status"
          ],
          "properties": {
            "kind": {
              "const": "status"
            },
            "id": {
              "$ref": "urn:prime-rose:catalogue/1#/$defs/cohort/properties/id"
            },
            "status": {
              "enum": [
                "open",
                "paused",
                "closed",
                "not-open"
              ]
            }
          }
        }
      ]
    }
  },
  "examples": [
    {
      "schema": "catalogue-proposal/1",
      "member": "protarget-denmark",
      "country": "DK",
      "proposed": "2026-02-01",
      "basedOn": {
        "serial": 1,
        "sha256": "0000000000000000000000000000000000000000000000000000000000000000"
      },
      "reason": "Three patients found by the national board within a year.",
      "change": {
        "kind": "register",
        "key": "v1|COADREAD|V:HGNC:6407:p.Gly12Cys|panitumumab+sotorasib",
        "label": "KRAS p.Gly12Cys · Colorectal Adenocarcinoma · panitumumab + sotorasib",
        "endpoint": "control-w16-visit",
        "design": "simon-8-24",
        "status": "open"
      }
    },
    {
      "schema": "catalogue-proposal/1",
      "member": "protarget-denmark",
      "country": "DK",
      "proposed": "2026-02-01",
      "basedOn": {
        "serial": 1,
        "sha256": "0000000000000000000000000000000000000000000000000000000000000000"
      },
      "reason": "The company has stopped delivery.",
      "change": {
        "kind": "status",
        "id": "PR-0001",
        "status": "paused"
      }
    }
  ]
} as const
