// Made from schemas/map-check.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What `rose map check` found: what an ingest by this mapping would make of an export. Codes are those of local code vocabulary; no other value of a cell is in it, and subjects are numbered unless local ids were asked for.
 */
export interface MapCheck {
schema: "map-check/1"
trialId: string
mapping: {
id: string
version: string
}
cutoff: string
/**
 * Subjects; the last four are classes of the screened (ingest-report/1).
 */
counts: {
screened: number
withdrawn: number
heldBack: number
accepted: number
rejected: number
unreadable: number
unacceptable: number
withWarnings: number
clean: number
}
/**
 * What to do next, in sentences.
 */
advice: string[]
columns: CheckedColumn[]
fields: CheckedField[]
/**
 * Codes that nothing takes without a person, the most frequent first.
 */
codes: CheckedCode[]
/**
 * Codes not listed: they may hold an identifier.
 */
withheld: number
problems: CodeInWords[]
/**
 * What each record would become, the rejected first; at most 10,000.
 */
subjects: CheckedSubject[]
}
export interface CheckedColumn {
sheet: string
column: string
use: ("read" | "subject" | "condition" | "checked" | "ignored" | "unknown" | "missing")
rows: number
filled: number
/**
 * Filled cells that gave nothing.
 */
unread: number
fields: string[]
}
export interface CheckedField {
field: string
/**
 * Entities of the kind.
 */
of: number
filled: number
from: string[]
}
export interface CheckedCode {
id: string
vocabulary: string
system: (string | null)
code: string
reason: string
rows: number
places: Items[]
proposals: {
target: string
display: (string | null)
why: string
}[]
}
export interface Items {
sheet: string
column: (string | null)
rows: number
/**
 * The first one.
 */
line: number
}
export interface CodeInWords {
code: string
severity: ("fatal" | "warning" | "note")
rows: number
words: string
}
export interface CheckedSubject {
/**
 * A number, or the local id with --local-ids.
 */
subject: string
becomes: ("unreadable" | "unacceptable" | "held-back" | "withdrawn" | "orphan" | "with-warnings" | "clean")
/**
 * Its first problem.
 */
at: ({
sheet: string
line: number
} | null)
entities: {
[k: string]: number
}
codes: string[]
}

export const mapCheckSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:map-check/1",
  "title": "MapCheck",
  "description": "What `rose map check` found: what an ingest by this mapping would make of an export. Codes are those of local code vocabulary; no other value of a cell is in it, and subjects are numbered unless local ids were asked for.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "trialId",
    "mapping",
    "cutoff",
    "counts",
    "advice",
    "columns",
    "fields",
    "codes",
    "withheld",
    "problems",
    "subjects"
  ],
  "properties": {
    "schema": {
      "const": "map-check/1"
    },
    "trialId": {
      "type": "string"
    },
    "mapping": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "version"
      ],
      "properties": {
        "id": {
          "type": "string"
        },
        "version": {
          "type": "string"
        }
      }
    },
    "cutoff": {
      "type": "string",
      "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    },
    "counts": {
      "type": "object",
      "description": "Subjects; the last four are classes of the screened (ingest-report/1).",
      "additionalProperties": false,
      "required": [
        "screened",
        "withdrawn",
        "heldBack",
        "accepted",
        "rejected",
        "unreadable",
        "unacceptable",
        "withWarnings",
        "clean"
      ],
      "properties": {
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
          "minimum": 0
        },
        "rejected": {
          "type": "integer",
          "minimum": 0
        },
        "unreadable": {
          "type": "integer",
          "minimum": 0
        },
        "unacceptable": {
          "type": "integer",
          "minimum": 0
        },
        "withWarnings": {
          "type": "integer",
          "minimum": 0
        },
        "clean": {
          "type": "integer",
          "minimum": 0
        }
      }
    },
    "advice": {
      "type": "array",
      "items": {
        "type": "string"
      },
      "description": "What to do next, in sentences."
    },
    "columns": {
      "type": "array",
      "items": {
        "title": "CheckedColumn",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "sheet",
          "column",
          "use",
          "rows",
          "filled",
          "unread",
          "fields"
        ],
        "properties": {
          "sheet": {
            "type": "string"
          },
          "column": {
            "type": "string"
          },
          "use": {
            "enum": [
              "read",
              "subject",
              "condition",
              "checked",
              "ignored",
              "unknown",
              "missing"
            ]
          },
          "rows": {
            "type": "integer",
            "minimum": 0
          },
          "filled": {
            "type": "integer",
            "minimum": 0
          },
          "unread": {
            "type": "integer",
            "minimum": 0,
            "description": "Filled cells that gave nothing."
          },
          "fields": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      }
    },
    "fields": {
      "type": "array",
      "items": {
        "title": "CheckedField",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "field",
          "of",
          "filled",
          "from"
        ],
        "properties": {
          "field": {
            "type": "string"
          },
          "of": {
            "type": "integer",
            "minimum": 0,
            "description": "Entities of the kind."
          },
          "filled": {
            "type": "integer",
            "minimum": 0
          },
          "from": {
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
      "description": "Codes that nothing takes without a person, the most frequent first.",
      "items": {
        "title": "CheckedCode",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "id",
          "vocabulary",
          "system",
          "code",
          "reason",
          "rows",
          "places",
          "proposals"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "vocabulary": {
            "type": "string"
          },
          "system": {
            "type": [
              "string",
              "null"
            ]
          },
          "code": {
            "type": "string"
          },
          "reason": {
            "type": "string"
          },
          "rows": {
            "type": "integer",
            "minimum": 1
          },
          "places": {
            "type": "array",
            "items": {
              "$ref": "urn:prime-rose:review-queue/1#/properties/entries/items/properties/places/items"
            }
          },
          "proposals": {
            "type": "array",
            "items": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "target",
                "display",
                "why"
              ],
              "properties": {
                "target": {
                  "type": "string"
                },
                "display": {
                  "type": [
                    "string",
                    "null"
                  ]
                },
                "why": {
                  "type": "string"
                }
              }
            }
          }
        }
      }
    },
    "withheld": {
      "type": "integer",
      "minimum": 0,
      "description": "Codes not listed: they may hold an identifier."
    },
    "problems": {
      "type": "array",
      "items": {
        "$ref": "urn:prime-rose:ingest-report/1#/properties/quality/properties/codes/items"
      }
    },
    "subjects": {
      "type": "array",
      "description": "What each record would become, the rejected first; at most 10,000.",
      "items": {
        "title": "CheckedSubject",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "subject",
          "becomes",
          "at",
          "entities",
          "codes"
        ],
        "properties": {
          "subject": {
            "type": "string",
            "description": "A number, or the local id with --local-ids."
          },
          "becomes": {
            "enum": [
              "unreadable",
              "unacceptable",
              "held-back",
              "withdrawn",
              "orphan",
              "with-warnings",
              "clean"
            ]
          },
          "at": {
            "anyOf": [
              {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "sheet",
                  "line"
                ],
                "properties": {
                  "sheet": {
                    "type": "string"
                  },
                  "line": {
                    "type": "integer",
                    "minimum": 1
                  }
                }
              },
              {
                "type": "null"
              }
            ],
            "description": "Its first problem."
          },
          "entities": {
            "type": "object",
            "additionalProperties": {
              "type": "integer",
              "minimum": 1
            }
          },
          "codes": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      }
    }
  },
  "examples": [
    {
      "schema": "map-check/1",
      "trialId": "example-trial",
      "mapping": {
        "id": "example",
        "version": "1"
      },
      "cutoff": "2023-10-01",
      "counts": {
        "screened": 1,
        "withdrawn": 0,
        "heldBack": 0,
        "accepted": 1,
        "rejected": 0,
        "unreadable": 0,
        "unacceptable": 0,
        "withWarnings": 1,
        "clean": 0
      },
      "advice": [
        "coh.NOTE is filled in 1 row and the mapping does not know it: read it, or name it under ignored."
      ],
      "columns": [
        {
          "sheet": "coh",
          "column": "NOTE",
          "use": "unknown",
          "rows": 1,
          "filled": 1,
          "unread": 0,
          "fields": []
        }
      ],
      "fields": [
        {
          "field": "doses.cycleStart",
          "of": 2,
          "filled": 2,
          "from": [
            "tr.TRC1_DT"
          ]
        }
      ],
      "codes": [
        {
          "id": "0f3a5b7c9d",
          "vocabulary": "drug",
          "system": null,
          "code": "Nivolumabb",
          "reason": "drug-unknown",
          "rows": 1,
          "places": [
            {
              "sheet": "coh",
              "column": "COHORTNAME",
              "rows": 1,
              "line": 14
            }
          ],
          "proposals": [
            {
              "target": "nivolumab",
              "display": "nivolumab",
              "why": "near"
            }
          ]
        }
      ],
      "withheld": 0,
      "problems": [
        {
          "code": "unknown-drug",
          "severity": "warning",
          "rows": 1,
          "words": "A drug that cannot be read (rose review list)."
        }
      ],
      "subjects": [
        {
          "subject": "subject 1",
          "becomes": "with-warnings",
          "at": {
            "sheet": "coh",
            "line": 14
          },
          "entities": {
            "enrolments": 1
          },
          "codes": [
            "unknown-drug"
          ]
        }
      ]
    }
  ]
} as const
