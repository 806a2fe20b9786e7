// Made from schemas/network-question.schema.json by `npm run generate`; change the schema, not this file.
/**
 * A discovery question of a program with a bearer token to all nodes of the federation directory, in the name of this node.
 */
export interface NetworkQuestion {
cohort: CohortDefinition
/**
 * Patients with a treatment in the cohort (where absent), or screened patients with its tumour and gene (drugs left open).
 */
denominator?: ("treated" | "screened")
/**
 * How long members may take, from now; where absent a minute, or a week where files are carried by hand. At most 24 days.
 */
deadlineSeconds?: number
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

export const networkQuestionSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:network-question/1",
  "title": "NetworkQuestion",
  "description": "A discovery question of a program with a bearer token to all nodes of the federation directory, in the name of this node.",
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
    },
    "deadlineSeconds": {
      "type": "integer",
      "minimum": 1,
      "maximum": 2073600,
      "description": "How long members may take, from now; where absent a minute, or a week where files are carried by hand. At most 24 days."
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
      },
      "deadlineSeconds": 3600
    }
  ]
} as const
