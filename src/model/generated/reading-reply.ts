// Made from schemas/reading-reply.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What the published table says: the same reading that a sealed question gets.
 */
export interface ReadingReply {
reading: Reading
}
export interface Reading {
cohort: CohortDefinition
country: string
trialId: string
/**
 * Patients with a treatment in the cohort, or screened patients with its tumour and alteration; each counted once.
 */
denominator: ("treated" | "screened")
cut: {
id: string
cutoff: string
}
/**
 * SHA-256 of the published table.
 */
table: string
policy: {
version: string
k: number
}
versions: {
derivation: string
normaliser: string
oncotree: string
}
/**
 * value: the number of the published cell that is this cohort, or, where all cells are of one cut, of published cells that are its parts; masked: it is a cell of the table, which is not shown; range: it is no cell. The bounds are what published cells imply by inclusion, and no more than that.
 */
result: ({
status: "value"
count: number
} | {
status: "range"
/**
 * Largest part of it that is published.
 */
from: number
/**
 * Least published cell that holds it; null where none is.
 */
to: (number | null)
} | {
status: "masked"
from: number
to: (number | null)
})
/**
 * Whether all cells of the table show the patients of its data cut. Where they may not, numbers do not add up, and a range may be off by as many as a cell lags behind.
 */
cells: ("one-cut" | "mixed-cuts")
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

export const readingReplySchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:reading-reply/1",
  "title": "ReadingReply",
  "description": "What the published table says: the same reading that a sealed question gets.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "reading"
  ],
  "properties": {
    "reading": {
      "$ref": "urn:prime-rose:answer/1#/$defs/reading"
    }
  },
  "examples": [
    {
      "reading": {
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
        "country": "NO",
        "trialId": "impress-norway",
        "denominator": "treated",
        "cut": {
          "id": "cut-0123456789abcdef",
          "cutoff": "2023-10-01"
        },
        "table": "0000000000000000000000000000000000000000000000000000000000000000",
        "policy": {
          "version": "1",
          "k": 5
        },
        "versions": {
          "derivation": "w16/1",
          "normaliser": "1",
          "oncotree": "2025-10-03"
        },
        "result": {
          "status": "masked",
          "from": 0,
          "to": 22
        },
        "cells": "one-cut"
      }
    }
  ]
} as const
