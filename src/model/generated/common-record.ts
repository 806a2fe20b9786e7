// Made from schemas/common-record.schema.json by `npm run generate`; change the schema, not this file.
/**
 * A day (YYYY-MM-DD), a month (YYYY-MM) or a year (YYYY) of the calendar.
 */
export type PartialDate = string
/**
 * As the source states it; null = it follows from the rows.
 */
export type SubjectStatus = ("candidate" | "screening" | "eligible" | "ineligible" | "on-study" | "on-study-intervention" | "on-study-observation" | "follow-up" | "off-study" | "withdrawn" | "not-registered" | "pending-on-study" | "potential-candidate" | null)
export type NullableKey = (LocalKey | null)
/**
 * What rows of one subject call each other by: number of a report, id of a resource. Never stored.
 */
export type LocalKey = string
/**
 * Trimmed; null where the cell is empty or an NA token.
 */
export type Text = (string | null)
export type SourceCodes = CommonSourceCode[]
export type NullableDate = (PartialDate | null)
/**
 * clinical = the clinician's own verdict; a trend such as mCODE's cancer disease status is none of these.
 */
export type Criterion = ("RECIST1.1" | "iRECIST" | "RANO" | "IMWG" | "Lugano" | "IWG" | "ELN" | "PCWG3" | "GCIG" | "clinical")
/**
 * Response of one criterion at one visit; null where the row holds none. MR is a minor response, NON-CR-NON-PD disease without target lesions that is neither.
 */
export type ResponseCode = ("CR" | "PR" | "SD" | "PD" | "NE" | "iCR" | "iPR" | "iSD" | "iUPD" | "iCPD" | "iNE" | "NON-CR-NON-PD" | "MR" | null)
export type NullableCriterion = (Criterion | null)

/**
 * One subject of a trial in the network's common words, still with local id and calendar dates, whatever kind of source it comes from. It exists in the memory of an ingest only: mapping (of sheets, tables and files) or projection (of FHIR and OMOP) makes it, derivation reads it, pseudonymisation turns it into prime-rose-record/1. A member that is not required may be left out or null: the source does not say it.
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
 * Day 0 of a subject who is never treated: screening consent, else sample, else registration; null = the first allocation stands in for it.
 */
screenedOn: (PartialDate | null)
status: SubjectStatus
/**
 * Empty where the source holds none: then the trial's sharing basis decides.
 */
consents: Consent[]
/**
 * Empty where the source states tumours in its allocation rows only.
 */
tumours: Tumour[]
specimens: Specimen[]
/**
 * Findings of reports. Absent calls, no-calls and missing values are no alterations and are left out.
 */
alterations: Alteration[]
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
/**
 * One consent and what became of it; of several of one kind the one with the latest date holds. A sharing consent that was withdrawn is a withdrawal of the data: the subject is in no figure. One that was refused keeps the subject out of every data cut.
 */
export interface Consent {
origin: Origin
/**
 * Molecular screening; the drug-specific one; sharing of data across countries.
 */
kind: ("screening" | "treatment" | "sharing")
status: ("active" | "withdrawn" | "refused" | "unknown")
/**
 * Day of the status.
 */
date: (PartialDate | null)
/**
 * What a sharing consent covers, in words of the mapping; empty = everything that the form names.
 */
scope: string[]
}
/**
 * The row that says so. Sheet, line and part name one entity of one source; ties between rows of one date are broken by them.
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
/**
 * A tumour as the source states it; terminology reads it.
 */
export interface Tumour {
origin: Origin
key: NullableKey
/**
 * false = a metastasis, or a tumour beside the one in question; null = the source does not say: the first that is not false is the primary.
 */
primary: (boolean | null)
sourceCodes?: SourceCodes
text?: Text
icd10?: Text
icdo3Topography?: Text
icdo3Morphology?: Text
oncotree?: Text
/**
 * Trimmed; null where the cell is empty or an NA token.
 */
stage?: (string | null)
diagnosed?: NullableDate
metastatic?: (boolean | null)
}
/**
 * A code as the source states it, and its words for it.
 */
export interface CommonSourceCode {
/**
 * URI of the code system.
 */
system: string
code: string
display: Text
}
/**
 * A sample, and the assay that a report on it used.
 */
export interface Specimen {
origin: Origin
key: NullableKey
kind: ("tissue" | "plasma" | "blood" | "other" | null)
assayKind?: ("ngs-panel" | "wes" | "wgs" | "rna" | "ihc" | "ish" | "pcr" | null)
/**
 * Trimmed; null where the cell is empty or an NA token.
 */
assay?: (string | null)
collected?: NullableDate
reported?: NullableDate
}
/**
 * A finding as the source states it: as one text (BRAF V600E), or in parts that terminology puts together. Where both are given, the parts decide.
 */
export interface Alteration {
origin: Origin
key: NullableKey
text: Text
/**
 * null = it follows from the text.
 */
class?: ("snv-indel" | "cna" | "fusion" | "expression" | "signature" | "exon" | null)
/**
 * Trimmed; null where the cell is empty or an NA token.
 */
gene?: (string | null)
/**
 * Trimmed; null where the cell is empty or an NA token.
 */
geneDisplay?: (string | null)
/**
 * Trimmed; null where the cell is empty or an NA token.
 */
partner?: (string | null)
/**
 * known = gene is the 5' partner and partner the 3' one.
 */
orientation?: ("known" | "unknown" | null)
hgvsP?: Text
hgvsC?: Text
transcript?: Text
/**
 * Trimmed; null where the cell is empty or an NA token.
 */
exon?: (string | null)
/**
 * What happened at the exon.
 */
exonChange?: ("ins" | "del" | "mut" | "skip" | null)
/**
 * Variant allele fraction; a percentage is converted by its unit before it stands here.
 */
vaf?: (number | null)
copyNumber?: (number | null)
cnaKind?: ("amp" | "gain" | "loss" | "homdel" | null)
/**
 * Protein by stain; scale call holds a verdict without a number.
 */
expression?: ({
scale: ("ihc" | "tps" | "cps" | "ic" | "call")
value: (number | ("pos" | "neg" | "low"))
} | null)
signature?: ({
kind: ("TMB" | "MSI" | "MMR" | "HRD")
value?: (number | null)
unit?: ("mutations/Mb" | "score" | "percent" | null)
status?: ("high" | "low" | "stable" | "deficient" | "proficient" | "positive" | "negative" | null)
/**
 * Cut-off that the report states.
 */
cutoff?: (number | null)
} | null)
/**
 * Origin of the change in the body (record member origin).
 */
sourceClass?: ("somatic" | "germline" | "unknown" | null)
/**
 * Trimmed; null where the cell is empty or an NA token.
 */
escat?: (string | null)
actionable?: (boolean | null)
specimenKey?: NullableKey
reported?: NullableDate
}
export interface Enrolment {
origin: Origin
/**
 * Trimmed; null where the cell is empty or an NA token.
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
/**
 * Trimmed; null where the cell is empty or an NA token.
 */
cohortKey?: (string | null)
/**
 * Response criterion that the source declares for the cohort; one declared at baseline (criteria) beats it.
 */
criterion?: (Criterion | null)
/**
 * Line of treatment as the source states it; never counted from earlier treatments.
 */
line?: (number | null)
priorLines?: (number | null)
/**
 * Drugs given along that are no part of the cohort.
 */
backbone?: string[]
tumourKey?: NullableKey
/**
 * Alterations for which the drug was chosen, where the source says so.
 */
alterationKeys?: LocalKey[]
}
/**
 * One drug in one cycle; of a source without cycles one drug in one stretch of time.
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
/**
 * Whether the source calls this response confirmed; no rule reads it.
 */
confirmed?: (boolean | null)
}[]
/**
 * Sum of the target lesions at this visit, mm.
 */
sumDiameters?: (number | null)
newLesions?: (boolean | null)
progressionDate: NullableDate
unconfirmedProgressionDate: NullableDate
}
export interface DeclaredCriterion {
origin: Origin
visit: Text
date: NullableDate
criterion: NullableCriterion
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
reason: ("toxicity" | "progression" | "refusal" | "investigator" | "deterioration" | "completed" | "death" | "lost" | "other" | null)
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
/**
 * Trimmed; null where the cell is empty or an NA token.
 */
ncit?: (string | null)
/**
 * Trimmed; null where the cell is empty or an NA token.
 */
meddra?: (string | null)
ctcaeVersion?: ("4.03" | "5.0" | "6.0" | null)
grade: (number | null)
onset: NullableDate
ended: NullableDate
outcome: ("recovered" | "recovering" | "not-recovered" | "sequelae" | "fatal" | null)
serious: (boolean | null)
becameSerious: NullableDate
/**
 * The drug slots of the form, in order; name null = slot not filled. No slot at all says the same as slots that are all empty.
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
/**
 * Scale scores that the source itself holds, by the scale names of prime-rose-record/1; a scale that the items give is computed from them.
 */
scores?: {
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
  "description": "One subject of a trial in the network's common words, still with local id and calendar dates, whatever kind of source it comes from. It exists in the memory of an ingest only: mapping (of sheets, tables and files) or projection (of FHIR and OMOP) makes it, derivation reads it, pseudonymisation turns it into prime-rose-record/1. A member that is not required may be left out or null: the source does not say it.",
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
    "screenedOn",
    "status",
    "consents",
    "tumours",
    "specimens",
    "alterations",
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
    "screenedOn": {
      "$ref": "#/$defs/nullableDate",
      "description": "Day 0 of a subject who is never treated: screening consent, else sample, else registration; null = the first allocation stands in for it."
    },
    "status": {
      "$ref": "#/$defs/subjectStatus",
      "description": "As the source states it; null = it follows from the rows."
    },
    "consents": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/consent"
      },
      "description": "Empty where the source holds none: then the trial's sharing basis decides."
    },
    "tumours": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/tumour"
      },
      "description": "Empty where the source states tumours in its allocation rows only."
    },
    "specimens": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/specimen"
      }
    },
    "alterations": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/alteration"
      },
      "description": "Findings of reports. Absent calls, no-calls and missing values are no alterations and are left out."
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
      "description": "The row that says so. Sheet, line and part name one entity of one source; ties between rows of one date are broken by them.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "sheet",
        "line"
      ],
      "properties": {
        "sheet": {
          "type": "string",
          "minLength": 1,
          "description": "Lower-case key of the sheet (coh), name of the source in the mapping, FHIR resource type in lower case (observation), or OMOP table (drug_exposure)."
        },
        "line": {
          "type": "integer",
          "minimum": 1,
          "description": "Physical line of the file where the row begins, 1 = first line; of a source without lines the ordinal of the resource or row within its sheet, in an order that does not change from one reading to the next."
        },
        "part": {
          "type": "integer",
          "minimum": 1,
          "description": "Which of several entities that one row gives: a wide row holds a patient's visits side by side."
        },
        "id": {
          "type": "string",
          "minLength": 1,
          "maxLength": 256,
          "description": "Where the source names its rows: FHIR logical id, OMOP primary key, JSON pointer. Local: it is never stored."
        }
      }
    },
    "localKey": {
      "title": "LocalKey",
      "type": "string",
      "minLength": 1,
      "maxLength": 256,
      "description": "What rows of one subject call each other by: number of a report, id of a resource. Never stored."
    },
    "nullableKey": {
      "anyOf": [
        {
          "$ref": "#/$defs/localKey"
        },
        {
          "type": "null"
        }
      ]
    },
    "sourceCode": {
      "title": "CommonSourceCode",
      "description": "A code as the source states it, and its words for it.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "system",
        "code",
        "display"
      ],
      "properties": {
        "system": {
          "type": "string",
          "minLength": 1,
          "description": "URI of the code system."
        },
        "code": {
          "type": "string",
          "minLength": 1
        },
        "display": {
          "$ref": "#/$defs/text"
        }
      }
    },
    "sourceCodes": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/sourceCode"
      }
    },
    "responseCode": {
      "title": "ResponseCode",
      "description": "Response of one criterion at one visit; null where the row holds none. MR is a minor response, NON-CR-NON-PD disease without target lesions that is neither.",
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
        "NON-CR-NON-PD",
        "MR",
        null
      ]
    },
    "criterion": {
      "title": "Criterion",
      "enum": [
        "RECIST1.1",
        "iRECIST",
        "RANO",
        "IMWG",
        "Lugano",
        "IWG",
        "ELN",
        "PCWG3",
        "GCIG",
        "clinical"
      ],
      "description": "clinical = the clinician's own verdict; a trend such as mCODE's cancer disease status is none of these."
    },
    "nullableCriterion": {
      "anyOf": [
        {
          "$ref": "#/$defs/criterion"
        },
        {
          "type": "null"
        }
      ]
    },
    "subjectStatus": {
      "title": "SubjectStatus",
      "description": "FHIR R4 research-subject-status.",
      "enum": [
        "candidate",
        "screening",
        "eligible",
        "ineligible",
        "on-study",
        "on-study-intervention",
        "on-study-observation",
        "follow-up",
        "off-study",
        "withdrawn",
        "not-registered",
        "pending-on-study",
        "potential-candidate",
        null
      ]
    },
    "consent": {
      "title": "Consent",
      "description": "One consent and what became of it; of several of one kind the one with the latest date holds. A sharing consent that was withdrawn is a withdrawal of the data: the subject is in no figure. One that was refused keeps the subject out of every data cut.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "origin",
        "kind",
        "status",
        "date",
        "scope"
      ],
      "properties": {
        "origin": {
          "$ref": "#/$defs/origin"
        },
        "kind": {
          "enum": [
            "screening",
            "treatment",
            "sharing"
          ],
          "description": "Molecular screening; the drug-specific one; sharing of data across countries."
        },
        "status": {
          "enum": [
            "active",
            "withdrawn",
            "refused",
            "unknown"
          ]
        },
        "date": {
          "$ref": "#/$defs/nullableDate",
          "description": "Day of the status."
        },
        "scope": {
          "type": "array",
          "items": {
            "type": "string",
            "pattern": "^[a-z][a-z-]{0,40}$"
          },
          "description": "What a sharing consent covers, in words of the mapping; empty = everything that the form names."
        }
      }
    },
    "tumour": {
      "title": "Tumour",
      "description": "A tumour as the source states it; terminology reads it.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "origin",
        "key",
        "primary"
      ],
      "properties": {
        "origin": {
          "$ref": "#/$defs/origin"
        },
        "key": {
          "$ref": "#/$defs/nullableKey"
        },
        "primary": {
          "type": [
            "boolean",
            "null"
          ],
          "description": "false = a metastasis, or a tumour beside the one in question; null = the source does not say: the first that is not false is the primary."
        },
        "sourceCodes": {
          "$ref": "#/$defs/sourceCodes"
        },
        "text": {
          "$ref": "#/$defs/text"
        },
        "icd10": {
          "$ref": "#/$defs/text"
        },
        "icdo3Topography": {
          "$ref": "#/$defs/text"
        },
        "icdo3Morphology": {
          "$ref": "#/$defs/text"
        },
        "oncotree": {
          "$ref": "#/$defs/text"
        },
        "stage": {
          "$ref": "#/$defs/text",
          "description": "Stage group: 0, I to IV, with A, B or C where stated."
        },
        "diagnosed": {
          "$ref": "#/$defs/nullableDate"
        },
        "metastatic": {
          "type": [
            "boolean",
            "null"
          ]
        }
      }
    },
    "specimen": {
      "title": "Specimen",
      "description": "A sample, and the assay that a report on it used.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "origin",
        "key",
        "kind"
      ],
      "properties": {
        "origin": {
          "$ref": "#/$defs/origin"
        },
        "key": {
          "$ref": "#/$defs/nullableKey"
        },
        "kind": {
          "enum": [
            "tissue",
            "plasma",
            "blood",
            "other",
            null
          ]
        },
        "assayKind": {
          "enum": [
            "ngs-panel",
            "wes",
            "wgs",
            "rna",
            "ihc",
            "ish",
            "pcr",
            null
          ]
        },
        "assay": {
          "$ref": "#/$defs/text",
          "description": "Name of the assay, e.g. TSO500."
        },
        "collected": {
          "$ref": "#/$defs/nullableDate"
        },
        "reported": {
          "$ref": "#/$defs/nullableDate"
        }
      }
    },
    "alteration": {
      "title": "Alteration",
      "description": "A finding as the source states it: as one text (BRAF V600E), or in parts that terminology puts together. Where both are given, the parts decide.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "origin",
        "key",
        "text"
      ],
      "properties": {
        "origin": {
          "$ref": "#/$defs/origin"
        },
        "key": {
          "$ref": "#/$defs/nullableKey"
        },
        "text": {
          "$ref": "#/$defs/text"
        },
        "class": {
          "enum": [
            "snv-indel",
            "cna",
            "fusion",
            "expression",
            "signature",
            "exon",
            null
          ],
          "description": "null = it follows from the text."
        },
        "gene": {
          "$ref": "#/$defs/text",
          "description": "Symbol, or id as HGNC:1097."
        },
        "geneDisplay": {
          "$ref": "#/$defs/text",
          "description": "Symbol beside an id: the two must name one gene, else the alteration goes to review."
        },
        "partner": {
          "$ref": "#/$defs/text",
          "description": "Other gene of a fusion."
        },
        "orientation": {
          "enum": [
            "known",
            "unknown",
            null
          ],
          "description": "known = gene is the 5' partner and partner the 3' one."
        },
        "hgvsP": {
          "$ref": "#/$defs/text"
        },
        "hgvsC": {
          "$ref": "#/$defs/text"
        },
        "transcript": {
          "$ref": "#/$defs/text"
        },
        "exon": {
          "$ref": "#/$defs/text",
          "description": "Number, or range as 18-21."
        },
        "exonChange": {
          "enum": [
            "ins",
            "del",
            "mut",
            "skip",
            null
          ],
          "description": "What happened at the exon."
        },
        "vaf": {
          "type": [
            "number",
            "null"
          ],
          "minimum": 0,
          "maximum": 1,
          "description": "Variant allele fraction; a percentage is converted by its unit before it stands here."
        },
        "copyNumber": {
          "type": [
            "number",
            "null"
          ],
          "minimum": 0
        },
        "cnaKind": {
          "enum": [
            "amp",
            "gain",
            "loss",
            "homdel",
            null
          ]
        },
        "expression": {
          "description": "Protein by stain; scale call holds a verdict without a number.",
          "anyOf": [
            {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "scale",
                "value"
              ],
              "properties": {
                "scale": {
                  "enum": [
                    "ihc",
                    "tps",
                    "cps",
                    "ic",
                    "call"
                  ]
                },
                "value": {
                  "anyOf": [
                    {
                      "type": "number",
                      "minimum": 0
                    },
                    {
                      "enum": [
                        "pos",
                        "neg",
                        "low"
                      ]
                    }
                  ]
                }
              }
            },
            {
              "type": "null"
            }
          ]
        },
        "signature": {
          "anyOf": [
            {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "kind"
              ],
              "properties": {
                "kind": {
                  "enum": [
                    "TMB",
                    "MSI",
                    "MMR",
                    "HRD"
                  ]
                },
                "value": {
                  "type": [
                    "number",
                    "null"
                  ],
                  "minimum": 0
                },
                "unit": {
                  "enum": [
                    "mutations/Mb",
                    "score",
                    "percent",
                    null
                  ]
                },
                "status": {
                  "enum": [
                    "high",
                    "low",
                    "stable",
                    "deficient",
                    "proficient",
                    "positive",
                    "negative",
                    null
                  ]
                },
                "cutoff": {
                  "type": [
                    "number",
                    "null"
                  ],
                  "minimum": 0,
                  "description": "Cut-off that the report states."
                }
              }
            },
            {
              "type": "null"
            }
          ]
        },
        "sourceClass": {
          "enum": [
            "somatic",
            "germline",
            "unknown",
            null
          ],
          "description": "Origin of the change in the body (record member origin)."
        },
        "escat": {
          "$ref": "#/$defs/text",
          "description": "ESCAT tier, e.g. I-A."
        },
        "actionable": {
          "type": [
            "boolean",
            "null"
          ]
        },
        "specimenKey": {
          "$ref": "#/$defs/nullableKey"
        },
        "reported": {
          "$ref": "#/$defs/nullableDate"
        }
      }
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
        },
        "cohortKey": {
          "$ref": "#/$defs/text",
          "description": "Key v1 where the source itself states one; it is checked and beats the name."
        },
        "criterion": {
          "$ref": "#/$defs/nullableCriterion",
          "description": "Response criterion that the source declares for the cohort; one declared at baseline (criteria) beats it."
        },
        "line": {
          "type": [
            "integer",
            "null"
          ],
          "minimum": 1,
          "maximum": 30,
          "description": "Line of treatment as the source states it; never counted from earlier treatments."
        },
        "priorLines": {
          "type": [
            "integer",
            "null"
          ],
          "minimum": 0,
          "maximum": 30
        },
        "backbone": {
          "type": "array",
          "items": {
            "type": "string",
            "minLength": 1
          },
          "description": "Drugs given along that are no part of the cohort."
        },
        "tumourKey": {
          "$ref": "#/$defs/nullableKey"
        },
        "alterationKeys": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/localKey"
          },
          "description": "Alterations for which the drug was chosen, where the source says so."
        }
      }
    },
    "dose": {
      "title": "Dose",
      "description": "One drug in one cycle; of a source without cycles one drug in one stretch of time.",
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
          "description": "V00 baseline, V01 day 1, V02 week 8, V03 week 16, V04 week 26, V05 week 39, then on every 13 weeks; null = the source names no visit."
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
              },
              "confirmed": {
                "type": [
                  "boolean",
                  "null"
                ],
                "description": "Whether the source calls this response confirmed; no rule reads it."
              }
            }
          }
        },
        "sumDiameters": {
          "type": [
            "number",
            "null"
          ],
          "minimum": 0,
          "description": "Sum of the target lesions at this visit, mm."
        },
        "newLesions": {
          "type": [
            "boolean",
            "null"
          ]
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
          "$ref": "#/$defs/nullableCriterion"
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
            "death",
            "lost",
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
        "ncit": {
          "$ref": "#/$defs/text",
          "description": "NCI Thesaurus code of the CTCAE term."
        },
        "meddra": {
          "$ref": "#/$defs/text",
          "description": "MedDRA code."
        },
        "ctcaeVersion": {
          "enum": [
            "4.03",
            "5.0",
            "6.0",
            null
          ]
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
          "description": "The drug slots of the form, in order; name null = slot not filled. No slot at all says the same as slots that are all empty.",
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
        },
        "scores": {
          "type": "object",
          "propertyNames": {
            "pattern": "^[A-Z][A-Z0-9]{1,4}$"
          },
          "additionalProperties": {
            "type": "number",
            "minimum": 0,
            "maximum": 100
          },
          "description": "Scale scores that the source itself holds, by the scale names of prime-rose-record/1; a scale that the items give is computed from them."
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
      "screenedOn": "2022-01-11",
      "status": null,
      "consents": [
        {
          "origin": {
            "sheet": "consent",
            "line": 3
          },
          "kind": "sharing",
          "status": "active",
          "date": "2022-01-11",
          "scope": []
        }
      ],
      "tumours": [
        {
          "origin": {
            "sheet": "condition",
            "line": 1,
            "id": "c-17"
          },
          "key": "c-17",
          "primary": true,
          "sourceCodes": [
            {
              "system": "http://hl7.org/fhir/sid/icd-10",
              "code": "C22.1",
              "display": null
            }
          ],
          "icd10": "C22.1"
        }
      ],
      "specimens": [
        {
          "origin": {
            "sheet": "specimen",
            "line": 1
          },
          "key": "s-4",
          "kind": "tissue",
          "assayKind": "ngs-panel"
        }
      ],
      "alterations": [
        {
          "origin": {
            "sheet": "report",
            "line": 5
          },
          "key": null,
          "text": null,
          "class": "snv-indel",
          "gene": "KRAS",
          "hgvsP": "p.Gly12Cys",
          "vaf": 0.2188,
          "sourceClass": "somatic",
          "specimenKey": "s-4"
        }
      ],
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
