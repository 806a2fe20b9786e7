// Made from schemas/network-answer.schema.json by `npm run generate`; change the schema, not this file.
export type MemberAnswer = ({
member: string
country: string
/**
 * True where another member of the same country was asked too: their patients may be the same.
 */
sharesCountry: boolean
/**
 * Since when it is so, RFC 3339.
 */
at: string
state: "answered"
reading: Reading
/**
 * The member's answer as it signed it (answer/1, compact JWS), without its seal.
 */
proof: string
} | {
member: string
country: string
/**
 * True where another member of the same country was asked too: their patients may be the same.
 */
sharesCountry: boolean
/**
 * Since when it is so, RFC 3339.
 */
at: string
state: "refused"
code: string
} | {
member: string
country: string
/**
 * True where another member of the same country was asked too: their patients may be the same.
 */
sharesCountry: boolean
/**
 * Since when it is so, RFC 3339.
 */
at: string
state: "invalid"
why: string
} | {
member: string
country: string
/**
 * True where another member of the same country was asked too: their patients may be the same.
 */
sharesCountry: boolean
/**
 * Since when it is so, RFC 3339.
 */
at: string
state: ("unreachable" | "expired" | "wrong-version")
} | {
member: string
country: string
/**
 * True where another member of the same country was asked too: their patients may be the same.
 */
sharesCountry: boolean
/**
 * Since when it is so, RFC 3339.
 */
at: string
state: ("waiting" | "claimed" | "needs-human")
})

/**
 * What the members of a network said of one cohort: a row each, in the order of the directory or file, and the pooled range of those that answered. While the question is open the rows still change; once it has ended the document is signed by who asked (JWS, EdDSA, typ prime-rose-network-answer+jws), and holds with each answer the signature of the member that gave it, so that `rose verify` can check it years later.
 */
export interface NetworkAnswer {
schema: "network-answer/2"
/**
 * Id of the question, given by who asked.
 */
question: string
/**
 * complete: every member answered or its time is over.
 */
state: ("open" | "complete" | "cancelled")
askedBy: string
askedAt: string
/**
 * Until when members may answer, RFC 3339.
 */
deadline: string
/**
 * When it ended; null while it is open.
 */
closedAt: (string | null)
cohort: CohortDefinition
denominator: ("treated" | "screened")
members: MemberAnswer[]
/**
 * Each country once, however many members it has.
 */
countries: {
asked: number
answered: number
}
/**
 * True where the answers rest on different normaliser or OncoTree versions; then nothing is pooled.
 */
versionsDiffer: boolean
pooled: (PooledRange | null)
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
 * Patients of the countries that answered: at least `from`, at most `to` (null where a masked answer has no bound).
 */
export interface PooledRange {
from: number
to: (number | null)
}

export const networkAnswerSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:network-answer/2",
  "title": "NetworkAnswer",
  "description": "What the members of a network said of one cohort: a row each, in the order of the directory or file, and the pooled range of those that answered. While the question is open the rows still change; once it has ended the document is signed by who asked (JWS, EdDSA, typ prime-rose-network-answer+jws), and holds with each answer the signature of the member that gave it, so that `rose verify` can check it years later.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "question",
    "state",
    "askedBy",
    "askedAt",
    "deadline",
    "closedAt",
    "cohort",
    "denominator",
    "members",
    "countries",
    "versionsDiffer",
    "pooled"
  ],
  "properties": {
    "schema": {
      "const": "network-answer/2"
    },
    "question": {
      "type": "string",
      "pattern": "^nq-[0-9a-f]{16}$",
      "description": "Id of the question, given by who asked."
    },
    "state": {
      "enum": [
        "open",
        "complete",
        "cancelled"
      ],
      "description": "complete: every member answered or its time is over."
    },
    "askedBy": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "askedAt": {
      "type": "string",
      "maxLength": 40
    },
    "deadline": {
      "type": "string",
      "maxLength": 40,
      "description": "Until when members may answer, RFC 3339."
    },
    "closedAt": {
      "anyOf": [
        {
          "type": "string",
          "maxLength": 40
        },
        {
          "type": "null"
        }
      ],
      "description": "When it ended; null while it is open."
    },
    "cohort": {
      "$ref": "urn:prime-rose:cohort/1"
    },
    "denominator": {
      "enum": [
        "treated",
        "screened"
      ]
    },
    "members": {
      "type": "array",
      "items": {
        "title": "MemberAnswer",
        "anyOf": [
          {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "member",
              "country",
              "sharesCountry",
              "at",
              "state",
              "reading",
              "proof"
            ],
            "properties": {
              "member": {
                "type": "string",
                "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
              },
              "country": {
                "type": "string",
                "pattern": "^[A-Z]{2}$"
              },
              "sharesCountry": {
                "type": "boolean",
                "description": "True where another member of the same country was asked too: their patients may be the same."
              },
              "at": {
                "type": "string",
                "maxLength": 40,
                "description": "Since when it is so, RFC 3339."
              },
              "state": {
                "const": "answered"
              },
              "reading": {
                "$ref": "urn:prime-rose:answer/1#/$defs/reading"
              },
              "proof": {
                "type": "string",
                "maxLength": 32768,
                "pattern": "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$",
                "description": "The member's answer as it signed it (answer/1, compact JWS), without its seal."
              }
            }
          },
          {
            "description": "The member's own code; unsigned, so a hint and no proof.",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "member",
              "country",
              "sharesCountry",
              "at",
              "state",
              "code"
            ],
            "properties": {
              "member": {
                "type": "string",
                "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
              },
              "country": {
                "type": "string",
                "pattern": "^[A-Z]{2}$"
              },
              "sharesCountry": {
                "type": "boolean",
                "description": "True where another member of the same country was asked too: their patients may be the same."
              },
              "at": {
                "type": "string",
                "maxLength": 40,
                "description": "Since when it is so, RFC 3339."
              },
              "state": {
                "const": "refused"
              },
              "code": {
                "type": "string",
                "maxLength": 64
              }
            }
          },
          {
            "description": "An answer that does not hold: not of this member, not to us, not to this question, or about something else.",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "member",
              "country",
              "sharesCountry",
              "at",
              "state",
              "why"
            ],
            "properties": {
              "member": {
                "type": "string",
                "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
              },
              "country": {
                "type": "string",
                "pattern": "^[A-Z]{2}$"
              },
              "sharesCountry": {
                "type": "boolean",
                "description": "True where another member of the same country was asked too: their patients may be the same."
              },
              "at": {
                "type": "string",
                "maxLength": 40,
                "description": "Since when it is so, RFC 3339."
              },
              "state": {
                "const": "invalid"
              },
              "why": {
                "type": "string",
                "maxLength": 64
              }
            }
          },
          {
            "description": "No answer. unreachable: nobody could be reached; expired: none came in time; wrong-version: it speaks no version of the question that this node speaks, so it was asked nothing.",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "member",
              "country",
              "sharesCountry",
              "at",
              "state"
            ],
            "properties": {
              "member": {
                "type": "string",
                "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
              },
              "country": {
                "type": "string",
                "pattern": "^[A-Z]{2}$"
              },
              "sharesCountry": {
                "type": "boolean",
                "description": "True where another member of the same country was asked too: their patients may be the same."
              },
              "at": {
                "type": "string",
                "maxLength": 40,
                "description": "Since when it is so, RFC 3339."
              },
              "state": {
                "enum": [
                  "unreachable",
                  "expired",
                  "wrong-version"
                ]
              }
            }
          },
          {
            "description": "No answer yet. waiting: on its way; claimed: the member has it; needs-human: it waits for a person, as where files are carried in and out of a closed platform.",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "member",
              "country",
              "sharesCountry",
              "at",
              "state"
            ],
            "properties": {
              "member": {
                "type": "string",
                "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
              },
              "country": {
                "type": "string",
                "pattern": "^[A-Z]{2}$"
              },
              "sharesCountry": {
                "type": "boolean",
                "description": "True where another member of the same country was asked too: their patients may be the same."
              },
              "at": {
                "type": "string",
                "maxLength": 40,
                "description": "Since when it is so, RFC 3339."
              },
              "state": {
                "enum": [
                  "waiting",
                  "claimed",
                  "needs-human"
                ]
              }
            }
          }
        ]
      }
    },
    "countries": {
      "description": "Each country once, however many members it has.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "asked",
        "answered"
      ],
      "properties": {
        "asked": {
          "type": "integer",
          "minimum": 0
        },
        "answered": {
          "type": "integer",
          "minimum": 0
        }
      }
    },
    "versionsDiffer": {
      "type": "boolean",
      "description": "True where the answers rest on different normaliser or OncoTree versions; then nothing is pooled."
    },
    "pooled": {
      "anyOf": [
        {
          "title": "PooledRange",
          "description": "Patients of the countries that answered: at least `from`, at most `to` (null where a masked answer has no bound).",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "from",
            "to"
          ],
          "properties": {
            "from": {
              "type": "integer",
              "minimum": 0
            },
            "to": {
              "anyOf": [
                {
                  "type": "integer",
                  "minimum": 0
                },
                {
                  "type": "null"
                }
              ]
            }
          }
        },
        {
          "type": "null"
        }
      ]
    }
  },
  "examples": [
    {
      "schema": "network-answer/2",
      "question": "nq-0123456789abcdef",
      "state": "complete",
      "askedBy": "impress-norway",
      "askedAt": "2026-01-01T00:00:00.000Z",
      "deadline": "2026-01-01T00:00:10.000Z",
      "closedAt": "2026-01-01T00:00:04.000Z",
      "cohort": {
        "schema": "cohort/1",
        "match": "within",
        "tumour": null,
        "alteration": null,
        "drugs": "nivolumab",
        "endpoint": null
      },
      "members": [
        {
          "member": "protarget-denmark",
          "country": "DK",
          "sharesCountry": false,
          "at": "2026-01-01T00:00:03.500Z",
          "state": "unreachable"
        }
      ],
      "countries": {
        "asked": 1,
        "answered": 0
      },
      "versionsDiffer": false,
      "pooled": null,
      "denominator": "treated"
    }
  ]
} as const
