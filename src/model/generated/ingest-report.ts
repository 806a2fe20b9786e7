// Made from schemas/ingest-report.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What `rose ingest` prints. It stays inside the platform; even so no value of a cell is in it.
 */
export interface IngestReport {
trial: string
cutoff: string
screened: number
withdrawn: number
heldBack: number
/**
 * Subjects.
 */
accepted: number
/**
 * Subjects whose record fails its schema.
 */
rejected: number
problems: ReportedProblem[]
/**
 * Number of problems by code; all of them, while the lists end at 100,000 problems and identifiers.
 */
problemCounts: {
[k: string]: number
}
quality: IngestQuality
identifiers: ReportedIdentifier[]
/**
 * Columns that the mapping does not know; they are not read, but scanned.
 */
unknownColumns: {
sheet: string
column: string
}[]
/**
 * True where the store already held exactly this.
 */
unchanged: boolean
/**
 * Subjects that the store held and that this export does not; they were removed.
 */
removed: number
}
export interface ReportedProblem {
code: string
sheet: (string | null)
line: (number | null)
/**
 * Pseudonym, or the local id with --local-ids.
 */
subject: (string | null)
column: (string | null)
}
/**
 * The export as the data manager judges it: each screened subject in one class, every code in words.
 */
export interface IngestQuality {
classes: {
/**
 * Syntactic: the rows of the subject cannot be read as a record. Rejected.
 */
unreadable: number
/**
 * Semantic: the record can be read and cannot be true. Rejected.
 */
unacceptable: number
/**
 * Accepted; somebody should look.
 */
withWarnings: number
/**
 * Accepted, with notes at most.
 */
clean: number
}
rejectedSubjects: {
/**
 * Pseudonym, or the local id with --local-ids.
 */
subject: string
class: ("unreadable" | "unacceptable")
codes: string[]
}[]
/**
 * All codes of problems and findings: fatal ones first, then the most frequent.
 */
codes: CodeInWords[]
/**
 * What is hardly plausible; no figure changes by it. What is fatal stands among the problems.
 */
findings: ReportedProblem[]
}
export interface CodeInWords {
code: string
severity: ("fatal" | "warning" | "note")
rows: number
words: string
}
export interface ReportedIdentifier {
sheet: string
column: string
line: number
kind: string
certainty: ("high" | "low")
}

export const ingestReportSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:ingest-report/1",
  "title": "IngestReport",
  "description": "What `rose ingest` prints. It stays inside the platform; even so no value of a cell is in it.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "trial",
    "cutoff",
    "screened",
    "withdrawn",
    "heldBack",
    "accepted",
    "rejected",
    "problems",
    "problemCounts",
    "quality",
    "identifiers",
    "unknownColumns",
    "unchanged",
    "removed"
  ],
  "properties": {
    "trial": {
      "type": "string"
    },
    "cutoff": {
      "type": "string",
      "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    },
    "screened": {
      "type": "integer",
      "minimum": 0
    },
    "withdrawn": {
      "type": "integer",
      "minimum": 0
    },
    "heldBack": {
      "type": "integer",
      "minimum": 0
    },
    "accepted": {
      "type": "integer",
      "minimum": 0,
      "description": "Subjects."
    },
    "rejected": {
      "type": "integer",
      "minimum": 0,
      "description": "Subjects whose record fails its schema."
    },
    "problems": {
      "type": "array",
      "items": {
        "title": "ReportedProblem",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "code",
          "sheet",
          "line",
          "subject",
          "column"
        ],
        "properties": {
          "code": {
            "type": "string"
          },
          "sheet": {
            "type": [
              "string",
              "null"
            ]
          },
          "line": {
            "type": [
              "integer",
              "null"
            ],
            "minimum": 1
          },
          "subject": {
            "type": [
              "string",
              "null"
            ],
            "description": "Pseudonym, or the local id with --local-ids."
          },
          "column": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      }
    },
    "problemCounts": {
      "type": "object",
      "propertyNames": {
        "pattern": "^[a-z0-9-]+$"
      },
      "additionalProperties": {
        "type": "integer",
        "minimum": 1
      },
      "description": "Number of problems by code; all of them, while the lists end at 100,000 problems and identifiers."
    },
    "quality": {
      "title": "IngestQuality",
      "type": "object",
      "additionalProperties": false,
      "description": "The export as the data manager judges it: each screened subject in one class, every code in words.",
      "required": [
        "classes",
        "rejectedSubjects",
        "codes",
        "findings"
      ],
      "properties": {
        "classes": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "unreadable",
            "unacceptable",
            "withWarnings",
            "clean"
          ],
          "properties": {
            "unreadable": {
              "type": "integer",
              "minimum": 0,
              "description": "Syntactic: the rows of the subject cannot be read as a record. Rejected."
            },
            "unacceptable": {
              "type": "integer",
              "minimum": 0,
              "description": "Semantic: the record can be read and cannot be true. Rejected."
            },
            "withWarnings": {
              "type": "integer",
              "minimum": 0,
              "description": "Accepted; somebody should look."
            },
            "clean": {
              "type": "integer",
              "minimum": 0,
              "description": "Accepted, with notes at most."
            }
          }
        },
        "rejectedSubjects": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "subject",
              "class",
              "codes"
            ],
            "properties": {
              "subject": {
                "type": "string",
                "description": "Pseudonym, or the local id with --local-ids."
              },
              "class": {
                "enum": [
                  "unreadable",
                  "unacceptable"
                ]
              },
              "codes": {
                "type": "array",
                "items": {
                  "type": "string"
                }
              }
            }
          }
        },
        "codes": {
          "type": "array",
          "description": "All codes of problems and findings: fatal ones first, then the most frequent.",
          "items": {
            "title": "CodeInWords",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "code",
              "severity",
              "rows",
              "words"
            ],
            "properties": {
              "code": {
                "type": "string"
              },
              "severity": {
                "enum": [
                  "fatal",
                  "warning",
                  "note"
                ]
              },
              "rows": {
                "type": "integer",
                "minimum": 1
              },
              "words": {
                "type": "string"
              }
            }
          }
        },
        "findings": {
          "type": "array",
          "description": "What is hardly plausible; no figure changes by it. What is fatal stands among the problems.",
          "items": {
            "$ref": "#/properties/problems/items"
          }
        }
      }
    },
    "identifiers": {
      "type": "array",
      "items": {
        "title": "ReportedIdentifier",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "sheet",
          "column",
          "line",
          "kind",
          "certainty"
        ],
        "properties": {
          "sheet": {
            "type": "string"
          },
          "column": {
            "type": "string"
          },
          "line": {
            "type": "integer",
            "minimum": 1
          },
          "kind": {
            "type": "string"
          },
          "certainty": {
            "enum": [
              "high",
              "low"
            ]
          }
        }
      }
    },
    "unknownColumns": {
      "type": "array",
      "description": "Columns that the mapping does not know; they are not read, but scanned.",
      "items": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "sheet",
          "column"
        ],
        "properties": {
          "sheet": {
            "type": "string"
          },
          "column": {
            "type": "string"
          }
        }
      }
    },
    "unchanged": {
      "type": "boolean",
      "description": "True where the store already held exactly this."
    },
    "removed": {
      "type": "integer",
      "minimum": 0,
      "description": "Subjects that the store held and that this export does not; they were removed."
    }
  },
  "examples": [
    {
      "trial": "impress-norway",
      "cutoff": "2023-10-01",
      "screened": 1167,
      "withdrawn": 0,
      "heldBack": 0,
      "accepted": 1167,
      "rejected": 0,
      "problems": [
        {
          "code": "bad-date",
          "sheet": "tr",
          "line": 12,
          "subject": "p1-00000000000000000000000000000000",
          "column": "TRC1_DT"
        }
      ],
      "problemCounts": {
        "bad-date": 1
      },
      "quality": {
        "classes": {
          "unreadable": 0,
          "unacceptable": 0,
          "withWarnings": 1,
          "clean": 1166
        },
        "rejectedSubjects": [],
        "codes": [
          {
            "code": "bad-date",
            "severity": "warning",
            "rows": 1,
            "words": "The cell holds no date of the form that the mapping states; it is read as empty."
          }
        ],
        "findings": []
      },
      "identifiers": [],
      "unknownColumns": [],
      "unchanged": false,
      "removed": 0
    }
  ]
} as const
