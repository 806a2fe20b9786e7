// Made from schemas/local-cohorts.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Of the treated: pairs of days and event (1 event, 0 censored), sorted by days.
 */
export type SurvivalTimes = [number, number][]
/**
 * Of the treated, by calendar quarter of treatment start, quarters ascending: not cumulative.
 */
export type StartQuarters = StartQuarter[]

/**
 * The exact cohort table of one node, for the trial's own data managers inside the closed platform. It never leaves the node. Every count is of enrolments, by the derivation rules w16/1.
 */
export interface LocalCohorts {
trial: string
country: string
cutoff: string
versions: {
derivation: string
normaliser: string
oncotree: string
}
/**
 * Subjects.
 */
screened: number
totals: LocalTotals
cohorts: LocalCohort[]
}
/**
 * Sums over the cohorts, and the number of distinct enrolled subjects.
 */
export interface LocalTotals {
enrolled: number
treated: number
mature: number
awaiting: number
/**
 * Treated, and week 16 not reached or its form still to come.
 */
pending: number
evaluable: number
controlEvaluable: number
controlTreated: number
grade3Related: number
grade3RelatedOrUnknown: number
serious: number
subjects: number
}
export interface LocalCohort {
/**
 * Key v1; null where a part is under review.
 */
key: (string | null)
label: string
/**
 * Local spellings, distinct, trimmed, otherwise as typed.
 * 
 * @minItems 1
 */
names: [string, ...(string)[]]
enrolled: number
treated: number
/**
 * Treated at least 112 days before the cut-off.
 */
mature: number
/**
 * Treated, and the week-16 form can still come.
 */
awaiting: number
/**
 * Treated, and week 16 not reached or its form still to come.
 */
pending: number
/**
 * Mature and dosed enough: the primary denominator.
 */
evaluable: number
/**
 * Disease control at week 16, of the evaluable.
 */
controlEvaluable: number
/**
 * The same numerator, to be set against all mature: control without enough doses counts in neither.
 */
controlTreated: number
grade3Related: number
grade3RelatedOrUnknown: number
serious: number
bestResponse: ResponseCounts
bestResponseEvaluable: ResponseCounts
pfs: SurvivalTimes
os: SurvivalTimes
quarters: StartQuarters
}
/**
 * Patients by best overall response, unconfirmed: of the treated, and of the evaluable.
 */
export interface ResponseCounts {
CR: number
PR: number
SD: number
PD: number
NE: number
}
export interface StartQuarter {
quarter: string
treated: number
mature: number
evaluable: number
pending: number
/**
 * Disease control at week 16, of the evaluable.
 */
control: number
}

export const localCohortsSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:local-cohorts/1",
  "title": "LocalCohorts",
  "description": "The exact cohort table of one node, for the trial's own data managers inside the closed platform. It never leaves the node. Every count is of enrolments, by the derivation rules w16/1.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "trial",
    "country",
    "cutoff",
    "versions",
    "screened",
    "totals",
    "cohorts"
  ],
  "properties": {
    "trial": {
      "type": "string",
      "minLength": 1
    },
    "country": {
      "type": "string",
      "pattern": "^[A-Z]{2}$"
    },
    "cutoff": {
      "type": "string",
      "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
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
    "screened": {
      "type": "integer",
      "minimum": 0,
      "description": "Subjects."
    },
    "totals": {
      "title": "LocalTotals",
      "description": "Sums over the cohorts, and the number of distinct enrolled subjects.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "enrolled",
        "treated",
        "mature",
        "awaiting",
        "pending",
        "evaluable",
        "controlEvaluable",
        "controlTreated",
        "grade3Related",
        "grade3RelatedOrUnknown",
        "serious",
        "subjects"
      ],
      "properties": {
        "enrolled": {
          "type": "integer",
          "minimum": 0
        },
        "treated": {
          "type": "integer",
          "minimum": 0
        },
        "mature": {
          "type": "integer",
          "minimum": 0
        },
        "awaiting": {
          "type": "integer",
          "minimum": 0
        },
        "pending": {
          "type": "integer",
          "minimum": 0,
          "description": "Treated, and week 16 not reached or its form still to come."
        },
        "evaluable": {
          "type": "integer",
          "minimum": 0
        },
        "controlEvaluable": {
          "type": "integer",
          "minimum": 0
        },
        "controlTreated": {
          "type": "integer",
          "minimum": 0
        },
        "grade3Related": {
          "type": "integer",
          "minimum": 0
        },
        "grade3RelatedOrUnknown": {
          "type": "integer",
          "minimum": 0
        },
        "serious": {
          "type": "integer",
          "minimum": 0
        },
        "subjects": {
          "type": "integer",
          "minimum": 0
        }
      }
    },
    "cohorts": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/localCohort"
      }
    }
  },
  "$defs": {
    "localCohort": {
      "title": "LocalCohort",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "key",
        "label",
        "names",
        "enrolled",
        "treated",
        "mature",
        "awaiting",
        "pending",
        "evaluable",
        "controlEvaluable",
        "controlTreated",
        "grade3Related",
        "grade3RelatedOrUnknown",
        "serious",
        "bestResponse",
        "bestResponseEvaluable",
        "pfs",
        "os",
        "quarters"
      ],
      "properties": {
        "key": {
          "type": [
            "string",
            "null"
          ],
          "description": "Key v1; null where a part is under review."
        },
        "label": {
          "type": "string",
          "minLength": 1
        },
        "names": {
          "type": "array",
          "minItems": 1,
          "uniqueItems": true,
          "items": {
            "type": "string",
            "minLength": 1
          },
          "description": "Local spellings, distinct, trimmed, otherwise as typed."
        },
        "enrolled": {
          "type": "integer",
          "minimum": 0
        },
        "treated": {
          "type": "integer",
          "minimum": 0
        },
        "mature": {
          "type": "integer",
          "minimum": 0,
          "description": "Treated at least 112 days before the cut-off."
        },
        "awaiting": {
          "type": "integer",
          "minimum": 0,
          "description": "Treated, and the week-16 form can still come."
        },
        "pending": {
          "type": "integer",
          "minimum": 0,
          "description": "Treated, and week 16 not reached or its form still to come."
        },
        "evaluable": {
          "type": "integer",
          "minimum": 0,
          "description": "Mature and dosed enough: the primary denominator."
        },
        "controlEvaluable": {
          "type": "integer",
          "minimum": 0,
          "description": "Disease control at week 16, of the evaluable."
        },
        "controlTreated": {
          "type": "integer",
          "minimum": 0,
          "description": "The same numerator, to be set against all mature: control without enough doses counts in neither."
        },
        "grade3Related": {
          "type": "integer",
          "minimum": 0
        },
        "grade3RelatedOrUnknown": {
          "type": "integer",
          "minimum": 0
        },
        "serious": {
          "type": "integer",
          "minimum": 0
        },
        "bestResponse": {
          "$ref": "#/$defs/responses"
        },
        "bestResponseEvaluable": {
          "$ref": "#/$defs/responses"
        },
        "pfs": {
          "$ref": "#/$defs/survival"
        },
        "os": {
          "$ref": "#/$defs/survival"
        },
        "quarters": {
          "$ref": "#/$defs/quarters"
        }
      }
    },
    "responses": {
      "description": "Patients by best overall response, unconfirmed: of the treated, and of the evaluable.",
      "title": "ResponseCounts",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "CR",
        "PR",
        "SD",
        "PD",
        "NE"
      ],
      "properties": {
        "CR": {
          "type": "integer",
          "minimum": 0
        },
        "PR": {
          "type": "integer",
          "minimum": 0
        },
        "SD": {
          "type": "integer",
          "minimum": 0
        },
        "PD": {
          "type": "integer",
          "minimum": 0
        },
        "NE": {
          "type": "integer",
          "minimum": 0
        }
      }
    },
    "survival": {
      "title": "SurvivalTimes",
      "description": "Of the treated: pairs of days and event (1 event, 0 censored), sorted by days.",
      "type": "array",
      "items": {
        "type": "array",
        "minItems": 2,
        "maxItems": 2,
        "prefixItems": [
          {
            "type": "integer",
            "minimum": 0
          },
          {
            "enum": [
              0,
              1
            ]
          }
        ],
        "items": {
          "type": "integer"
        }
      }
    },
    "quarters": {
      "title": "StartQuarters",
      "description": "Of the treated, by calendar quarter of treatment start, quarters ascending: not cumulative.",
      "type": "array",
      "items": {
        "title": "StartQuarter",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "quarter",
          "treated",
          "mature",
          "evaluable",
          "pending",
          "control"
        ],
        "properties": {
          "quarter": {
            "type": "string",
            "pattern": "^[0-9]{4}-Q[1-4]$"
          },
          "treated": {
            "type": "integer",
            "minimum": 0
          },
          "mature": {
            "type": "integer",
            "minimum": 0
          },
          "evaluable": {
            "type": "integer",
            "minimum": 0
          },
          "pending": {
            "type": "integer",
            "minimum": 0
          },
          "control": {
            "type": "integer",
            "minimum": 0,
            "description": "Disease control at week 16, of the evaluable."
          }
        }
      }
    }
  },
  "examples": [
    {
      "trial": "impress-norway",
      "country": "NO",
      "cutoff": "2023-10-01",
      "versions": {
        "derivation": "w16/1",
        "normaliser": "1",
        "oncotree": "2025-10-03"
      },
      "screened": 3,
      "totals": {
        "enrolled": 1,
        "treated": 1,
        "mature": 1,
        "awaiting": 0,
        "pending": 0,
        "evaluable": 1,
        "controlEvaluable": 1,
        "controlTreated": 1,
        "grade3Related": 0,
        "grade3RelatedOrUnknown": 0,
        "serious": 0,
        "subjects": 1
      },
      "cohorts": [
        {
          "key": "v1|CHOL|E:HGNC:3430:pos|pertuzumab+trastuzumab",
          "label": "HER2 expression, cholangiocarcinoma, pertuzumab + trastuzumab",
          "names": [
            "HER2exp/Cholangiocarcinoma/Pertuzumab+Traztuzumab"
          ],
          "enrolled": 1,
          "treated": 1,
          "mature": 1,
          "awaiting": 0,
          "pending": 0,
          "evaluable": 1,
          "controlEvaluable": 1,
          "controlTreated": 1,
          "grade3Related": 0,
          "grade3RelatedOrUnknown": 0,
          "serious": 0,
          "bestResponse": {
            "CR": 0,
            "PR": 0,
            "SD": 1,
            "PD": 0,
            "NE": 0
          },
          "bestResponseEvaluable": {
            "CR": 0,
            "PR": 0,
            "SD": 1,
            "PD": 0,
            "NE": 0
          },
          "pfs": [
            [
              112,
              0
            ]
          ],
          "os": [
            [
              140,
              0
            ]
          ],
          "quarters": [
            {
              "quarter": "2023-Q2",
              "treated": 1,
              "mature": 1,
              "evaluable": 1,
              "pending": 0,
              "control": 1
            }
          ]
        }
      ]
    }
  ]
} as const
