// Made from schemas/reading-request.schema.json by `npm run generate`; change the schema, not this file.
/**
 * A discovery question of a program with a bearer token: what does the published table say of this cohort?
 */
export interface ReadingRequest {
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

export const readingRequestSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:reading-request/1",
  "title": "ReadingRequest",
  "description": "A discovery question of a program with a bearer token: what does the published table say of this cohort?",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "cohort"
  ],
  "properties": {
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
