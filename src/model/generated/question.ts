// Made from schemas/question.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Payload of a discovery question (JWS, EdDSA, typ prime-rose-question+jwt; sealed to its reader as JWE, ECDH-ES with A256GCM, between members of the federation directory).
 */
export interface Question {
type: "question/1"
/**
 * What the message may be used for.
 */
purpose: "discovery"
/**
 * Member id of the asker.
 */
iss: string
/**
 * Member id of the node asked.
 */
aud: string
/**
 * Seconds since 1970.
 */
iat: number
exp: number
jti: string
cohort: CohortDefinition
}
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

export const questionSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:question/1",
  "title": "Question",
  "description": "Payload of a discovery question (JWS, EdDSA, typ prime-rose-question+jwt; sealed to its reader as JWE, ECDH-ES with A256GCM, between members of the federation directory).",
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
    "cohort"
  ],
  "properties": {
    "type": {
      "const": "question/1"
    },
    "purpose": {
      "const": "discovery",
      "description": "What the message may be used for."
    },
    "iss": {
      "type": "string",
      "maxLength": 64,
      "description": "Member id of the asker."
    },
    "aud": {
      "type": "string",
      "maxLength": 64,
      "description": "Member id of the node asked."
    },
    "iat": {
      "type": "integer",
      "minimum": 0,
      "description": "Seconds since 1970."
    },
    "exp": {
      "type": "integer",
      "minimum": 0
    },
    "jti": {
      "type": "string",
      "minLength": 16,
      "maxLength": 64,
      "pattern": "^[A-Za-z0-9_-]+$"
    },
    "cohort": {
      "$ref": "urn:prime-rose:cohort-definition/1"
    }
  },
  "examples": [
    {
      "type": "question/1",
      "purpose": "discovery",
      "iss": "protarget-denmark",
      "aud": "impress-norway",
      "iat": 1767225600,
      "exp": 1767225660,
      "jti": "b1946ac92492d2347c6235b4d2611184",
      "cohort": {
        "schema": "cohort-definition/1",
        "tumour": [
          "COADREAD"
        ],
        "alteration": [
          "V:HGNC:6407:p.Gly12Cys"
        ],
        "drugs": "sotorasib"
      }
    }
  ]
} as const
