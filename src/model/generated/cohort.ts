// Made from schemas/cohort.schema.json by `npm run generate`; change the schema, not this file.
/**
 * A cohort: tumour x alteration x drug, in canonical codes, and the endpoint that efficacy is counted by. A part that is null is not restricted; every part is written, so that none is open by oversight.
 */
export interface CohortDefinition {
schema: "cohort/1"
/**
 * named: the cohort that trials enrol into under exactly these three parts, its key v1, and nothing wider. within: every treatment whose tumour, findings and drugs lie at or below what the parts say, whatever cohort it belongs to.
 */
match: ("named" | "within")
/**
 * OncoTree codes, any of, sorted; or PAN alone. Within: CODE is the node itself, CODE+ the node and everything below it.
 */
tumour: ([string, ...(string)[]] | null)
/**
 * Canonical alterations, any of, sorted by ASCII. The letter is the level: V variant, C codon, X exon, G class or gene, E expression, F fusion, P profile.
 */
alteration: ([string, ...(string)[]] | null)
/**
 * INNs joined by +, sorted: exactly these and no other. Within also INN+ (these, alone or with others) or an ATC class such as L01FF (a substance of the class, alone or with others).
 */
drugs: (string | null)
/**
 * How the primary endpoint is read; null where the question is not about efficacy. control-w16-visit: CR, PR or SD at the week-16 visit, unconfirmed. benefit-16w-confirmed: confirmed CR or PR, or SD for 16 weeks or more. control-16w-response-8w: CR or PR that lasts 8 weeks, or SD for 16 weeks or more.
 */
endpoint: ("control-w16-visit" | "benefit-16w-confirmed" | "control-16w-response-8w" | null)
}

export const cohortSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:cohort/1",
  "title": "CohortDefinition",
  "description": "A cohort: tumour x alteration x drug, in canonical codes, and the endpoint that efficacy is counted by. A part that is null is not restricted; every part is written, so that none is open by oversight.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "match",
    "tumour",
    "alteration",
    "drugs",
    "endpoint"
  ],
  "properties": {
    "schema": {
      "const": "cohort/1"
    },
    "match": {
      "enum": [
        "named",
        "within"
      ],
      "description": "named: the cohort that trials enrol into under exactly these three parts, its key v1, and nothing wider. within: every treatment whose tumour, findings and drugs lie at or below what the parts say, whatever cohort it belongs to."
    },
    "tumour": {
      "anyOf": [
        {
          "type": "array",
          "minItems": 1,
          "maxItems": 64,
          "uniqueItems": true,
          "items": {
            "type": "string",
            "pattern": "^[A-Z][A-Z0-9_]{0,31}\\+?$"
          }
        },
        {
          "type": "null"
        }
      ],
      "description": "OncoTree codes, any of, sorted; or PAN alone. Within: CODE is the node itself, CODE+ the node and everything below it."
    },
    "alteration": {
      "anyOf": [
        {
          "type": "array",
          "minItems": 1,
          "maxItems": 64,
          "uniqueItems": true,
          "items": {
            "type": "string",
            "pattern": "^[VCXGEFP]:[A-Za-z0-9_:.!~@*-]{1,120}$"
          }
        },
        {
          "type": "null"
        }
      ],
      "description": "Canonical alterations, any of, sorted by ASCII. The letter is the level: V variant, C codon, X exon, G class or gene, E expression, F fusion, P profile."
    },
    "drugs": {
      "anyOf": [
        {
          "type": "string",
          "pattern": "^[a-z0-9-]{1,60}(\\+[a-z0-9-]{1,60}){0,7}\\+?$"
        },
        {
          "type": "string",
          "pattern": "^[A-Z][0-9]{2}(?:[A-Z]{1,2})?$"
        },
        {
          "type": "null"
        }
      ],
      "description": "INNs joined by +, sorted: exactly these and no other. Within also INN+ (these, alone or with others) or an ATC class such as L01FF (a substance of the class, alone or with others)."
    },
    "endpoint": {
      "enum": [
        "control-w16-visit",
        "benefit-16w-confirmed",
        "control-16w-response-8w",
        null
      ],
      "description": "How the primary endpoint is read; null where the question is not about efficacy. control-w16-visit: CR, PR or SD at the week-16 visit, unconfirmed. benefit-16w-confirmed: confirmed CR or PR, or SD for 16 weeks or more. control-16w-response-8w: CR or PR that lasts 8 weeks, or SD for 16 weeks or more."
    }
  },
  "if": {
    "properties": {
      "match": {
        "const": "named"
      }
    }
  },
  "then": {
    "properties": {
      "tumour": {
        "type": "array",
        "items": {
          "type": "string",
          "pattern": "^[A-Z][A-Z0-9_]{0,31}$"
        }
      },
      "alteration": {
        "type": "array"
      },
      "drugs": {
        "type": "string",
        "pattern": "^[a-z0-9-]{1,60}(\\+[a-z0-9-]{1,60}){0,7}$"
      }
    }
  },
  "examples": [
    {
      "schema": "cohort/1",
      "match": "named",
      "tumour": [
        "COADREAD"
      ],
      "alteration": [
        "V:HGNC:6407:p.Gly12Cys"
      ],
      "drugs": "sotorasib",
      "endpoint": "control-w16-visit"
    },
    {
      "schema": "cohort/1",
      "match": "within",
      "tumour": [
        "BOWEL+",
        "PANCREAS"
      ],
      "alteration": [
        "G:HGNC:6407:mut"
      ],
      "drugs": "sotorasib+",
      "endpoint": null
    },
    {
      "schema": "cohort/1",
      "match": "within",
      "tumour": null,
      "alteration": null,
      "drugs": "L01FF",
      "endpoint": null
    }
  ]
} as const
