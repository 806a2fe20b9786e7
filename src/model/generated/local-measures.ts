// Made from schemas/local-measures.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Every measure of one cohort in one data cut, exact: for the committee and the data managers of the trial, inside the closed platform. It never leaves the node. Each patient is counted once, by the first treated enrolment within the cohort; each group names its denominator.
 */
export interface LocalMeasures {
schema: "local-measures/1"
trial: string
country: string
cut: MeasuredCut
versions: MeasuredVersions
cohort: CohortDefinition
/**
 * Of the canonical definition.
 */
cohortHash: string
/**
 * Key v1; null for a group that names no cohort.
 */
key: (string | null)
label: string
funnel: MeasuredFunnel
dropOut: MeasuredDropOut
/**
 * Treated enrolments beyond the first of each patient: not counted anywhere else.
 */
furtherEnrolments: number
/**
 * Of the evaluable, then of all treated and mature.
 * 
 * @minItems 2
 * @maxItems 2
 */
control: [MeasuredControl, MeasuredControl]
/**
 * Of the treated, then of the evaluable.
 * 
 * @minItems 2
 * @maxItems 2
 */
responses: [MeasuredResponses, MeasuredResponses]
safety: MeasuredSafety
progressionFree: MeasuredTimes
overall: MeasuredTimes
responseDuration: MeasuredTimes
onTreatment: MeasuredTimes
/**
 * Cumulative, by quarter of treatment start, from the oldest on.
 */
quarters: MeasuredQuarter[]
qualityOfLife: MeasuredQuality
}
export interface MeasuredCut {
id: string
cutoff: string
}
export interface MeasuredVersions {
derivation: string
normaliser: string
oncotree: string
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
export interface MeasuredFunnel {
/**
 * Patients with the tumours and findings of the cohort, whatever they were given, and all who are enrolled in it.
 */
screened: number
/**
 * Of them those with the tumour board's recommendation; where the source holds none, those in any cohort.
 */
actionable: number
enrolled: number
treated: number
/**
 * Treated at least 112 days before the cut-off.
 */
treatedMature: number
/**
 * Mature and dosed enough: the primary denominator.
 */
evaluable: number
/**
 * Treated and not mature, or awaiting.
 */
pending: number
/**
 * Of the pending, those whose week-16 form can still come.
 */
awaiting: number
}
/**
 * Why patients do not reach the next step of the funnel.
 */
export interface MeasuredDropOut {
notActionable: number
/**
 * Actionable, and not in this cohort.
 */
notEnrolled: number
notTreated: number
notMature: number
notDosedEnough: number
}
export interface MeasuredControl {
denominator: ("evaluable" | "treated-mature")
/**
 * Patients in the denominator.
 */
of: number
/**
 * The same patients under both denominators: control of a patient who was not dosed enough counts in neither.
 */
control: number
/**
 * In the denominator and not in the numerator while their week-16 form can still come.
 */
awaiting: number
reasons: MeasuredReasons
/**
 * Had control, and was not dosed enough; 0 of the evaluable.
 */
controlNotEvaluable: number
}
export interface MeasuredReasons {
progressed: number
died: number
"off-treatment": number
missed: number
"unconfirmed-progression": number
"not-assessable": number
}
export interface MeasuredResponses {
denominator: ("treated" | "evaluable")
/**
 * Patients in the denominator.
 */
of: number
best: MeasuredBest
/**
 * CR or PR.
 */
objective: number
objectiveConfirmed: number
}
/**
 * Best overall response, unconfirmed.
 */
export interface MeasuredBest {
CR: number
PR: number
SD: number
PD: number
NE: number
}
/**
 * Patients with a treatment-emergent adverse event.
 */
export interface MeasuredSafety {
denominator: "treated"
/**
 * Patients in the denominator.
 */
of: number
grade3Related: number
grade3RelatedOrUnknown: number
serious: number
/**
 * Events, not patients.
 */
grade3RelatedEvents: number
/**
 * Events, not patients.
 */
seriousEvents: number
/**
 * Days on treatment, added up.
 */
exposureDays: number
}
export interface MeasuredTimes {
denominator: "treated"
/**
 * Patients in the denominator.
 */
of: number
/**
 * Patients who have a time: all treated ones, or those with a response.
 */
entered: number
/**
 * Bin i, at position i - 1, holds the times in ((i-1) x 28, i x 28] days; it ends at the last bin with a patient.
 */
events: number[]
/**
 * Bin i, at position i - 1, holds the times in ((i-1) x 28, i x 28] days; it ends at the last bin with a patient.
 */
censored: number[]
}
export interface MeasuredQuarter {
quarter: string
treated: number
evaluable: number
pending: number
control: number
}
/**
 * Change of the global health status from baseline to week 16, in bands.
 */
export interface MeasuredQuality {
denominator: "treated-mature"
/**
 * Patients in the denominator.
 */
of: number
improved: number
stable: number
worse: number
missing: number
}

export const localMeasuresSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:local-measures/1",
  "title": "LocalMeasures",
  "description": "Every measure of one cohort in one data cut, exact: for the committee and the data managers of the trial, inside the closed platform. It never leaves the node. Each patient is counted once, by the first treated enrolment within the cohort; each group names its denominator.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "trial",
    "country",
    "cut",
    "versions",
    "cohort",
    "cohortHash",
    "key",
    "label",
    "funnel",
    "dropOut",
    "furtherEnrolments",
    "control",
    "responses",
    "safety",
    "progressionFree",
    "overall",
    "responseDuration",
    "onTreatment",
    "quarters",
    "qualityOfLife"
  ],
  "properties": {
    "schema": {
      "const": "local-measures/1"
    },
    "trial": {
      "type": "string",
      "minLength": 1
    },
    "country": {
      "type": "string",
      "pattern": "^[A-Z]{2}$"
    },
    "cut": {
      "title": "MeasuredCut",
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
          "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
        }
      }
    },
    "versions": {
      "title": "MeasuredVersions",
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
    "cohort": {
      "$ref": "urn:prime-rose:cohort/1"
    },
    "cohortHash": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$",
      "description": "Of the canonical definition."
    },
    "key": {
      "type": [
        "string",
        "null"
      ],
      "description": "Key v1; null for a group that names no cohort."
    },
    "label": {
      "type": "string",
      "minLength": 1
    },
    "funnel": {
      "title": "MeasuredFunnel",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "screened",
        "actionable",
        "enrolled",
        "treated",
        "treatedMature",
        "evaluable",
        "pending",
        "awaiting"
      ],
      "properties": {
        "screened": {
          "type": "integer",
          "minimum": 0,
          "description": "Patients with the tumours and findings of the cohort, whatever they were given, and all who are enrolled in it."
        },
        "actionable": {
          "type": "integer",
          "minimum": 0,
          "description": "Of them those with the tumour board's recommendation; where the source holds none, those in any cohort."
        },
        "enrolled": {
          "type": "integer",
          "minimum": 0
        },
        "treated": {
          "type": "integer",
          "minimum": 0
        },
        "treatedMature": {
          "type": "integer",
          "minimum": 0,
          "description": "Treated at least 112 days before the cut-off."
        },
        "evaluable": {
          "type": "integer",
          "minimum": 0,
          "description": "Mature and dosed enough: the primary denominator."
        },
        "pending": {
          "type": "integer",
          "minimum": 0,
          "description": "Treated and not mature, or awaiting."
        },
        "awaiting": {
          "type": "integer",
          "minimum": 0,
          "description": "Of the pending, those whose week-16 form can still come."
        }
      }
    },
    "dropOut": {
      "title": "MeasuredDropOut",
      "description": "Why patients do not reach the next step of the funnel.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "notActionable",
        "notEnrolled",
        "notTreated",
        "notMature",
        "notDosedEnough"
      ],
      "properties": {
        "notActionable": {
          "type": "integer",
          "minimum": 0
        },
        "notEnrolled": {
          "type": "integer",
          "minimum": 0,
          "description": "Actionable, and not in this cohort."
        },
        "notTreated": {
          "type": "integer",
          "minimum": 0
        },
        "notMature": {
          "type": "integer",
          "minimum": 0
        },
        "notDosedEnough": {
          "type": "integer",
          "minimum": 0
        }
      }
    },
    "furtherEnrolments": {
      "type": "integer",
      "minimum": 0,
      "description": "Treated enrolments beyond the first of each patient: not counted anywhere else."
    },
    "control": {
      "type": "array",
      "minItems": 2,
      "maxItems": 2,
      "items": {
        "$ref": "#/$defs/control"
      },
      "description": "Of the evaluable, then of all treated and mature."
    },
    "responses": {
      "type": "array",
      "minItems": 2,
      "maxItems": 2,
      "items": {
        "$ref": "#/$defs/responses"
      },
      "description": "Of the treated, then of the evaluable."
    },
    "safety": {
      "title": "MeasuredSafety",
      "description": "Patients with a treatment-emergent adverse event.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "denominator",
        "of",
        "grade3Related",
        "grade3RelatedOrUnknown",
        "serious",
        "grade3RelatedEvents",
        "seriousEvents",
        "exposureDays"
      ],
      "properties": {
        "denominator": {
          "const": "treated"
        },
        "of": {
          "type": "integer",
          "minimum": 0,
          "description": "Patients in the denominator."
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
        "grade3RelatedEvents": {
          "type": "integer",
          "minimum": 0,
          "description": "Events, not patients."
        },
        "seriousEvents": {
          "type": "integer",
          "minimum": 0,
          "description": "Events, not patients."
        },
        "exposureDays": {
          "type": "integer",
          "minimum": 0,
          "description": "Days on treatment, added up."
        }
      }
    },
    "progressionFree": {
      "$ref": "#/$defs/times"
    },
    "overall": {
      "$ref": "#/$defs/times"
    },
    "responseDuration": {
      "$ref": "#/$defs/times"
    },
    "onTreatment": {
      "$ref": "#/$defs/times"
    },
    "quarters": {
      "type": "array",
      "description": "Cumulative, by quarter of treatment start, from the oldest on.",
      "items": {
        "title": "MeasuredQuarter",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "quarter",
          "treated",
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
            "minimum": 0
          }
        }
      }
    },
    "qualityOfLife": {
      "title": "MeasuredQuality",
      "description": "Change of the global health status from baseline to week 16, in bands.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "denominator",
        "of",
        "improved",
        "stable",
        "worse",
        "missing"
      ],
      "properties": {
        "denominator": {
          "const": "treated-mature"
        },
        "of": {
          "type": "integer",
          "minimum": 0,
          "description": "Patients in the denominator."
        },
        "improved": {
          "type": "integer",
          "minimum": 0
        },
        "stable": {
          "type": "integer",
          "minimum": 0
        },
        "worse": {
          "type": "integer",
          "minimum": 0
        },
        "missing": {
          "type": "integer",
          "minimum": 0
        }
      }
    }
  },
  "$defs": {
    "control": {
      "title": "MeasuredControl",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "denominator",
        "of",
        "control",
        "awaiting",
        "reasons",
        "controlNotEvaluable"
      ],
      "properties": {
        "denominator": {
          "enum": [
            "evaluable",
            "treated-mature"
          ]
        },
        "of": {
          "type": "integer",
          "minimum": 0,
          "description": "Patients in the denominator."
        },
        "control": {
          "type": "integer",
          "minimum": 0,
          "description": "The same patients under both denominators: control of a patient who was not dosed enough counts in neither."
        },
        "awaiting": {
          "type": "integer",
          "minimum": 0,
          "description": "In the denominator and not in the numerator while their week-16 form can still come."
        },
        "reasons": {
          "title": "MeasuredReasons",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "progressed",
            "died",
            "off-treatment",
            "missed",
            "unconfirmed-progression",
            "not-assessable"
          ],
          "properties": {
            "progressed": {
              "type": "integer",
              "minimum": 0
            },
            "died": {
              "type": "integer",
              "minimum": 0
            },
            "off-treatment": {
              "type": "integer",
              "minimum": 0
            },
            "missed": {
              "type": "integer",
              "minimum": 0
            },
            "unconfirmed-progression": {
              "type": "integer",
              "minimum": 0
            },
            "not-assessable": {
              "type": "integer",
              "minimum": 0
            }
          }
        },
        "controlNotEvaluable": {
          "type": "integer",
          "minimum": 0,
          "description": "Had control, and was not dosed enough; 0 of the evaluable."
        }
      }
    },
    "responses": {
      "title": "MeasuredResponses",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "denominator",
        "of",
        "best",
        "objective",
        "objectiveConfirmed"
      ],
      "properties": {
        "denominator": {
          "enum": [
            "treated",
            "evaluable"
          ]
        },
        "of": {
          "type": "integer",
          "minimum": 0,
          "description": "Patients in the denominator."
        },
        "best": {
          "title": "MeasuredBest",
          "description": "Best overall response, unconfirmed.",
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
        "objective": {
          "type": "integer",
          "minimum": 0,
          "description": "CR or PR."
        },
        "objectiveConfirmed": {
          "type": "integer",
          "minimum": 0
        }
      }
    },
    "times": {
      "title": "MeasuredTimes",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "denominator",
        "of",
        "entered",
        "events",
        "censored"
      ],
      "properties": {
        "denominator": {
          "const": "treated"
        },
        "of": {
          "type": "integer",
          "minimum": 0,
          "description": "Patients in the denominator."
        },
        "entered": {
          "type": "integer",
          "minimum": 0,
          "description": "Patients who have a time: all treated ones, or those with a response."
        },
        "events": {
          "type": "array",
          "items": {
            "type": "integer",
            "minimum": 0
          },
          "description": "Bin i, at position i - 1, holds the times in ((i-1) x 28, i x 28] days; it ends at the last bin with a patient."
        },
        "censored": {
          "type": "array",
          "items": {
            "type": "integer",
            "minimum": 0
          },
          "description": "Bin i, at position i - 1, holds the times in ((i-1) x 28, i x 28] days; it ends at the last bin with a patient."
        }
      }
    }
  },
  "examples": [
    {
      "schema": "local-measures/1",
      "trial": "impress-norway",
      "country": "NO",
      "cut": {
        "id": "cut-0123456789abcdef",
        "cutoff": "2023-10-01"
      },
      "versions": {
        "derivation": "w16/1",
        "normaliser": "1",
        "oncotree": "2025-10-03"
      },
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
      "cohortHash": "abababababababababababababababababababababababababababababababab",
      "key": "v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib",
      "label": "KRAS p.Gly12Cys · Colorectal Adenocarcinoma · sotorasib",
      "funnel": {
        "screened": 5,
        "actionable": 4,
        "enrolled": 3,
        "treated": 2,
        "treatedMature": 2,
        "evaluable": 2,
        "pending": 0,
        "awaiting": 0
      },
      "dropOut": {
        "notActionable": 1,
        "notEnrolled": 1,
        "notTreated": 1,
        "notMature": 0,
        "notDosedEnough": 0
      },
      "furtherEnrolments": 0,
      "control": [
        {
          "denominator": "evaluable",
          "of": 2,
          "control": 1,
          "awaiting": 0,
          "reasons": {
            "progressed": 1,
            "died": 0,
            "off-treatment": 0,
            "missed": 0,
            "unconfirmed-progression": 0,
            "not-assessable": 0
          },
          "controlNotEvaluable": 0
        },
        {
          "denominator": "treated-mature",
          "of": 2,
          "control": 1,
          "awaiting": 0,
          "reasons": {
            "progressed": 1,
            "died": 0,
            "off-treatment": 0,
            "missed": 0,
            "unconfirmed-progression": 0,
            "not-assessable": 0
          },
          "controlNotEvaluable": 0
        }
      ],
      "responses": [
        {
          "denominator": "treated",
          "of": 2,
          "best": {
            "CR": 0,
            "PR": 1,
            "SD": 0,
            "PD": 1,
            "NE": 0
          },
          "objective": 1,
          "objectiveConfirmed": 0
        },
        {
          "denominator": "evaluable",
          "of": 2,
          "best": {
            "CR": 0,
            "PR": 1,
            "SD": 0,
            "PD": 1,
            "NE": 0
          },
          "objective": 1,
          "objectiveConfirmed": 0
        }
      ],
      "safety": {
        "denominator": "treated",
        "of": 2,
        "grade3Related": 1,
        "grade3RelatedOrUnknown": 1,
        "serious": 0,
        "grade3RelatedEvents": 2,
        "seriousEvents": 0,
        "exposureDays": 240
      },
      "progressionFree": {
        "denominator": "treated",
        "of": 2,
        "entered": 2,
        "events": [
          0,
          0,
          1
        ],
        "censored": [
          0,
          0,
          0,
          0,
          0,
          1
        ]
      },
      "overall": {
        "denominator": "treated",
        "of": 2,
        "entered": 2,
        "events": [],
        "censored": [
          0,
          0,
          0,
          0,
          0,
          0,
          2
        ]
      },
      "responseDuration": {
        "denominator": "treated",
        "of": 2,
        "entered": 1,
        "events": [],
        "censored": [
          0,
          1
        ]
      },
      "onTreatment": {
        "denominator": "treated",
        "of": 2,
        "entered": 2,
        "events": [
          0,
          0,
          1
        ],
        "censored": [
          0,
          0,
          0,
          0,
          0,
          1
        ]
      },
      "quarters": [
        {
          "quarter": "2023-Q1",
          "treated": 2,
          "evaluable": 2,
          "pending": 0,
          "control": 1
        }
      ],
      "qualityOfLife": {
        "denominator": "treated-mature",
        "of": 2,
        "improved": 1,
        "stable": 0,
        "worse": 0,
        "missing": 1
      }
    }
  ]
} as const
