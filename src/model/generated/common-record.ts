// Made from schemas/common-record.schema.json by `npm run generate`; change the schema, not this file.
/**
 * A day (YYYY-MM-DD), a month (YYYY-MM) or a year (YYYY) of the calendar.
 */
export type PartialDate = string
export type NullableDate = (PartialDate | null)
/**
 * Trimmed; null where the cell is empty or an NA token.
 */
export type Text = (string | null)
export type Criterion = ("RECIST1.1" | "iRECIST" | "RANO")
/**
 * Response of one criterion at one visit; null where the row holds none.
 */
export type ResponseCode = ("CR" | "PR" | "SD" | "PD" | "NE" | "iCR" | "iPR" | "iSD" | "iUPD" | "iCPD" | "iNE" | null)

/**
 * One subject of a trial in the network's common words, still with local id and calendar dates. It exists in the memory of an ingest only: mapping makes it, derivation reads it, pseudonymisation turns it into prime-rose-record/1.
 */
export interface CommonRecord {
schema: "common-record/1"
trialId: string
/**
 * Local subject id, trimmed.
 */
subjectId: string
birth: (PartialDate | null)
/**
 * Age as the source states it, where it holds no birth date.
 */
ageYears: (number | null)
sex: ("male" | "female" | "other" | "unknown")
/**
 * Of the tumour board; null where the source has none.
 */
recommendation: ("yes" | "no" | null)
/**
 * One for each allocation row, in the order of the file; also those without a cohort name.
 */
enrolments: Enrolment[]
doses: Dose[]
assessments: Assessment[]
criteria: DeclaredCriterion[]
treatmentEnds: TreatmentEnd[]
deaths: Death[]
followUps: FollowUp[]
performance: Performance[]
adverseEvents: AdverseEvent[]
qualityOfLife: QualityOfLife[]
/**
 * Rows with a clinical date that no rule reads otherwise (rcnt, rntmnt): a date after death is a problem there too.
 */
otherDatedRows: DatedRow[]
}
export interface Enrolment {
origin: Origin
/**
 * Cohort name as typed, trimmed; null = not in a cohort.
 */
localName: (string | null)
allocated: NullableDate
icd10: Text
/**
 * Trimmed; null where the cell is empty or an NA token.
 */
tumourPick: (string | null)
tumourShort: Text
/**
 * Texts of the filled drug slots, first role first; a role with two filled slots gives none.
 */
drugs: string[]
targetName: Text
targetMutation: Text
geneMutation: Text
}
export interface Origin {
/**
 * Lower-case key of the sheet, e.g. coh.
 */
sheet: string
/**
 * Physical line of the file where the row begins, 1 = first line.
 */
line: number
}
/**
 * One drug in one cycle.
 */
export interface Dose {
origin: Origin
drug: Text
treatmentNumber: Text
cycleNumber: Text
/**
 * Treatment received this cycle; null = the cell is empty.
 */
given: (boolean | null)
/**
 * Oral where a start or stop of intake is filled in, whatever it parses to.
 */
route: ("iv" | "oral")
cycleStart: NullableDate
oralStart: NullableDate
oralStop: NullableDate
}
/**
 * One row of a tumour assessment: the codes of every criterion that its form holds.
 */
export interface Assessment {
origin: Origin
/**
 * Trimmed; null where the cell is empty or an NA token.
 */
visit: (string | null)
date: NullableDate
responses: {
criterion: Criterion
response: ResponseCode
}[]
progressionDate: NullableDate
unconfirmedProgressionDate: NullableDate
}
export interface DeclaredCriterion {
origin: Origin
visit: Text
date: NullableDate
criterion: (Criterion | null)
}
export interface TreatmentEnd {
origin: Origin
/**
 * Day of data entry; never a clinical date.
 */
entered: (PartialDate | null)
/**
 * Last treatment day.
 */
ended: (PartialDate | null)
progressionDate: NullableDate
reason: ("toxicity" | "progression" | "refusal" | "investigator" | "deterioration" | "completed" | "other" | null)
}
export interface Death {
origin: Origin
date: NullableDate
}
export interface FollowUp {
origin: Origin
lastSeenAlive: NullableDate
deathDate: NullableDate
status: ("alive" | "dead" | "lost" | null)
}
/**
 * ECOG performance status at one visit.
 */
export interface Performance {
origin: Origin
visit: Text
date: NullableDate
gradeByText: (number | null)
/**
 * Already code less 1 where the list is grade + 1.
 */
gradeByCode: (number | null)
}
export interface AdverseEvent {
origin: Origin
/**
 * Trimmed; null where the cell is empty or an NA token.
 */
key: (string | null)
term: Text
grade: (number | null)
onset: NullableDate
ended: NullableDate
outcome: ("recovered" | "recovering" | "not-recovered" | "sequelae" | "fatal" | null)
serious: (boolean | null)
becameSerious: NullableDate
/**
 * The two drug slots of the form, always both, in order; name null = slot not filled.
 */
drugs: {
name: Text
relation: ("related" | "not-related" | "unknown" | null)
expected: (boolean | null)
}[]
}
export interface QualityOfLife {
origin: Origin
instrument: ("EORTC-QLQ-C30" | "EQ-5D-5L")
visitName: Text
date: NullableDate
/**
 * Item id (Q1..Q30; VAS, 1..5) to its answer; no item text.
 */
items: {
[k: string]: number
}
}
export interface DatedRow {
origin: Origin
date: NullableDate
}

export const commonRecordSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:common-record/1",
  "title": "CommonRecord",
  "description": "One subject of a trial in the network's common words, still with local id and calendar dates. It exists in the memory of an ingest only: mapping makes it, derivation reads it, pseudonymisation turns it into prime-rose-record/1.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "trialId",
    "subjectId",
    "birth",
    "ageYears",
    "sex",
    "recommendation",
    "enrolments",
    "doses",
    "assessments",
    "criteria",
    "treatmentEnds",
    "deaths",
    "followUps",
    "performance",
    "adverseEvents",
    "qualityOfLife",
    "otherDatedRows"
  ],
  "properties": {
    "schema": {
      "const": "common-record/1"
    },
    "trialId": {
      "type": "string",
      "minLength": 1
    },
    "subjectId": {
      "type": "string",
      "minLength": 1,
      "description": "Local subject id, trimmed."
    },
    "birth": {
      "anyOf": [
        {
          "$ref": "#/$defs/partialDate"
        },
        {
          "type": "null"
        }
      ]
    },
    "ageYears": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 130,
      "description": "Age as the source states it, where it holds no birth date."
    },
    "sex": {
      "enum": [
        "male",
        "female",
        "other",
        "unknown"
      ]
    },
    "recommendation": {
      "enum": [
        "yes",
        "no",
        null
      ],
      "description": "Of the tumour board; null where the source has none."
    },
    "enrolments": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/enrolment"
      },
      "description": "One for each allocation row, in the order of the file; also those without a cohort name."
    },
    "doses": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/dose"
      }
    },
    "assessments": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/assessment"
      }
    },
    "criteria": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/declaredCriterion"
      }
    },
    "treatmentEnds": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/treatmentEnd"
      }
    },
    "deaths": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/death"
      }
    },
    "followUps": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/followUp"
      }
    },
    "performance": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/performance"
      }
    },
    "adverseEvents": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/adverseEvent"
      }
    },
    "qualityOfLife": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/qualityOfLife"
      }
    },
    "otherDatedRows": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/datedRow"
      },
      "description": "Rows with a clinical date that no rule reads otherwise (rcnt, rntmnt): a date after death is a problem there too."
    }
  },
  "$defs": {
    "partialDate": {
      "title": "PartialDate",
      "type": "string",
      "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
      "description": "A day (YYYY-MM-DD), a month (YYYY-MM) or a year (YYYY) of the calendar."
    },
    "nullableDate": {
      "anyOf": [
        {
          "$ref": "#/$defs/partialDate"
        },
        {
          "type": "null"
        }
      ]
    },
    "text": {
      "type": [
        "string",
        "null"
      ],
      "description": "Trimmed; null where the cell is empty or an NA token."
    },
    "origin": {
      "title": "Origin",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "sheet",
        "line"
      ],
      "properties": {
        "sheet": {
          "type": "string",
          "description": "Lower-case key of the sheet, e.g. coh."
        },
        "line": {
          "type": "integer",
          "minimum": 1,
          "description": "Physical line of the file where the row begins, 1 = first line."
        }
      }
    },
    "responseCode": {
      "title": "ResponseCode",
      "enum": [
        "CR",
        "PR",
        "SD",
        "PD",
        "NE",
        "iCR",
        "iPR",
        "iSD",
        "iUPD",
        "iCPD",
        "iNE",
        null
      ],
      "description": "Response of one criterion at one visit; null where the row holds none."
    },
    "criterion": {
      "title": "Criterion",
      "enum": [
        "RECIST1.1",
        "iRECIST",
        "RANO"
      ]
    },
    "enrolment": {
      "title": "Enrolment",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "origin",
        "localName",
        "allocated",
        "icd10",
        "tumourPick",
        "tumourShort",
        "drugs",
        "targetName",
        "targetMutation",
        "geneMutation"
      ],
      "properties": {
        "origin": {
          "$ref": "#/$defs/origin"
        },
        "localName": {
          "$ref": "#/$defs/text",
          "description": "Cohort name as typed, trimmed; null = not in a cohort."
        },
        "allocated": {
          "$ref": "#/$defs/nullableDate"
        },
        "icd10": {
          "$ref": "#/$defs/text"
        },
        "tumourPick": {
          "$ref": "#/$defs/text",
          "description": "Pick-list tumour; null where empty or where both slots are filled."
        },
        "tumourShort": {
          "$ref": "#/$defs/text"
        },
        "drugs": {
          "type": "array",
          "items": {
            "type": "string"
          },
          "description": "Texts of the filled drug slots, first role first; a role with two filled slots gives none."
        },
        "targetName": {
          "$ref": "#/$defs/text"
        },
        "targetMutation": {
          "$ref": "#/$defs/text"
        },
        "geneMutation": {
          "$ref": "#/$defs/text"
        }
      }
    },
    "dose": {
      "title": "Dose",
      "description": "One drug in one cycle.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "origin",
        "drug",
        "treatmentNumber",
        "cycleNumber",
        "given",
        "route",
        "cycleStart",
        "oralStart",
        "oralStop"
      ],
      "properties": {
        "origin": {
          "$ref": "#/$defs/origin"
        },
        "drug": {
          "$ref": "#/$defs/text"
        },
        "treatmentNumber": {
          "$ref": "#/$defs/text"
        },
        "cycleNumber": {
          "$ref": "#/$defs/text"
        },
        "given": {
          "type": [
            "boolean",
            "null"
          ],
          "description": "Treatment received this cycle; null = the cell is empty."
        },
        "route": {
          "enum": [
            "iv",
            "oral"
          ],
          "description": "Oral where a start or stop of intake is filled in, whatever it parses to."
        },
        "cycleStart": {
          "$ref": "#/$defs/nullableDate"
        },
        "oralStart": {
          "$ref": "#/$defs/nullableDate"
        },
        "oralStop": {
          "$ref": "#/$defs/nullableDate"
        }
      }
    },
    "assessment": {
      "title": "Assessment",
      "description": "One row of a tumour assessment: the codes of every criterion that its form holds.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "origin",
        "visit",
        "date",
        "responses",
        "progressionDate",
        "unconfirmedProgressionDate"
      ],
      "properties": {
        "origin": {
          "$ref": "#/$defs/origin"
        },
        "visit": {
          "$ref": "#/$defs/text",
          "description": "EventId, upper case: V00 baseline, V03 week 16."
        },
        "date": {
          "$ref": "#/$defs/nullableDate"
        },
        "responses": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "criterion",
              "response"
            ],
            "properties": {
              "criterion": {
                "$ref": "#/$defs/criterion"
              },
              "response": {
                "$ref": "#/$defs/responseCode"
              }
            }
          }
        },
        "progressionDate": {
          "$ref": "#/$defs/nullableDate"
        },
        "unconfirmedProgressionDate": {
          "$ref": "#/$defs/nullableDate"
        }
      }
    },
    "declaredCriterion": {
      "title": "DeclaredCriterion",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "origin",
        "visit",
        "date",
        "criterion"
      ],
      "properties": {
        "origin": {
          "$ref": "#/$defs/origin"
        },
        "visit": {
          "$ref": "#/$defs/text"
        },
        "date": {
          "$ref": "#/$defs/nullableDate"
        },
        "criterion": {
          "anyOf": [
            {
              "$ref": "#/$defs/criterion"
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "treatmentEnd": {
      "title": "TreatmentEnd",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "origin",
        "entered",
        "ended",
        "progressionDate",
        "reason"
      ],
      "properties": {
        "origin": {
          "$ref": "#/$defs/origin"
        },
        "entered": {
          "$ref": "#/$defs/nullableDate",
          "description": "Day of data entry; never a clinical date."
        },
        "ended": {
          "$ref": "#/$defs/nullableDate",
          "description": "Last treatment day."
        },
        "progressionDate": {
          "$ref": "#/$defs/nullableDate"
        },
        "reason": {
          "enum": [
            "toxicity",
            "progression",
            "refusal",
            "investigator",
            "deterioration",
            "completed",
            "other",
            null
          ]
        }
      }
    },
    "death": {
      "title": "Death",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "origin",
        "date"
      ],
      "properties": {
        "origin": {
          "$ref": "#/$defs/origin"
        },
        "date": {
          "$ref": "#/$defs/nullableDate"
        }
      }
    },
    "followUp": {
      "title": "FollowUp",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "origin",
        "lastSeenAlive",
        "deathDate",
        "status"
      ],
      "properties": {
        "origin": {
          "$ref": "#/$defs/origin"
        },
        "lastSeenAlive": {
          "$ref": "#/$defs/nullableDate"
        },
        "deathDate": {
          "$ref": "#/$defs/nullableDate"
        },
        "status": {
          "enum": [
            "alive",
            "dead",
            "lost",
            null
          ]
        }
      }
    },
    "performance": {
      "title": "Performance",
      "description": "ECOG performance status at one visit.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "origin",
        "visit",
        "date",
        "gradeByText",
        "gradeByCode"
      ],
      "properties": {
        "origin": {
          "$ref": "#/$defs/origin"
        },
        "visit": {
          "$ref": "#/$defs/text"
        },
        "date": {
          "$ref": "#/$defs/nullableDate"
        },
        "gradeByText": {
          "type": [
            "integer",
            "null"
          ],
          "minimum": 0,
          "maximum": 5
        },
        "gradeByCode": {
          "type": [
            "integer",
            "null"
          ],
          "minimum": 0,
          "maximum": 5,
          "description": "Already code less 1 where the list is grade + 1."
        }
      }
    },
    "adverseEvent": {
      "title": "AdverseEvent",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "origin",
        "key",
        "term",
        "grade",
        "onset",
        "ended",
        "outcome",
        "serious",
        "becameSerious",
        "drugs"
      ],
      "properties": {
        "origin": {
          "$ref": "#/$defs/origin"
        },
        "key": {
          "$ref": "#/$defs/text",
          "description": "AESPID."
        },
        "term": {
          "$ref": "#/$defs/text"
        },
        "grade": {
          "type": [
            "integer",
            "null"
          ],
          "minimum": 1,
          "maximum": 5
        },
        "onset": {
          "$ref": "#/$defs/nullableDate"
        },
        "ended": {
          "$ref": "#/$defs/nullableDate"
        },
        "outcome": {
          "enum": [
            "recovered",
            "recovering",
            "not-recovered",
            "sequelae",
            "fatal",
            null
          ]
        },
        "serious": {
          "type": [
            "boolean",
            "null"
          ]
        },
        "becameSerious": {
          "$ref": "#/$defs/nullableDate"
        },
        "drugs": {
          "type": "array",
          "description": "The two drug slots of the form, always both, in order; name null = slot not filled.",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "name",
              "relation",
              "expected"
            ],
            "properties": {
              "name": {
                "$ref": "#/$defs/text"
              },
              "relation": {
                "enum": [
                  "related",
                  "not-related",
                  "unknown",
                  null
                ]
              },
              "expected": {
                "type": [
                  "boolean",
                  "null"
                ]
              }
            }
          }
        }
      }
    },
    "qualityOfLife": {
      "title": "QualityOfLife",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "origin",
        "instrument",
        "visitName",
        "date",
        "items"
      ],
      "properties": {
        "origin": {
          "$ref": "#/$defs/origin"
        },
        "instrument": {
          "enum": [
            "EORTC-QLQ-C30",
            "EQ-5D-5L"
          ]
        },
        "visitName": {
          "$ref": "#/$defs/text"
        },
        "date": {
          "$ref": "#/$defs/nullableDate"
        },
        "items": {
          "type": "object",
          "additionalProperties": {
            "type": "number"
          },
          "description": "Item id (Q1..Q30; VAS, 1..5) to its answer; no item text."
        }
      }
    },
    "datedRow": {
      "title": "DatedRow",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "origin",
        "date"
      ],
      "properties": {
        "origin": {
          "$ref": "#/$defs/origin"
        },
        "date": {
          "$ref": "#/$defs/nullableDate"
        }
      }
    }
  },
  "examples": [
    {
      "schema": "common-record/1",
      "trialId": "impress-norway",
      "subjectId": "0301-007",
      "birth": "1961",
      "ageYears": null,
      "sex": "female",
      "recommendation": null,
      "enrolments": [
        {
          "origin": {
            "sheet": "coh",
            "line": 3
          },
          "localName": "HER2exp/Cholangiocarcinoma/Pertuzumab+Traztuzumab",
          "allocated": "2022-02-01",
          "icd10": "C22.1",
          "tumourPick": "Cholangiocarcinoma",
          "tumourShort": null,
          "drugs": [
            "Pertuzumab",
            "Traztuzumab"
          ],
          "targetName": null,
          "targetMutation": null,
          "geneMutation": null
        }
      ],
      "doses": [
        {
          "origin": {
            "sheet": "tr",
            "line": 3
          },
          "drug": "Herceptin",
          "treatmentNumber": "1",
          "cycleNumber": "1",
          "given": true,
          "route": "iv",
          "cycleStart": "2022-02-03",
          "oralStart": null,
          "oralStop": null
        }
      ],
      "assessments": [
        {
          "origin": {
            "sheet": "ra",
            "line": 4
          },
          "visit": "V03",
          "date": "2022-05-26",
          "responses": [
            {
              "criterion": "RECIST1.1",
              "response": "SD"
            },
            {
              "criterion": "iRECIST",
              "response": null
            }
          ],
          "progressionDate": null,
          "unconfirmedProgressionDate": null
        }
      ],
      "criteria": [],
      "treatmentEnds": [],
      "deaths": [],
      "followUps": [],
      "performance": [],
      "adverseEvents": [],
      "qualityOfLife": [],
      "otherDatedRows": []
    }
  ]
} as const
