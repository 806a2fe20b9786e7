// Made from schemas/answer.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Payload of a discovery answer (JWS, EdDSA, typ prime-rose-answer+jwt; sealed to its reader as JWE, ECDH-ES with A256GCM, between members of the federation directory). `reading` is post-processing of the published table alone: same table and cohort, same reading.
 */
export interface Answer {
type: "answer/1"
/**
 * What the message may be used for.
 */
purpose: "discovery"
iss: string
aud: string
iat: number
exp: number
jti: string
/**
 * jti of the question answered.
 */
question: string
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

export const answerSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:answer/1",
  "title": "Answer",
  "description": "Payload of a discovery answer (JWS, EdDSA, typ prime-rose-answer+jwt; sealed to its reader as JWE, ECDH-ES with A256GCM, between members of the federation directory). `reading` is post-processing of the published table alone: same table and cohort, same reading.",
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
    "question",
    "reading"
  ],
  "properties": {
    "type": {
      "const": "answer/1"
    },
    "purpose": {
      "const": "discovery",
      "description": "What the message may be used for."
    },
    "iss": {
      "type": "string",
      "maxLength": 64
    },
    "aud": {
      "type": "string",
      "maxLength": 64
    },
    "iat": {
      "type": "integer",
      "format": "unix-seconds",
      "minimum": 0
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
    "question": {
      "type": "string",
      "format": "message-id",
      "maxLength": 64,
      "description": "jti of the question answered."
    },
    "reading": {
      "$ref": "#/$defs/reading"
    }
  },
  "$defs": {
    "reading": {
      "title": "Reading",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "cohort",
        "country",
        "trialId",
        "denominator",
        "cut",
        "table",
        "policy",
        "versions",
        "result",
        "cells"
      ],
      "properties": {
        "cohort": {
          "$ref": "urn:prime-rose:cohort/1"
        },
        "country": {
          "type": "string",
          "pattern": "^[A-Z]{2}$"
        },
        "trialId": {
          "type": "string",
          "maxLength": 64
        },
        "denominator": {
          "enum": [
            "treated",
            "screened"
          ],
          "description": "Patients with a treatment in the cohort, or screened patients with its tumour and alteration; each counted once."
        },
        "cut": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "id",
            "cutoff"
          ],
          "properties": {
            "id": {
              "type": "string",
              "pattern": "^cut-[0-9a-f]{16}$"
            },
            "cutoff": {
              "type": "string",
              "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
            }
          }
        },
        "table": {
          "type": "string",
          "pattern": "^[0-9a-f]{64}$",
          "description": "SHA-256 of the published table."
        },
        "policy": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "version",
            "k"
          ],
          "properties": {
            "version": {
              "type": "string"
            },
            "k": {
              "type": "integer"
            }
          }
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
              "type": "string"
            },
            "normaliser": {
              "type": "string"
            },
            "oncotree": {
              "type": "string"
            }
          }
        },
        "result": {
          "anyOf": [
            {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "status",
                "count"
              ],
              "properties": {
                "status": {
                  "const": "value"
                },
                "count": {
                  "type": "integer",
                  "minimum": 5
                }
              }
            },
            {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "status",
                "from",
                "to"
              ],
              "properties": {
                "status": {
                  "const": "range"
                },
                "from": {
                  "type": "integer",
                  "minimum": 0,
                  "description": "Largest part of it that is published."
                },
                "to": {
                  "type": [
                    "integer",
                    "null"
                  ],
                  "minimum": 0,
                  "description": "Least published cell that holds it; null where none is."
                }
              }
            },
            {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "status",
                "from",
                "to"
              ],
              "properties": {
                "status": {
                  "const": "masked"
                },
                "from": {
                  "type": "integer",
                  "minimum": 0
                },
                "to": {
                  "type": [
                    "integer",
                    "null"
                  ],
                  "minimum": 0
                }
              }
            }
          ],
          "description": "value: the number of the published cell that is this cohort, or, where all cells are of one cut, of published cells that are its parts; masked: it is a cell of the table, which is not shown; range: it is no cell. The bounds are what published cells imply by inclusion, and no more than that."
        },
        "cells": {
          "enum": [
            "one-cut",
            "mixed-cuts"
          ],
          "description": "Whether all cells of the table show the patients of its data cut. Where they may not, numbers do not add up, and a range may be off by as many as a cell lags behind."
        }
      }
    }
  },
  "examples": [
    {
      "type": "answer/1",
      "purpose": "discovery",
      "iss": "impress-norway",
      "aud": "protarget-denmark",
      "iat": 1767225600,
      "exp": 1767225660,
      "jti": "c81e728d9d4c2f636f067f89cc14862c",
      "question": "b1946ac92492d2347c6235b4d2611184",
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
