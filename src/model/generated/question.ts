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
/**
 * Patients with a treatment in the cohort (where absent), or screened patients with its tumour and gene (drugs left open).
 */
denominator?: ("treated" | "screened")
}
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
    "cohort": {
      "$ref": "urn:prime-rose:cohort/1"
    },
    "denominator": {
      "enum": [
        "treated",
        "screened"
      ],
      "description": "Patients with a treatment in the cohort (where absent), or screened patients with its tumour and gene (drugs left open)."
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
        "schema": "cohort/1",
        "match": "named",
        "tumour": [
          "COADREAD"
        ],
        "alteration": [
          "V:HGNC:6407:p.Gly12Cys"
        ],
        "drugs": "sotorasib",
        "endpoint": null
      }
    }
  ]
} as const
