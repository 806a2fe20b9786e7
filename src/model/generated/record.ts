// Made from schemas/record.schema.json by `npm run generate`; change the schema, not this file.
export type ConsentStatus = ("active" | "withdrawn" | "refused" | "unknown")
/**
 * Days after day 0, negative before it; null where the source has no usable date.
 */
export type Day = (number | null)
export type Word = string
export type Version = string
/**
 * Name of an entity within this record: t1 tumour, s1 specimen, a1 alteration, c1 treatment.
 */
export type LocalKey = string
export type Oncotree = string
/**
 * Why oncotree is null.
 */
export type ReviewCode = ("gene-ambiguous" | "gene-unknown" | "code-display-mismatch" | "unparsed" | "change-ambiguous" | "star-ambiguous" | "c-only" | "transcript" | "class-ambiguous" | "no-threshold" | "drug-unknown" | "drug-ambiguous" | "tumour-unknown" | "tumour-ambiguous" | "oncotree-version" | "metastasis" | null)
/**
 * Always null: elsewhere this member holds typed text.
 */
export type NeverText = null
export type Icd10 = string
/**
 * Why canonical is null.
 */
export type ReviewCode1 = ("gene-ambiguous" | "gene-unknown" | "code-display-mismatch" | "unparsed" | "change-ambiguous" | "star-ambiguous" | "c-only" | "transcript" | "class-ambiguous" | "no-threshold" | "drug-unknown" | "drug-ambiguous" | "tumour-unknown" | "tumour-ambiguous" | "oncotree-version" | "metastasis" | null)
export type Hgnc = string
/**
 * Lower-case WHO INN with hyphens for blanks, or unknown.
 */
export type Inn = string
/**
 * How exact the source's date was. Offsets of a month or a year are differences of whole months or years, so that they tell nothing of the calendar day of day 0.
 */
export type Precision = ("day" | "month" | "year")

/**
 * One patient of a trial, pseudonymised. It stays inside the closed platform. No member can hold a calendar day, a local id or a text that a person typed: times are days counted from day 0, and the one calendar fact is the quarter of a treatment start. Members that other formats fill with typed text (sourceText, sourceName, display, cohortLocalName, term.text) exist and are always null.
 */
export interface PrimeRoseRecord {
schema: "prime-rose-record/1"
trialId: string
/**
 * Keyed HMAC of the local subject id; the digit after p is the key's version.
 */
pseudonym: string
/**
 * What day 0 is: the first study treatment day of the subject, else the first allocation. Every ...Day is null where neither is known.
 */
anchor: ("treatment" | "screening")
/**
 * Age at day 0.
 */
ageBand: ("<18" | "18-29" | "30-39" | "40-49" | "50-59" | "60-69" | "70-79" | ">=80" | "unknown")
sex: ("male" | "female" | "other" | "unknown")
consentScreening: Consent
consentTreatment?: Consent
consentSharing: {
status: ConsentStatus
scope: Word[]
}
screeningDay?: Day
/**
 * FHIR R4 research-subject-status.
 */
status: ("candidate" | "screening" | "eligible" | "ineligible" | "on-study" | "on-study-intervention" | "on-study-observation" | "follow-up" | "off-study" | "withdrawn" | "not-registered" | "pending-on-study" | "potential-candidate")
provenance: {
sourceKind: ("csv" | "json" | "fhir" | "omop")
mappingId: Version
mappingVersion: Version
normaliserVersion: Version
/**
 * May be the day of the published tree; never a day of a patient.
 */
oncotreeVersion: string
/**
 * null where no ATC code was written.
 */
atcYear: (number | null)
}
/**
 * @minItems 1
 */
tumours: [RecordTumour, ...(RecordTumour)[]]
specimens: RecordSpecimen[]
alterations: RecordAlteration[]
/**
 * One for each enrolment, in the order of allocation.
 */
treatments: RecordTreatment[]
assessments: RecordAssessment[]
/**
 * Derived here, never imported; one for each treatment.
 */
outcomes: RecordOutcome[]
performance: RecordPerformance[]
adverseEvents: RecordAdverseEvent[]
qol: RecordQualityOfLife[]
followUp: RecordFollowUp
}
export interface Consent {
status: ConsentStatus
day?: Day
}
export interface RecordTumour {
id: LocalKey
oncotree: (Oncotree | null)
reviewCode: ReviewCode
sourceCodes: SourceCode[]
sourceText: NeverText
icd10?: Icd10
icdo3Topography?: string
icdo3Morphology?: string
stage?: string
diagnosisDay?: Day
metastatic?: boolean
/**
 * FHIR R4 concept-map-equivalence of oncotree to the source's words.
 */
mapEquivalence: ("relatedto" | "equivalent" | "equal" | "wider" | "subsumes" | "narrower" | "specializes" | "inexact" | "unmatched" | "disjoint")
primary: boolean
}
/**
 * A code as the source states it. Systems join this list with the source that brings them.
 */
export interface SourceCode {
system: ("http://hl7.org/fhir/sid/icd-10" | "http://terminology.hl7.org/CodeSystem/icd-o-3" | "http://oncotree.mskcc.org/fhir/CodeSystem")
code: string
display: NeverText
}
export interface RecordSpecimen {
id: LocalKey
kind: ("tissue" | "plasma" | "blood" | "other")
assayKind?: ("ngs-panel" | "wes" | "wgs" | "rna" | "ihc" | "ish" | "pcr")
/**
 * Name of the assay in lower case: tso500, foundationone-cdx.
 */
assay?: string
collectedDay?: Day
}
export interface RecordAlteration {
id: LocalKey
class: ("snv-indel" | "cna" | "fusion" | "expression" | "signature" | "exon")
/**
 * At the level that the source states: for an allocation, the level of the cohort.
 */
canonical: (string | null)
reviewCode: ReviewCode1
geneHgnc?: Hgnc
partnerHgnc?: Hgnc
orientation?: ("known" | "unknown")
hgvsP?: string
hgvsC?: string
transcript?: string
isMane?: boolean
exon?: string
vaf?: number
copyNumber?: number
cnaKind?: ("amp" | "gain" | "loss" | "homdel")
expression?: {
scale: ("ihc" | "tps" | "cps" | "ic" | "call")
value: (number | ("pos" | "neg" | "low"))
}
signature?: {
kind: ("TMB" | "MSI" | "MMR" | "HRD")
value?: (number | null)
unit?: ("mutations/Mb" | "score" | null)
status?: ("high" | "low" | "stable" | "deficient" | "proficient" | "positive" | "negative" | null)
cutoff?: (number | null)
}
origin: ("somatic" | "germline" | "unknown")
escat?: ("I-A" | "I-B" | "I-C" | "II-A" | "II-B" | "III-A" | "III-B" | "IV-A" | "IV-B" | "V" | "X")
actionable?: boolean
specimenId?: LocalKey
reportedDay?: Day
sourceText: NeverText
}
export interface RecordTreatment {
id: LocalKey
/**
 * Always null: elsewhere this member holds typed text.
 */
cohortLocalName: null
cohortKey: (string | null)
/**
 * @minItems 1
 */
agents: [RecordAgent, ...(RecordAgent)[]]
backbone?: RecordAgent[]
/**
 * Days after day 0.
 */
startDay?: number
/**
 * Calendar quarter of the treatment start, e.g. 2024-Q2; leaves the engine inside aggregates only.
 */
startQuarter?: string
endDay: Day
endDayPrecision?: Precision
status: ("ongoing" | "completed" | "stopped" | "not-started")
stopReason: ("progression" | "toxicity" | "refusal" | "investigator" | "deterioration" | "completed" | "death" | "lost" | "other" | null)
line: (number | "unknown")
priorLines?: number
tumourId: LocalKey
alterationIds: LocalKey[]
/**
 * What was given, one drug at a time, in the order of time; planned cycles are left out.
 */
cycles?: RecordCycle[]
}
export interface RecordAgent {
inn: Inn
atc?: string
sourceName: NeverText
}
/**
 * One drug in one cycle: an infusion, or a stretch of intake.
 */
export interface RecordCycle {
agent: Inn
/**
 * Cycle number of the source.
 */
number?: number
route: ("iv" | "oral")
startDay: Day
startDayPrecision?: Precision
/**
 * Days after day 0, negative before it; null where the source has no usable date.
 */
endDay: (number | null)
endDayPrecision?: Precision
}
/**
 * One criterion at one visit.
 */
export interface RecordAssessment {
treatmentId: LocalKey
day: Day
dayPrecision?: Precision
visit: ("baseline" | "W8" | "W16" | "W26" | "W39" | "other" | "unscheduled")
criteria: ("RECIST1.1" | "iRECIST" | "RANO" | "IMWG" | "Lugano" | "IWG" | "ELN" | "PCWG3" | "GCIG" | "clinical")
/**
 * null = the visit's form was entered and holds no response.
 */
response: ("CR" | "PR" | "SD" | "PD" | "NE" | "NON-CR-NON-PD" | "iCR" | "iPR" | "iSD" | "iUPD" | "iCPD" | "MR" | null)
sumDiameters?: number
newLesions?: boolean
confirmed?: boolean
}
export interface RecordOutcome {
treatmentId: LocalKey
ruleVersion: "w16/1"
treated: boolean
mature: boolean
awaiting: boolean
evaluable: boolean
/**
 * null = not treated or not mature.
 */
diseaseControlW16: (boolean | null)
noControlReason: ("progressed" | "died" | "off-treatment" | "missed" | "unconfirmed-progression" | "not-assessable" | null)
/**
 * Unconfirmed.
 */
bestOverallResponse: ("CR" | "PR" | "SD" | "PD" | "NE" | null)
/**
 * Best response, unconfirmed, is CR or PR.
 */
objectiveResponse: (boolean | null)
/**
 * Days after day 0, negative before it; null where the source has no usable date.
 */
pfsDay: (number | null)
pfsEvent: (0 | 1 | null)
/**
 * Days after day 0, negative before it; null where the source has no usable date.
 */
osDay: (number | null)
osEvent: (0 | 1 | null)
}
export interface RecordPerformance {
day: Day
dayPrecision?: Precision
ecog: number
}
export interface RecordAdverseEvent {
treatmentId: LocalKey
term: {
ncit: (string | null)
meddra: (string | null)
text: NeverText
}
/**
 * CTCAE; null where not entered.
 */
grade: (number | null)
ctcaeVersion?: ("4.03" | "5.0" | "6.0")
serious: (boolean | null)
/**
 * To any study drug: yes if one is related, no if all named ones are not.
 */
related: ("yes" | "no" | "unknown")
/**
 * False if unexpected for one drug.
 */
expected?: boolean
onsetDay: Day
onsetDayPrecision?: Precision
endDay: Day
endDayPrecision?: Precision
outcome: ("recovered" | "recovering" | "not-recovered" | "sequelae" | "fatal" | "unknown")
}
export interface RecordQualityOfLife {
instrument: ("EORTC-QLQ-C30" | "EQ-5D-5L")
day: Day
dayPrecision?: Precision
/**
 * EORTC QLQ-C30 version 3: the fifteen scales by the names of the EORTC scoring manual, 0 to 100. EQ-5D-5L: VAS, and the level 1 to 5 of each dimension by its number.
 */
scores: {
[k: string]: number
}
}
export interface RecordFollowUp {
vitalStatus: ("alive" | "dead" | "lost" | "unknown")
lastContactDay: Day
deathDay: Day
deathDayPrecision?: Precision
}

export const recordSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:record/1",
  "title": "PrimeRoseRecord",
  "description": "One patient of a trial, pseudonymised. It stays inside the closed platform. No member can hold a calendar day, a local id or a text that a person typed: times are days counted from day 0, and the one calendar fact is the quarter of a treatment start. Members that other formats fill with typed text (sourceText, sourceName, display, cohortLocalName, term.text) exist and are always null.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "trialId",
    "pseudonym",
    "anchor",
    "ageBand",
    "sex",
    "consentScreening",
    "consentSharing",
    "status",
    "provenance",
    "tumours",
    "specimens",
    "alterations",
    "treatments",
    "assessments",
    "outcomes",
    "performance",
    "adverseEvents",
    "qol",
    "followUp"
  ],
  "properties": {
    "schema": {
      "const": "prime-rose-record/1"
    },
    "trialId": {
      "type": "string",
      "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$"
    },
    "pseudonym": {
      "type": "string",
      "pattern": "^p[1-9][0-9]*-[0-9a-f]{32}$",
      "description": "Keyed HMAC of the local subject id; the digit after p is the key's version."
    },
    "anchor": {
      "enum": [
        "treatment",
        "screening"
      ],
      "description": "What day 0 is: the first study treatment day of the subject, else the first allocation. Every ...Day is null where neither is known."
    },
    "ageBand": {
      "enum": [
        "<18",
        "18-29",
        "30-39",
        "40-49",
        "50-59",
        "60-69",
        "70-79",
        ">=80",
        "unknown"
      ],
      "description": "Age at day 0."
    },
    "sex": {
      "enum": [
        "male",
        "female",
        "other",
        "unknown"
      ]
    },
    "consentScreening": {
      "$ref": "#/$defs/consent"
    },
    "consentTreatment": {
      "$ref": "#/$defs/consent"
    },
    "consentSharing": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "status",
        "scope"
      ],
      "properties": {
        "status": {
          "$ref": "#/$defs/consentStatus"
        },
        "scope": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/word"
          }
        }
      }
    },
    "screeningDay": {
      "$ref": "#/$defs/day"
    },
    "status": {
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
        "potential-candidate"
      ]
    },
    "provenance": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "sourceKind",
        "mappingId",
        "mappingVersion",
        "normaliserVersion",
        "oncotreeVersion",
        "atcYear"
      ],
      "properties": {
        "sourceKind": {
          "enum": [
            "csv",
            "json",
            "fhir",
            "omop"
          ]
        },
        "mappingId": {
          "$ref": "#/$defs/version"
        },
        "mappingVersion": {
          "$ref": "#/$defs/version"
        },
        "normaliserVersion": {
          "$ref": "#/$defs/version"
        },
        "oncotreeVersion": {
          "$ref": "#/$defs/version",
          "description": "May be the day of the published tree; never a day of a patient."
        },
        "atcYear": {
          "type": [
            "integer",
            "null"
          ],
          "minimum": 1990,
          "maximum": 2100,
          "description": "null where no ATC code was written."
        }
      }
    },
    "tumours": {
      "type": "array",
      "minItems": 1,
      "items": {
        "$ref": "#/$defs/tumour"
      },
      "contains": {
        "type": "object",
        "required": [
          "primary"
        ],
        "properties": {
          "primary": {
            "const": true
          }
        }
      },
      "minContains": 1,
      "maxContains": 1
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
      }
    },
    "treatments": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/treatment"
      },
      "description": "One for each enrolment, in the order of allocation."
    },
    "assessments": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/assessment"
      }
    },
    "outcomes": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/outcome"
      },
      "description": "Derived here, never imported; one for each treatment."
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
    "qol": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/qualityOfLife"
      }
    },
    "followUp": {
      "$ref": "#/$defs/followUp"
    }
  },
  "$defs": {
    "day": {
      "type": [
        "integer",
        "null"
      ],
      "minimum": -45000,
      "maximum": 45000,
      "description": "Days after day 0, negative before it; null where the source has no usable date."
    },
    "precision": {
      "title": "Precision",
      "enum": [
        "day",
        "month",
        "year"
      ],
      "description": "How exact the source's date was. Offsets of a month or a year are differences of whole months or years, so that they tell nothing of the calendar day of day 0."
    },
    "word": {
      "type": "string",
      "pattern": "^[a-z][a-z-]{0,40}$"
    },
    "version": {
      "type": "string",
      "pattern": "^[A-Za-z0-9][A-Za-z0-9._/+-]{0,62}$"
    },
    "localKey": {
      "type": "string",
      "pattern": "^[a-z]{1,2}[1-9][0-9]{0,3}$",
      "description": "Name of an entity within this record: t1 tumour, s1 specimen, a1 alteration, c1 treatment."
    },
    "neverText": {
      "type": "null",
      "description": "Always null: elsewhere this member holds typed text."
    },
    "icd10": {
      "type": "string",
      "pattern": "^[A-Z][0-9]{2}(\\.[0-9A-Z]{1,3})?$"
    },
    "oncotree": {
      "type": "string",
      "pattern": "^[A-Z][A-Z0-9_]{0,29}$"
    },
    "inn": {
      "type": "string",
      "pattern": "^[a-z](?!.*[0-9]{4})[a-z0-9-]{2,60}$",
      "description": "Lower-case WHO INN with hyphens for blanks, or unknown."
    },
    "hgnc": {
      "type": "string",
      "pattern": "^HGNC:[1-9][0-9]{0,5}$"
    },
    "reviewCode": {
      "title": "ReviewCode",
      "enum": [
        "gene-ambiguous",
        "gene-unknown",
        "code-display-mismatch",
        "unparsed",
        "change-ambiguous",
        "star-ambiguous",
        "c-only",
        "transcript",
        "class-ambiguous",
        "no-threshold",
        "drug-unknown",
        "drug-ambiguous",
        "tumour-unknown",
        "tumour-ambiguous",
        "oncotree-version",
        "metastasis",
        null
      ]
    },
    "consentStatus": {
      "enum": [
        "active",
        "withdrawn",
        "refused",
        "unknown"
      ]
    },
    "consent": {
      "title": "Consent",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "status"
      ],
      "properties": {
        "status": {
          "$ref": "#/$defs/consentStatus"
        },
        "day": {
          "$ref": "#/$defs/day"
        }
      }
    },
    "sourceCode": {
      "title": "SourceCode",
      "description": "A code as the source states it. Systems join this list with the source that brings them.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "system",
        "code",
        "display"
      ],
      "properties": {
        "system": {
          "enum": [
            "http://hl7.org/fhir/sid/icd-10",
            "http://terminology.hl7.org/CodeSystem/icd-o-3",
            "http://oncotree.mskcc.org/fhir/CodeSystem"
          ]
        },
        "code": {
          "type": "string",
          "pattern": "^([A-Z][0-9]{2}(\\.[0-9A-Z]{1,3})?|[0-9]{4}/[0-9]|[A-Z][A-Z0-9_]{1,29})$"
        },
        "display": {
          "$ref": "#/$defs/neverText"
        }
      }
    },
    "tumour": {
      "title": "RecordTumour",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "oncotree",
        "reviewCode",
        "sourceCodes",
        "sourceText",
        "mapEquivalence",
        "primary"
      ],
      "properties": {
        "id": {
          "$ref": "#/$defs/localKey"
        },
        "oncotree": {
          "anyOf": [
            {
              "$ref": "#/$defs/oncotree"
            },
            {
              "type": "null"
            }
          ]
        },
        "reviewCode": {
          "$ref": "#/$defs/reviewCode",
          "description": "Why oncotree is null."
        },
        "sourceCodes": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/sourceCode"
          }
        },
        "sourceText": {
          "$ref": "#/$defs/neverText"
        },
        "icd10": {
          "$ref": "#/$defs/icd10"
        },
        "icdo3Topography": {
          "type": "string",
          "pattern": "^C[0-9]{2}(\\.[0-9])?$"
        },
        "icdo3Morphology": {
          "type": "string",
          "pattern": "^[0-9]{4}/[0-9]$"
        },
        "stage": {
          "type": "string",
          "pattern": "^(0|I|II|III|IV)[ABC]?$"
        },
        "diagnosisDay": {
          "$ref": "#/$defs/day"
        },
        "metastatic": {
          "type": "boolean"
        },
        "mapEquivalence": {
          "description": "FHIR R4 concept-map-equivalence of oncotree to the source's words.",
          "enum": [
            "relatedto",
            "equivalent",
            "equal",
            "wider",
            "subsumes",
            "narrower",
            "specializes",
            "inexact",
            "unmatched",
            "disjoint"
          ]
        },
        "primary": {
          "type": "boolean"
        }
      }
    },
    "specimen": {
      "title": "RecordSpecimen",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "kind"
      ],
      "properties": {
        "id": {
          "$ref": "#/$defs/localKey"
        },
        "kind": {
          "enum": [
            "tissue",
            "plasma",
            "blood",
            "other"
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
            "pcr"
          ]
        },
        "assay": {
          "type": "string",
          "pattern": "^[a-z][a-z-]{0,30}([0-9]{1,3}[a-z-]{0,10})?$",
          "description": "Name of the assay in lower case: tso500, foundationone-cdx."
        },
        "collectedDay": {
          "$ref": "#/$defs/day"
        }
      }
    },
    "alteration": {
      "title": "RecordAlteration",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "class",
        "canonical",
        "reviewCode",
        "origin",
        "sourceText"
      ],
      "properties": {
        "id": {
          "$ref": "#/$defs/localKey"
        },
        "class": {
          "enum": [
            "snv-indel",
            "cna",
            "fusion",
            "expression",
            "signature",
            "exon"
          ]
        },
        "canonical": {
          "anyOf": [
            {
              "type": "string",
              "pattern": "^[VCXGEFP]:[A-Za-z0-9:.*~@!_-]{1,120}$"
            },
            {
              "type": "null"
            }
          ],
          "description": "At the level that the source states: for an allocation, the level of the cohort."
        },
        "reviewCode": {
          "$ref": "#/$defs/reviewCode",
          "description": "Why canonical is null."
        },
        "geneHgnc": {
          "$ref": "#/$defs/hgnc"
        },
        "partnerHgnc": {
          "$ref": "#/$defs/hgnc"
        },
        "orientation": {
          "enum": [
            "known",
            "unknown"
          ]
        },
        "hgvsP": {
          "type": "string",
          "pattern": "^p\\.[A-Za-z0-9_*()=>?]{1,80}$"
        },
        "hgvsC": {
          "type": "string",
          "pattern": "^c\\.[A-Za-z0-9_*+>-]{1,80}$"
        },
        "transcript": {
          "type": "string",
          "pattern": "^(NM_[0-9]{6,9}|ENST[0-9]{11})(\\.[0-9]{1,2})?$"
        },
        "isMane": {
          "type": "boolean"
        },
        "exon": {
          "type": "string",
          "pattern": "^[0-9]{1,3}(-[0-9]{1,3})?$"
        },
        "vaf": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "copyNumber": {
          "type": "number",
          "minimum": 0,
          "maximum": 1000
        },
        "cnaKind": {
          "enum": [
            "amp",
            "gain",
            "loss",
            "homdel"
          ]
        },
        "expression": {
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
                  "minimum": 0,
                  "maximum": 100
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
        "signature": {
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
              "minimum": 0,
              "maximum": 10000
            },
            "unit": {
              "enum": [
                "mutations/Mb",
                "score",
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
              "maximum": 10000
            }
          }
        },
        "origin": {
          "enum": [
            "somatic",
            "germline",
            "unknown"
          ]
        },
        "escat": {
          "enum": [
            "I-A",
            "I-B",
            "I-C",
            "II-A",
            "II-B",
            "III-A",
            "III-B",
            "IV-A",
            "IV-B",
            "V",
            "X"
          ]
        },
        "actionable": {
          "type": "boolean"
        },
        "specimenId": {
          "$ref": "#/$defs/localKey"
        },
        "reportedDay": {
          "$ref": "#/$defs/day"
        },
        "sourceText": {
          "$ref": "#/$defs/neverText"
        }
      }
    },
    "agent": {
      "title": "RecordAgent",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "inn",
        "sourceName"
      ],
      "properties": {
        "inn": {
          "$ref": "#/$defs/inn"
        },
        "atc": {
          "type": "string",
          "pattern": "^[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}$"
        },
        "sourceName": {
          "$ref": "#/$defs/neverText"
        }
      }
    },
    "treatment": {
      "title": "RecordTreatment",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "cohortLocalName",
        "cohortKey",
        "agents",
        "endDay",
        "status",
        "stopReason",
        "line",
        "tumourId",
        "alterationIds"
      ],
      "properties": {
        "id": {
          "$ref": "#/$defs/localKey"
        },
        "cohortLocalName": {
          "$ref": "#/$defs/neverText",
          "description": "Always null: typed by hand. The store keeps the spelling in the row of the enrolment, beside the record."
        },
        "cohortKey": {
          "anyOf": [
            {
              "type": "string",
              "pattern": "^v1\\|[A-Z][A-Z0-9_,]{0,120}\\|[A-Za-z0-9:.,*~@!_-]{2,400}\\|[a-z](?!.*[0-9]{4})[a-z0-9+-]{2,200}$"
            },
            {
              "type": "null"
            }
          ]
        },
        "agents": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/agent"
          }
        },
        "backbone": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/agent"
          }
        },
        "startDay": {
          "type": "integer",
          "minimum": -45000,
          "maximum": 45000,
          "description": "Days after day 0."
        },
        "startQuarter": {
          "type": "string",
          "pattern": "^(19|20)[0-9]{2}-Q[1-4]$",
          "description": "Calendar quarter of the treatment start, e.g. 2024-Q2; leaves the engine inside aggregates only."
        },
        "endDay": {
          "$ref": "#/$defs/day"
        },
        "endDayPrecision": {
          "$ref": "#/$defs/precision"
        },
        "status": {
          "enum": [
            "ongoing",
            "completed",
            "stopped",
            "not-started"
          ]
        },
        "stopReason": {
          "enum": [
            "progression",
            "toxicity",
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
        "line": {
          "anyOf": [
            {
              "type": "integer",
              "minimum": 1,
              "maximum": 30
            },
            {
              "const": "unknown"
            }
          ]
        },
        "priorLines": {
          "type": "integer",
          "minimum": 0,
          "maximum": 30
        },
        "tumourId": {
          "$ref": "#/$defs/localKey"
        },
        "alterationIds": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/localKey"
          }
        },
        "cycles": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/cycle"
          },
          "description": "What was given, one drug at a time, in the order of time; planned cycles are left out."
        }
      },
      "if": {
        "type": "object",
        "properties": {
          "status": {
            "const": "not-started"
          }
        }
      },
      "then": {
        "type": "object",
        "properties": {
          "startDay": false,
          "startQuarter": false
        }
      },
      "else": {
        "type": "object",
        "required": [
          "startDay",
          "startQuarter"
        ]
      }
    },
    "cycle": {
      "title": "RecordCycle",
      "description": "One drug in one cycle: an infusion, or a stretch of intake.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "agent",
        "route",
        "startDay",
        "endDay"
      ],
      "properties": {
        "agent": {
          "$ref": "#/$defs/inn"
        },
        "number": {
          "type": "integer",
          "minimum": 1,
          "maximum": 999,
          "description": "Cycle number of the source."
        },
        "route": {
          "enum": [
            "iv",
            "oral"
          ]
        },
        "startDay": {
          "$ref": "#/$defs/day"
        },
        "startDayPrecision": {
          "$ref": "#/$defs/precision"
        },
        "endDay": {
          "$ref": "#/$defs/day",
          "description": "Last day of intake; null for an infusion, and while intake goes on."
        },
        "endDayPrecision": {
          "$ref": "#/$defs/precision"
        }
      }
    },
    "assessment": {
      "title": "RecordAssessment",
      "description": "One criterion at one visit.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "treatmentId",
        "day",
        "visit",
        "criteria",
        "response"
      ],
      "properties": {
        "treatmentId": {
          "$ref": "#/$defs/localKey"
        },
        "day": {
          "$ref": "#/$defs/day"
        },
        "dayPrecision": {
          "$ref": "#/$defs/precision"
        },
        "visit": {
          "enum": [
            "baseline",
            "W8",
            "W16",
            "W26",
            "W39",
            "other",
            "unscheduled"
          ]
        },
        "criteria": {
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
          ]
        },
        "response": {
          "enum": [
            "CR",
            "PR",
            "SD",
            "PD",
            "NE",
            "NON-CR-NON-PD",
            "iCR",
            "iPR",
            "iSD",
            "iUPD",
            "iCPD",
            "MR",
            null
          ],
          "description": "null = the visit's form was entered and holds no response."
        },
        "sumDiameters": {
          "type": "number",
          "minimum": 0,
          "maximum": 10000
        },
        "newLesions": {
          "type": "boolean"
        },
        "confirmed": {
          "type": "boolean"
        }
      }
    },
    "outcome": {
      "title": "RecordOutcome",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "treatmentId",
        "ruleVersion",
        "treated",
        "mature",
        "awaiting",
        "evaluable",
        "diseaseControlW16",
        "noControlReason",
        "bestOverallResponse",
        "objectiveResponse",
        "pfsDay",
        "pfsEvent",
        "osDay",
        "osEvent"
      ],
      "properties": {
        "treatmentId": {
          "$ref": "#/$defs/localKey"
        },
        "ruleVersion": {
          "const": "w16/1"
        },
        "treated": {
          "type": "boolean"
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
          "description": "Unconfirmed."
        },
        "objectiveResponse": {
          "type": [
            "boolean",
            "null"
          ],
          "description": "Best response, unconfirmed, is CR or PR."
        },
        "pfsDay": {
          "$ref": "#/$defs/day",
          "description": "Day of event or censoring after day 0; the duration is pfsDay less the treatment's startDay."
        },
        "pfsEvent": {
          "enum": [
            0,
            1,
            null
          ]
        },
        "osDay": {
          "$ref": "#/$defs/day",
          "description": "As pfsDay."
        },
        "osEvent": {
          "enum": [
            0,
            1,
            null
          ]
        }
      }
    },
    "performance": {
      "title": "RecordPerformance",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "day",
        "ecog"
      ],
      "properties": {
        "day": {
          "$ref": "#/$defs/day"
        },
        "dayPrecision": {
          "$ref": "#/$defs/precision"
        },
        "ecog": {
          "type": "integer",
          "minimum": 0,
          "maximum": 5
        }
      }
    },
    "adverseEvent": {
      "title": "RecordAdverseEvent",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "treatmentId",
        "term",
        "grade",
        "serious",
        "related",
        "onsetDay",
        "endDay",
        "outcome"
      ],
      "properties": {
        "treatmentId": {
          "$ref": "#/$defs/localKey"
        },
        "term": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "ncit",
            "meddra",
            "text"
          ],
          "properties": {
            "ncit": {
              "type": [
                "string",
                "null"
              ],
              "pattern": "^C[0-9]{3,6}$"
            },
            "meddra": {
              "type": [
                "string",
                "null"
              ],
              "pattern": "^10[0-9]{6}$"
            },
            "text": {
              "$ref": "#/$defs/neverText"
            }
          }
        },
        "grade": {
          "type": [
            "integer",
            "null"
          ],
          "minimum": 1,
          "maximum": 5,
          "description": "CTCAE; null where not entered."
        },
        "ctcaeVersion": {
          "enum": [
            "4.03",
            "5.0",
            "6.0"
          ]
        },
        "serious": {
          "type": [
            "boolean",
            "null"
          ]
        },
        "related": {
          "enum": [
            "yes",
            "no",
            "unknown"
          ],
          "description": "To any study drug: yes if one is related, no if all named ones are not."
        },
        "expected": {
          "type": "boolean",
          "description": "False if unexpected for one drug."
        },
        "onsetDay": {
          "$ref": "#/$defs/day"
        },
        "onsetDayPrecision": {
          "$ref": "#/$defs/precision"
        },
        "endDay": {
          "$ref": "#/$defs/day"
        },
        "endDayPrecision": {
          "$ref": "#/$defs/precision"
        },
        "outcome": {
          "enum": [
            "recovered",
            "recovering",
            "not-recovered",
            "sequelae",
            "fatal",
            "unknown"
          ]
        }
      }
    },
    "qualityOfLife": {
      "title": "RecordQualityOfLife",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "instrument",
        "day",
        "scores"
      ],
      "properties": {
        "instrument": {
          "enum": [
            "EORTC-QLQ-C30",
            "EQ-5D-5L"
          ]
        },
        "day": {
          "$ref": "#/$defs/day"
        },
        "dayPrecision": {
          "$ref": "#/$defs/precision"
        },
        "scores": {
          "type": "object",
          "propertyNames": {
            "enum": [
              "QL2",
              "PF2",
              "RF2",
              "EF",
              "CF",
              "SF",
              "FA",
              "NV",
              "PA",
              "DY",
              "SL",
              "AP",
              "CO",
              "DI",
              "FI",
              "VAS",
              "1",
              "2",
              "3",
              "4",
              "5"
            ]
          },
          "additionalProperties": {
            "type": "number",
            "minimum": 0,
            "maximum": 100
          },
          "description": "EORTC QLQ-C30 version 3: the fifteen scales by the names of the EORTC scoring manual, 0 to 100. EQ-5D-5L: VAS, and the level 1 to 5 of each dimension by its number."
        }
      }
    },
    "followUp": {
      "title": "RecordFollowUp",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "vitalStatus",
        "lastContactDay",
        "deathDay"
      ],
      "properties": {
        "vitalStatus": {
          "enum": [
            "alive",
            "dead",
            "lost",
            "unknown"
          ]
        },
        "lastContactDay": {
          "$ref": "#/$defs/day"
        },
        "deathDay": {
          "$ref": "#/$defs/day"
        },
        "deathDayPrecision": {
          "$ref": "#/$defs/precision"
        }
      }
    }
  },
  "examples": [
    {
      "schema": "prime-rose-record/1",
      "trialId": "impress-norway",
      "pseudonym": "p1-00112233445566778899aabbccddeeff",
      "anchor": "treatment",
      "ageBand": "60-69",
      "sex": "female",
      "consentScreening": {
        "status": "unknown"
      },
      "consentTreatment": {
        "status": "unknown"
      },
      "consentSharing": {
        "status": "unknown",
        "scope": []
      },
      "status": "on-study-intervention",
      "provenance": {
        "sourceKind": "csv",
        "mappingId": "impress-norway",
        "mappingVersion": "1",
        "normaliserVersion": "1",
        "oncotreeVersion": "2025-10-03",
        "atcYear": null
      },
      "tumours": [
        {
          "id": "t1",
          "oncotree": "CHOL",
          "reviewCode": null,
          "sourceCodes": [
            {
              "system": "http://hl7.org/fhir/sid/icd-10",
              "code": "C22.1",
              "display": null
            }
          ],
          "sourceText": null,
          "icd10": "C22.1",
          "mapEquivalence": "wider",
          "primary": true
        }
      ],
      "specimens": [],
      "alterations": [
        {
          "id": "a1",
          "class": "expression",
          "canonical": "E:HGNC:3430:pos",
          "reviewCode": null,
          "geneHgnc": "HGNC:3430",
          "origin": "unknown",
          "sourceText": null
        }
      ],
      "treatments": [
        {
          "id": "c1",
          "cohortLocalName": null,
          "cohortKey": "v1|CHOL|E:HGNC:3430:pos|pertuzumab+trastuzumab",
          "agents": [
            {
              "inn": "pertuzumab",
              "sourceName": null
            },
            {
              "inn": "trastuzumab",
              "sourceName": null
            }
          ],
          "startDay": 0,
          "startQuarter": "2022-Q1",
          "endDay": null,
          "status": "ongoing",
          "stopReason": null,
          "line": "unknown",
          "tumourId": "t1",
          "alterationIds": [
            "a1"
          ]
        }
      ],
      "assessments": [
        {
          "treatmentId": "c1",
          "day": 112,
          "dayPrecision": "day",
          "visit": "W16",
          "criteria": "RECIST1.1",
          "response": "SD"
        }
      ],
      "outcomes": [
        {
          "treatmentId": "c1",
          "ruleVersion": "w16/1",
          "treated": true,
          "mature": true,
          "awaiting": false,
          "evaluable": true,
          "diseaseControlW16": true,
          "noControlReason": null,
          "bestOverallResponse": "SD",
          "objectiveResponse": false,
          "pfsDay": 112,
          "pfsEvent": 0,
          "osDay": 112,
          "osEvent": 0
        }
      ],
      "performance": [
        {
          "day": -2,
          "dayPrecision": "day",
          "ecog": 1
        }
      ],
      "adverseEvents": [],
      "qol": [],
      "followUp": {
        "vitalStatus": "alive",
        "lastContactDay": 112,
        "deathDay": null
      }
    }
  ]
} as const
