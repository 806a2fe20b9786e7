// Made from schemas/cut-report.schema.json by `npm run generate`; change the schema, not this file.
export type Count = number
/**
 * masked: 1..k-1 persons.
 */
export type MaskedCount = (number | "masked")

/**
 * What a member of the committee looks at before signing a data cut: its description, how complete its data are, and how it differs from the cut before. It stays inside the platform.
 */
export interface CutReport {
schema: "cut-report/1"
cut: CutDescription
state: ("built" | "opened" | "superseded" | "closed" | "ended")
builtAt: string
/**
 * When it came into its state.
 */
since: string
/**
 * Members who have signed.
 */
openedBy: string[]
/**
 * Of the policy in force: changes of 1..k-1 persons are masked.
 */
k: number
/**
 * null: the snapshot can be read no more.
 */
coverage: (CutCoverage | null)
/**
 * To the cut before it that was opened; null: there is none, or its snapshot can be read no more.
 */
difference: (CutDifference | null)
}
/**
 * A data cut: an immutable, hashed snapshot of the store as of the ingest's cut-off. The description holds counts and versions, no patient.
 */
export interface CutDescription {
schema: "cut/1"
/**
 * cut- and the first 16 hex digits of the snapshot's SHA-256.
 */
id: string
member: string
trialId: string
country: string
cutoff: string
snapshot: {
file: string
sha256: string
bytes: number
}
counts: {
screened: number
enrolments: number
/**
 * Enrolments treated.
 */
treated: number
}
/**
 * What the ingest found in the source.
 */
validation: {
/**
 * Subjects that wait for a person to decide; in no count.
 */
heldBack: number
/**
 * Screened subjects without a valid record; in no count.
 */
rejected: number
/**
 * By code, sorted; withdrawals are not among them.
 */
problems: ProblemCount[]
}
versions: {
derivation: string
normaliser: string
oncotree: string
}
mapping: {
id: string
version: string
}
/**
 * What sharing rests on. An example basis is a synthetic one that comes with the program: the members who open the cut sign it with the description.
 */
sharingBasis: (SignedBasis | ExampleBasis | ConsentsRowByRow)
/**
 * Version of the pseudonym key that the store was under.
 */
pseudonymKeyVersion: number
/**
 * Says to the engine alone which withdrawals the store had taken up; it refuses a cut that lacks the last one.
 */
withdrawalMark: string
/**
 * SHA-256 of the ingested content that the cut was made of.
 */
contentHash: string
}
export interface ProblemCount {
code: string
rows: number
}
export interface SignedBasis {
kind: "document"
/**
 * Version of the consent form.
 */
consentForm: string
/**
 * Reference of the approval.
 */
approval: string
/**
 * SHA-256 of the signed sharing-basis/1 in canonical JSON.
 */
sha256: string
}
export interface ExampleBasis {
kind: "example"
consentForm: string
approval: string
}
/**
 * Each subject in the cut has an active consent to sharing in its record.
 */
export interface ConsentsRowByRow {
kind: "row-by-row"
}
export interface CutCoverage {
subjects: Count
/**
 * With a node of the tumour tree.
 */
subjectsWithTumour: number
enrolments: Count
/**
 * Others are in no cohort that is compared.
 */
enrolmentsWithCohortKey: number
treated: Count
/**
 * Treated, and week 16 reached.
 */
mature: number
/**
 * Of these, with a reading at week 16.
 */
matureWithWeek16: number
/**
 * With a best response other than NE.
 */
treatedWithResponse: number
}
export interface CutDifference {
to: string
subjects: PersonsChange
treated: PersonsChange1
/**
 * Those in which k persons or more came or went.
 */
cohorts: CohortChange[]
cohortsUnchanged: Count
/**
 * In which 1..k-1 persons came or went.
 */
cohortsMasked: number
}
export interface PersonsChange {
came: MaskedCount
went: MaskedCount
}
/**
 * Persons treated in any cohort.
 */
export interface PersonsChange1 {
came: MaskedCount
went: MaskedCount
}
export interface CohortChange {
cohort: string
change: PersonsChange
}

export const cutReportSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:cut-report/1",
  "title": "CutReport",
  "description": "What a member of the committee looks at before signing a data cut: its description, how complete its data are, and how it differs from the cut before. It stays inside the platform.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "cut",
    "state",
    "builtAt",
    "since",
    "openedBy",
    "k",
    "coverage",
    "difference"
  ],
  "properties": {
    "schema": {
      "const": "cut-report/1"
    },
    "cut": {
      "$ref": "urn:prime-rose:cut/1"
    },
    "state": {
      "enum": [
        "built",
        "opened",
        "superseded",
        "closed",
        "ended"
      ]
    },
    "builtAt": {
      "type": "string"
    },
    "since": {
      "type": "string",
      "description": "When it came into its state."
    },
    "openedBy": {
      "type": "array",
      "items": {
        "type": "string"
      },
      "description": "Members who have signed."
    },
    "k": {
      "type": "integer",
      "minimum": 5,
      "description": "Of the policy in force: changes of 1..k-1 persons are masked."
    },
    "coverage": {
      "description": "null: the snapshot can be read no more.",
      "anyOf": [
        {
          "title": "CutCoverage",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "subjects",
            "subjectsWithTumour",
            "enrolments",
            "enrolmentsWithCohortKey",
            "treated",
            "mature",
            "matureWithWeek16",
            "treatedWithResponse"
          ],
          "properties": {
            "subjects": {
              "$ref": "#/$defs/count"
            },
            "subjectsWithTumour": {
              "$ref": "#/$defs/count",
              "description": "With a node of the tumour tree."
            },
            "enrolments": {
              "$ref": "#/$defs/count"
            },
            "enrolmentsWithCohortKey": {
              "$ref": "#/$defs/count",
              "description": "Others are in no cohort that is compared."
            },
            "treated": {
              "$ref": "#/$defs/count"
            },
            "mature": {
              "$ref": "#/$defs/count",
              "description": "Treated, and week 16 reached."
            },
            "matureWithWeek16": {
              "$ref": "#/$defs/count",
              "description": "Of these, with a reading at week 16."
            },
            "treatedWithResponse": {
              "$ref": "#/$defs/count",
              "description": "With a best response other than NE."
            }
          }
        },
        {
          "type": "null"
        }
      ]
    },
    "difference": {
      "description": "To the cut before it that was opened; null: there is none, or its snapshot can be read no more.",
      "anyOf": [
        {
          "title": "CutDifference",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "to",
            "subjects",
            "treated",
            "cohorts",
            "cohortsUnchanged",
            "cohortsMasked"
          ],
          "properties": {
            "to": {
              "type": "string",
              "pattern": "^cut-[0-9a-f]{16}$"
            },
            "subjects": {
              "$ref": "#/$defs/change"
            },
            "treated": {
              "$ref": "#/$defs/change",
              "description": "Persons treated in any cohort."
            },
            "cohorts": {
              "type": "array",
              "description": "Those in which k persons or more came or went.",
              "items": {
                "title": "CohortChange",
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "cohort",
                  "change"
                ],
                "properties": {
                  "cohort": {
                    "type": "string"
                  },
                  "change": {
                    "$ref": "#/$defs/change"
                  }
                }
              }
            },
            "cohortsUnchanged": {
              "$ref": "#/$defs/count"
            },
            "cohortsMasked": {
              "$ref": "#/$defs/count",
              "description": "In which 1..k-1 persons came or went."
            }
          }
        },
        {
          "type": "null"
        }
      ]
    }
  },
  "$defs": {
    "count": {
      "type": "integer",
      "minimum": 0
    },
    "change": {
      "title": "PersonsChange",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "came",
        "went"
      ],
      "properties": {
        "came": {
          "$ref": "#/$defs/masked"
        },
        "went": {
          "$ref": "#/$defs/masked"
        }
      }
    },
    "masked": {
      "title": "MaskedCount",
      "anyOf": [
        {
          "type": "integer",
          "minimum": 0
        },
        {
          "const": "masked"
        }
      ],
      "description": "masked: 1..k-1 persons."
    }
  },
  "examples": [
    {
      "schema": "cut-report/1",
      "cut": {
        "schema": "cut/1",
        "id": "cut-0123456789abcdef",
        "member": "impress-norway",
        "trialId": "impress-norway",
        "country": "NO",
        "cutoff": "2023-10-01",
        "snapshot": {
          "file": "cut-0123456789abcdef.snapshot",
          "sha256": "0123456789abcdef000000000000000000000000000000000000000000000000",
          "bytes": 40960
        },
        "counts": {
          "screened": 1167,
          "enrolments": 358,
          "treated": 186
        },
        "validation": {
          "heldBack": 2,
          "rejected": 0,
          "problems": [
            {
              "code": "unknown-code",
              "rows": 3
            }
          ]
        },
        "versions": {
          "derivation": "w16/1",
          "normaliser": "1",
          "oncotree": "2025-10-03"
        },
        "mapping": {
          "id": "impress-norway",
          "version": "1"
        },
        "sharingBasis": {
          "kind": "example",
          "consentForm": "5.0",
          "approval": "example"
        },
        "pseudonymKeyVersion": 1,
        "withdrawalMark": "00000000000000000000000000000000",
        "contentHash": "0000000000000000000000000000000000000000000000000000000000000000"
      },
      "state": "built",
      "builtAt": "2026-01-01T00:00:00.000Z",
      "since": "2026-01-01T00:00:00.000Z",
      "openedBy": [
        "anna"
      ],
      "k": 5,
      "coverage": {
        "subjects": 1167,
        "subjectsWithTumour": 1100,
        "enrolments": 358,
        "enrolmentsWithCohortKey": 340,
        "treated": 186,
        "mature": 170,
        "matureWithWeek16": 150,
        "treatedWithResponse": 160
      },
      "difference": {
        "to": "cut-fedcba9876543210",
        "subjects": {
          "came": 41,
          "went": "masked"
        },
        "treated": {
          "came": 12,
          "went": 0
        },
        "cohorts": [],
        "cohortsUnchanged": 88,
        "cohortsMasked": 9
      }
    }
  ]
} as const
