// Made from schemas/outcome.schema.json by `npm run generate`; change the schema, not this file.
/**
 * A day (YYYY-MM-DD), a month (YYYY-MM) or a year (YYYY) of the calendar.
 */
export type PartialDate = string
export type Day = string
/**
 * clinical = the clinician's own verdict; a trend such as mCODE's cancer disease status is none of these.
 */
export type Criterion = ("RECIST1.1" | "iRECIST" | "RANO" | "IMWG" | "Lugano" | "IWG" | "ELN" | "PCWG3" | "GCIG" | "clinical")

/**
 * What the derivation rules (w16/1) say of one enrolment: a subject in a named cohort. Still with calendar dates: it exists beside the common record in the memory of an ingest only.
 */
export interface Outcome {
ruleVersion: "w16/1"
origin: Origin
localName: string
allocated: (PartialDate | null)
/**
 * Key v1, or null where a part is under review.
 */
cohortKey: (string | null)
/**
 * Equal for enrolments of one local cohort; the key where there is one.
 */
cohortGroup: string
cohortLabel: string
tumour: (string | null)
alteration: (string | null)
drugs: (string | null)
treated: boolean
/**
 * Treatment start; null where not treated.
 */
started: (Day | null)
mature: boolean
awaiting: boolean
evaluable: boolean
criterion: (Criterion | null)
/**
 * null = not treated or not mature.
 */
diseaseControlW16: (boolean | null)
noControlReason: ("progressed" | "died" | "off-treatment" | "missed" | "unconfirmed-progression" | "not-assessable" | null)
/**
 * Unconfirmed; null where not treated.
 */
bestOverallResponse: ("CR" | "PR" | "SD" | "PD" | "NE" | null)
/**
 * Again CR or PR at least 28 days later.
 */
confirmedResponse: ("CR" | "PR" | null)
treatmentEnded: (PartialDate | null)
lastDose: (Day | null)
stopReason: ("toxicity" | "progression" | "refusal" | "investigator" | "deterioration" | "completed" | "death" | "lost" | "other" | null)
progressed: (Day | null)
pfsDays: (number | null)
pfsEvent: (0 | 1 | null)
osDays: (number | null)
osEvent: (0 | 1 | null)
grade3Related: boolean
grade3RelatedOrUnknown: boolean
serious: boolean
/**
 * From treatment start to the first CR or PR, confirmed or not; null without one, or without its complete date.
 */
respondedDays: (number | null)
/**
 * Duration of that response.
 */
responseDays: (number | null)
/**
 * 1 progression or death, 0 censored.
 */
responseEvent: (0 | 1 | null)
/**
 * null where not treated.
 */
onTreatmentDays: (number | null)
/**
 * 1 treatment has ended, 0 censored.
 */
onTreatmentEvent: (0 | 1 | null)
/**
 * Related events of grade 3 and more.
 */
grade3RelatedEvents: number
seriousEvents: number
/**
 * QLQ-C30 global health status at week 16 against baseline, by 10 points; null where either is missing.
 */
qualityOfLifeChange: ("improved" | "stable" | "worse" | null)
ageYears: (number | null)
ecog: (number | null)
}
/**
 * The allocation row.
 */
export interface Origin {
/**
 * Lower-case key of the sheet (coh), name of the source in the mapping, FHIR resource type in lower case (observation), or OMOP table (drug_exposure).
 */
sheet: string
/**
 * Physical line of the file where the row begins, 1 = first line; of a source without lines the ordinal of the resource or row within its sheet, in an order that does not change from one reading to the next.
 */
line: number
/**
 * Which of several entities that one row gives: a wide row holds a patient's visits side by side.
 */
part?: number
/**
 * Where the source names its rows: FHIR logical id, OMOP primary key, JSON pointer. Local: it is never stored.
 */
id?: string
}

export const outcomeSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:outcome/1",
  "title": "Outcome",
  "description": "What the derivation rules (w16/1) say of one enrolment: a subject in a named cohort. Still with calendar dates: it exists beside the common record in the memory of an ingest only.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "ruleVersion",
    "origin",
    "localName",
    "allocated",
    "cohortKey",
    "cohortGroup",
    "cohortLabel",
    "tumour",
    "alteration",
    "drugs",
    "treated",
    "started",
    "mature",
    "awaiting",
    "evaluable",
    "criterion",
    "diseaseControlW16",
    "noControlReason",
    "bestOverallResponse",
    "confirmedResponse",
    "treatmentEnded",
    "lastDose",
    "stopReason",
    "progressed",
    "pfsDays",
    "pfsEvent",
    "osDays",
    "osEvent",
    "grade3Related",
    "grade3RelatedOrUnknown",
    "serious",
    "respondedDays",
    "responseDays",
    "responseEvent",
    "onTreatmentDays",
    "onTreatmentEvent",
    "grade3RelatedEvents",
    "seriousEvents",
    "qualityOfLifeChange",
    "ageYears",
    "ecog"
  ],
  "properties": {
    "ruleVersion": {
      "const": "w16/1"
    },
    "origin": {
      "$ref": "urn:prime-rose:common-record/1#/$defs/origin",
      "description": "The allocation row."
    },
    "localName": {
      "type": "string",
      "minLength": 1
    },
    "allocated": {
      "$ref": "urn:prime-rose:common-record/1#/$defs/nullableDate"
    },
    "cohortKey": {
      "type": [
        "string",
        "null"
      ],
      "description": "Key v1, or null where a part is under review."
    },
    "cohortGroup": {
      "type": "string",
      "minLength": 1,
      "description": "Equal for enrolments of one local cohort; the key where there is one."
    },
    "cohortLabel": {
      "type": "string",
      "minLength": 1
    },
    "tumour": {
      "type": [
        "string",
        "null"
      ]
    },
    "alteration": {
      "type": [
        "string",
        "null"
      ]
    },
    "drugs": {
      "type": [
        "string",
        "null"
      ]
    },
    "treated": {
      "type": "boolean"
    },
    "started": {
      "anyOf": [
        {
          "$ref": "#/$defs/day"
        },
        {
          "type": "null"
        }
      ],
      "description": "Treatment start; null where not treated."
    },
    "mature": {
      "type": "boolean"
    },
    "awaiting": {
      "type": "boolean"
    },
    "evaluable": {
      "type": "boolean"
    },
    "criterion": {
      "$ref": "urn:prime-rose:common-record/1#/$defs/nullableCriterion"
    },
    "diseaseControlW16": {
      "type": [
        "boolean",
        "null"
      ],
      "description": "null = not treated or not mature."
    },
    "noControlReason": {
      "enum": [
        "progressed",
        "died",
        "off-treatment",
        "missed",
        "unconfirmed-progression",
        "not-assessable",
        null
      ]
    },
    "bestOverallResponse": {
      "enum": [
        "CR",
        "PR",
        "SD",
        "PD",
        "NE",
        null
      ],
      "description": "Unconfirmed; null where not treated."
    },
    "confirmedResponse": {
      "enum": [
        "CR",
        "PR",
        null
      ],
      "description": "Again CR or PR at least 28 days later."
    },
    "treatmentEnded": {
      "$ref": "urn:prime-rose:common-record/1#/$defs/nullableDate"
    },
    "lastDose": {
      "anyOf": [
        {
          "$ref": "#/$defs/day"
        },
        {
          "type": "null"
        }
      ]
    },
    "stopReason": {
      "enum": [
        "toxicity",
        "progression",
        "refusal",
        "investigator",
        "deterioration",
        "completed",
        "death",
        "lost",
        "other",
        null
      ]
    },
    "progressed": {
      "anyOf": [
        {
          "$ref": "#/$defs/day"
        },
        {
          "type": "null"
        }
      ]
    },
    "pfsDays": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0
    },
    "pfsEvent": {
      "enum": [
        0,
        1,
        null
      ]
    },
    "osDays": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0
    },
    "osEvent": {
      "enum": [
        0,
        1,
        null
      ]
    },
    "grade3Related": {
      "type": "boolean"
    },
    "grade3RelatedOrUnknown": {
      "type": "boolean"
    },
    "serious": {
      "type": "boolean"
    },
    "respondedDays": {
      "type": [
        "integer",
        "null"
      ],
      "description": "From treatment start to the first CR or PR, confirmed or not; null without one, or without its complete date."
    },
    "responseDays": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "description": "Duration of that response."
    },
    "responseEvent": {
      "enum": [
        0,
        1,
        null
      ],
      "description": "1 progression or death, 0 censored."
    },
    "onTreatmentDays": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "description": "null where not treated."
    },
    "onTreatmentEvent": {
      "enum": [
        0,
        1,
        null
      ],
      "description": "1 treatment has ended, 0 censored."
    },
    "grade3RelatedEvents": {
      "type": "integer",
      "minimum": 0,
      "description": "Related events of grade 3 and more."
    },
    "seriousEvents": {
      "type": "integer",
      "minimum": 0
    },
    "qualityOfLifeChange": {
      "enum": [
        "improved",
        "stable",
        "worse",
        null
      ],
      "description": "QLQ-C30 global health status at week 16 against baseline, by 10 points; null where either is missing."
    },
    "ageYears": {
      "type": [
        "integer",
        "null"
      ]
    },
    "ecog": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 5
    }
  },
  "$defs": {
    "day": {
      "type": "string",
      "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
    }
  },
  "examples": [
    {
      "ruleVersion": "w16/1",
      "origin": {
        "sheet": "coh",
        "line": 3
      },
      "localName": "HER2exp/Cholangiocarcinoma/Pertuzumab+Traztuzumab",
      "allocated": "2022-02-01",
      "cohortKey": "v1|CHOL|E:HGNC:3430:pos|pertuzumab+trastuzumab",
      "cohortGroup": "v1|CHOL|E:HGNC:3430:pos|pertuzumab+trastuzumab",
      "cohortLabel": "HER2 expression, cholangiocarcinoma, pertuzumab + trastuzumab",
      "tumour": "CHOL",
      "alteration": "E:HGNC:3430:pos",
      "drugs": "pertuzumab+trastuzumab",
      "treated": true,
      "started": "2022-02-03",
      "mature": true,
      "awaiting": false,
      "evaluable": true,
      "criterion": "RECIST1.1",
      "diseaseControlW16": true,
      "noControlReason": null,
      "bestOverallResponse": "SD",
      "confirmedResponse": null,
      "treatmentEnded": null,
      "lastDose": "2022-05-01",
      "stopReason": null,
      "progressed": null,
      "pfsDays": 112,
      "pfsEvent": 0,
      "osDays": 112,
      "osEvent": 0,
      "grade3Related": false,
      "grade3RelatedOrUnknown": false,
      "serious": false,
      "respondedDays": null,
      "responseDays": null,
      "responseEvent": null,
      "onTreatmentDays": 87,
      "onTreatmentEvent": 0,
      "grade3RelatedEvents": 0,
      "seriousEvents": 0,
      "qualityOfLifeChange": "stable",
      "ageYears": 61,
      "ecog": null
    }
  ]
} as const
