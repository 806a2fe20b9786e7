// Made from schemas/cohort-definition.schema.json by `npm run generate`; change the schema, not this file.
/**
 * A cohort as a question names it: tumour x alteration x drug, in canonical codes. A part that is null is not restricted.
 */
export interface CohortDefinition {
schema: "cohort-definition/1"
/**
 * OncoTree codes or PAN, sorted.
 */
tumour: ([string, ...(string)[]] | null)
/**
 * Canonical alterations (key v1), any of, sorted by ASCII.
 */
alteration: ([string, ...(string)[]] | null)
/**
 * INNs joined by +, sorted.
 */
drugs: (string | null)
}

export const cohortDefinitionSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:cohort-definition/1",
  "title": "CohortDefinition",
  "description": "A cohort as a question names it: tumour x alteration x drug, in canonical codes. A part that is null is not restricted.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "tumour",
    "alteration",
    "drugs"
  ],
  "properties": {
    "schema": {
      "const": "cohort-definition/1"
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
            "pattern": "^[A-Z][A-Z0-9_]{0,31}$"
          }
        },
        {
          "type": "null"
        }
      ],
      "description": "OncoTree codes or PAN, sorted."
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
      "description": "Canonical alterations (key v1), any of, sorted by ASCII."
    },
    "drugs": {
      "anyOf": [
        {
          "type": "string",
          "pattern": "^[a-z0-9-]{1,60}(\\+[a-z0-9-]{1,60}){0,7}$"
        },
        {
          "type": "null"
        }
      ],
      "description": "INNs joined by +, sorted."
    }
  },
  "examples": [
    {
      "schema": "cohort-definition/1",
      "tumour": [
        "COADREAD"
      ],
      "alteration": [
        "V:HGNC:6407:p.Gly12Cys"
      ],
      "drugs": "sotorasib"
    },
    {
      "schema": "cohort-definition/1",
      "tumour": null,
      "alteration": null,
      "drugs": "nivolumab"
    }
  ]
} as const
