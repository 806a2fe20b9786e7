// Made from schemas/mapping.schema.json by `npm run generate`; change the schema, not this file.
export type MappingId = string
export type Version = string
/**
 * What sharing rests on: a statement that two members of the committee sign, or the consents of the source, row by row. null = neither, and then a data cut is refused.
 */
export type SharingBasis = (BasisStatement | ConsentsOfTheSource | null)
/**
 * Days from a visit until its form is entered.
 */
export type EntryLagDays = number
/**
 * Variable name of the source.
 */
export type ColumnName = string
export type Word = string
/**
 * Cells that mean 'nothing', in any case; the empty cell always does.
 */
export type NaTokens = Word[]
export type SheetKey = string
export type ListValue = (string | number | boolean)
/**
 * How one field is read from the cells of a row.
 */
export type Reading = (TextReading | NumberTextReading | NumberReading | DateReading | CodeReading | LeadingDigitReading | SlotReading | SlotsReading | FilledReading | ConstantReading | ListReading | AnswersReading)
/**
 * One variable name, or several of which the first filled one counts.
 */
export type ColumnNames = (ColumnName | [ColumnName, ...(ColumnName)[]])
export type ColumnTemplate = string

/**
 * How the sheets of one trial become common records. Written and read by the trial's data managers; it holds no code. Column names compare without case.
 */
export interface TrialMapping {
schema: "mapping/1"
id: MappingId
version: Version
title: string
sharingBasis: SharingBasis
entryLagDays: EntryLagDays
subjectId: SubjectId
naTokens: NaTokens
withdrawal: WithdrawalRules
siteVocabulary: CohortVocabulary
codeLists: CodeLists
sheets: Sheets
}
export interface BasisStatement {
/**
 * Name and version of the consent form.
 */
consentForm: string
/**
 * Reference of the approval.
 */
approval: string
/**
 * A synthetic basis, as the mappings that come with the program have it: nobody signs it by itself, whoever opens the data cut signs it with the cut's description. Left out for real data.
 */
example?: true
}
export interface ConsentsOfTheSource {
/**
 * The source holds each subject's consent to sharing (consentSharing of the record); a data cut takes those alone who consent.
 */
consents: "row-by-row"
}
export interface SubjectId {
column: ColumnName
/**
 * Regular expression of the whole id; tells the leak scanner which ids are the trial's own.
 */
shape: string
}
export interface WithdrawalRules {
sheet: SheetKey
date: ColumnName
scope: ColumnName
/**
 * The subject gives no record and is in no figure.
 * 
 * @minItems 1
 */
dataWords: [Word, ...(Word)[]]
/**
 * The subject stopped treatment only, and stays.
 * 
 * @minItems 1
 */
treatmentWords: [Word, ...(Word)[]]
/**
 * Words that say so in a text cell; an ellipsis stands for up to three words, an asterisk for any ending.
 */
phrases: string[]
}
/**
 * The trial's own words in its cohort names.
 */
export interface CohortVocabulary {
declaredTumours: Word[]
tumourWords: {
tumour: (string | null)
concept: (string | null)
/**
 * @minItems 1
 */
words: [Word, ...(Word)[]]
}[]
thresholds: {
[k: string]: number
}
}
export interface CodeLists {
[k: string]: CodeList
}
export interface CodeList {
/**
 * Whether a cell that the list does not know is a problem (unknown-code); its value is null either way.
 */
unknown: ("report" | "ignore")
codes: {
[k: string]: ListValue
}
/**
 * Texts of the pick list, compared without case.
 */
texts: {
[k: string]: ListValue
}
}
export interface Sheets {
[k: string]: SheetRules
}
export interface SheetRules {
about: string
/**
 * Without this sheet the export is refused.
 */
required: boolean
/**
 * Without these columns the export is refused, because figures would be wrong in silence.
 */
requiredColumns?: ColumnName[]
/**
 * A row here makes its subject one of the trial.
 */
screens: boolean
/**
 * What a row becomes; null = its rows are only checked.
 */
entity: ("subject" | "consents" | "tumours" | "specimens" | "alterations" | "enrolments" | "doses" | "assessments" | "criteria" | "treatmentEnds" | "deaths" | "followUps" | "performance" | "adverseEvents" | "qualityOfLife" | "otherDatedRows" | null)
/**
 * Fields without which a row makes no entity.
 */
needs?: string[]
/**
 * Where several rows tell of one subject, the first filled value holds, unless one row has this value.
 */
prefer?: {
[k: string]: ListValue
}
fields: FieldReadings
/**
 * Further date columns, read to report bad dates.
 */
dates: ColumnName[]
/**
 * Further code columns, read to report unknown codes.
 */
codes: {
column: ColumnName
list: string
}[]
/**
 * Known columns that are not read.
 */
ignored: ColumnName[]
}
export interface FieldReadings {
[k: string]: Reading
}
/**
 * The trimmed text.
 */
export interface TextReading {
read: "text"
column: ColumnNames
upperCase?: boolean
}
/**
 * A running number kept as text: 3, 03 and 3.0 are the same.
 */
export interface NumberTextReading {
read: "number-text"
column: ColumnNames
}
/**
 * A number with decimal point or comma; null outside its range.
 */
export interface NumberReading {
read: "number"
column: ColumnNames
from: number
to: number
/**
 * Fractions give null.
 */
whole: boolean
}
/**
 * YYYY-MM-DD or a partial date; anything else is null and a bad date.
 */
export interface DateReading {
read: "date"
column: ColumnName
}
/**
 * The code decides where it is filled, else the text.
 */
export interface CodeReading {
read: "code"
code?: ColumnNames
text?: ColumnNames
list: string
}
/**
 * The digit that a text begins with; null outside its range.
 */
export interface LeadingDigitReading {
read: "leading-digit"
column: ColumnNames
from: number
to: number
}
/**
 * One of several slots is filled; two filled ones give null.
 */
export interface SlotReading {
read: "slot"
/**
 * @minItems 1
 */
slots: [Slot, ...(Slot)[]]
/**
 * Code list that reads the text.
 */
list?: string
/**
 * conflict = null and a slot-conflict; equal-or-null = their value where they say the same.
 */
twoFilled: ("conflict" | "equal-or-null")
}
/**
 * A text and its code; filled where either is.
 */
export interface Slot {
text: ColumnName
code: ColumnName
}
/**
 * Several roles, each with slots of which one is filled: the texts, first role first; two filled slots of a role are a slot-conflict and give none.
 */
export interface SlotsReading {
read: "slots"
/**
 * @minItems 1
 */
roles: [[Slot, ...(Slot)[]], ...([Slot, ...(Slot)[]])[]]
}
/**
 * One value where any of the columns is filled, whatever it parses to, else another.
 */
export interface FilledReading {
read: "filled"
/**
 * @minItems 1
 */
columns: [ColumnName, ...(ColumnName)[]]
then: ListValue
otherwise: ListValue
}
export interface ConstantReading {
read: "constant"
value: (string | number | boolean | null)
}
/**
 * A list of fixed length, each item read from its own columns.
 */
export interface ListReading {
read: "list"
/**
 * @minItems 1
 */
items: [FieldReadings, ...(FieldReadings)[]]
}
/**
 * The filled items of a questionnaire by their id.
 */
export interface AnswersReading {
read: "answers"
/**
 * @minItems 1
 */
items: [AnswerItems, ...(AnswerItems)[]]
}
/**
 * Items from..to; # in id and columns stands for the item's number.
 */
export interface AnswerItems {
id: string
from: number
to: number
code?: ColumnTemplate
text?: ColumnTemplate
list?: string
/**
 * Instead of a code: a number in this column.
 */
number?: string
least?: number
most?: number
}

export const mappingSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:mapping/1",
  "title": "TrialMapping",
  "description": "How the sheets of one trial become common records. Written and read by the trial's data managers; it holds no code. Column names compare without case.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "id",
    "version",
    "title",
    "sharingBasis",
    "entryLagDays",
    "subjectId",
    "naTokens",
    "withdrawal",
    "siteVocabulary",
    "codeLists",
    "sheets"
  ],
  "properties": {
    "schema": {
      "const": "mapping/1"
    },
    "id": {
      "$ref": "#/$defs/mappingId"
    },
    "version": {
      "$ref": "#/$defs/version"
    },
    "title": {
      "type": "string",
      "minLength": 1,
      "maxLength": 200
    },
    "sharingBasis": {
      "$ref": "#/$defs/sharingBasis"
    },
    "entryLagDays": {
      "$ref": "#/$defs/entryLagDays"
    },
    "subjectId": {
      "$ref": "#/$defs/subjectId"
    },
    "naTokens": {
      "$ref": "#/$defs/naTokens"
    },
    "withdrawal": {
      "$ref": "#/$defs/withdrawal"
    },
    "siteVocabulary": {
      "$ref": "#/$defs/siteVocabulary"
    },
    "codeLists": {
      "$ref": "#/$defs/codeLists"
    },
    "sheets": {
      "$ref": "#/$defs/sheets"
    }
  },
  "$defs": {
    "mappingId": {
      "type": "string",
      "pattern": "^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "version": {
      "type": "string",
      "pattern": "^[0-9]+(\\.[0-9]+){0,2}$"
    },
    "column": {
      "title": "ColumnName",
      "type": "string",
      "pattern": "^[A-Za-z][A-Za-z0-9_]{0,63}$",
      "description": "Variable name of the source."
    },
    "columns": {
      "title": "ColumnNames",
      "description": "One variable name, or several of which the first filled one counts.",
      "anyOf": [
        {
          "$ref": "#/$defs/column"
        },
        {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/column"
          }
        }
      ]
    },
    "word": {
      "type": "string",
      "minLength": 1,
      "maxLength": 200
    },
    "sheetKey": {
      "type": "string",
      "pattern": "^[a-z][a-z0-9-]{0,31}$"
    },
    "sharingBasis": {
      "title": "SharingBasis",
      "description": "What sharing rests on: a statement that two members of the committee sign, or the consents of the source, row by row. null = neither, and then a data cut is refused.",
      "anyOf": [
        {
          "title": "BasisStatement",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "consentForm",
            "approval"
          ],
          "properties": {
            "consentForm": {
              "$ref": "#/$defs/word",
              "description": "Name and version of the consent form."
            },
            "approval": {
              "$ref": "#/$defs/word",
              "description": "Reference of the approval."
            },
            "example": {
              "const": true,
              "description": "A synthetic basis, as the mappings that come with the program have it: nobody signs it by itself, whoever opens the data cut signs it with the cut's description. Left out for real data."
            }
          }
        },
        {
          "title": "ConsentsOfTheSource",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "consents"
          ],
          "properties": {
            "consents": {
              "const": "row-by-row",
              "description": "The source holds each subject's consent to sharing (consentSharing of the record); a data cut takes those alone who consent."
            }
          }
        },
        {
          "type": "null"
        }
      ]
    },
    "entryLagDays": {
      "type": "integer",
      "minimum": 0,
      "maximum": 365,
      "description": "Days from a visit until its form is entered."
    },
    "subjectId": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "column",
        "shape"
      ],
      "properties": {
        "column": {
          "$ref": "#/$defs/column"
        },
        "shape": {
          "type": "string",
          "minLength": 1,
          "maxLength": 200,
          "description": "Regular expression of the whole id; tells the leak scanner which ids are the trial's own."
        }
      }
    },
    "naTokens": {
      "type": "array",
      "uniqueItems": true,
      "items": {
        "$ref": "#/$defs/word"
      },
      "description": "Cells that mean 'nothing', in any case; the empty cell always does."
    },
    "withdrawal": {
      "title": "WithdrawalRules",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "sheet",
        "date",
        "scope",
        "dataWords",
        "treatmentWords",
        "phrases"
      ],
      "properties": {
        "sheet": {
          "$ref": "#/$defs/sheetKey"
        },
        "date": {
          "$ref": "#/$defs/column"
        },
        "scope": {
          "$ref": "#/$defs/column"
        },
        "dataWords": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/word"
          },
          "description": "The subject gives no record and is in no figure."
        },
        "treatmentWords": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/word"
          },
          "description": "The subject stopped treatment only, and stays."
        },
        "phrases": {
          "type": "array",
          "items": {
            "type": "string",
            "minLength": 3,
            "maxLength": 100
          },
          "description": "Words that say so in a text cell; an ellipsis stands for up to three words, an asterisk for any ending."
        }
      }
    },
    "siteVocabulary": {
      "title": "CohortVocabulary",
      "description": "The trial's own words in its cohort names.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "declaredTumours",
        "tumourWords",
        "thresholds"
      ],
      "properties": {
        "declaredTumours": {
          "type": "array",
          "uniqueItems": true,
          "items": {
            "$ref": "#/$defs/word"
          }
        },
        "tumourWords": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "tumour",
              "concept",
              "words"
            ],
            "properties": {
              "tumour": {
                "type": [
                  "string",
                  "null"
                ],
                "minLength": 1
              },
              "concept": {
                "type": [
                  "string",
                  "null"
                ],
                "minLength": 1
              },
              "words": {
                "type": "array",
                "minItems": 1,
                "items": {
                  "$ref": "#/$defs/word"
                }
              }
            }
          }
        },
        "thresholds": {
          "type": "object",
          "additionalProperties": {
            "type": "number"
          }
        }
      }
    },
    "codeLists": {
      "type": "object",
      "propertyNames": {
        "pattern": "^[a-z][a-z0-9-]{0,63}$"
      },
      "additionalProperties": {
        "$ref": "#/$defs/codeList"
      }
    },
    "codeList": {
      "title": "CodeList",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "unknown",
        "codes",
        "texts"
      ],
      "properties": {
        "unknown": {
          "enum": [
            "report",
            "ignore"
          ],
          "description": "Whether a cell that the list does not know is a problem (unknown-code); its value is null either way."
        },
        "codes": {
          "type": "object",
          "propertyNames": {
            "pattern": "^(0|[1-9][0-9]{0,8})$"
          },
          "additionalProperties": {
            "$ref": "#/$defs/value"
          }
        },
        "texts": {
          "type": "object",
          "additionalProperties": {
            "$ref": "#/$defs/value"
          },
          "description": "Texts of the pick list, compared without case."
        }
      }
    },
    "value": {
      "title": "ListValue",
      "type": [
        "string",
        "number",
        "boolean"
      ]
    },
    "sheets": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/sheetKey"
      },
      "additionalProperties": {
        "$ref": "#/$defs/sheet"
      }
    },
    "sheet": {
      "title": "SheetRules",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "about",
        "required",
        "screens",
        "entity",
        "fields",
        "dates",
        "codes",
        "ignored"
      ],
      "properties": {
        "about": {
          "type": "string",
          "minLength": 1,
          "maxLength": 300
        },
        "required": {
          "type": "boolean",
          "description": "Without this sheet the export is refused."
        },
        "requiredColumns": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/column"
          },
          "description": "Without these columns the export is refused, because figures would be wrong in silence."
        },
        "screens": {
          "type": "boolean",
          "description": "A row here makes its subject one of the trial."
        },
        "entity": {
          "enum": [
            "subject",
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
            "otherDatedRows",
            null
          ],
          "description": "What a row becomes; null = its rows are only checked."
        },
        "needs": {
          "type": "array",
          "items": {
            "type": "string"
          },
          "description": "Fields without which a row makes no entity."
        },
        "prefer": {
          "type": "object",
          "additionalProperties": {
            "$ref": "#/$defs/value"
          },
          "description": "Where several rows tell of one subject, the first filled value holds, unless one row has this value."
        },
        "fields": {
          "$ref": "#/$defs/fields"
        },
        "dates": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/column"
          },
          "description": "Further date columns, read to report bad dates."
        },
        "codes": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "column",
              "list"
            ],
            "properties": {
              "column": {
                "$ref": "#/$defs/column"
              },
              "list": {
                "type": "string"
              }
            }
          },
          "description": "Further code columns, read to report unknown codes."
        },
        "ignored": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/column"
          },
          "description": "Known columns that are not read."
        }
      }
    },
    "fields": {
      "title": "FieldReadings",
      "type": "object",
      "propertyNames": {
        "pattern": "^[a-zA-Z][a-zA-Z0-9]{0,40}$"
      },
      "additionalProperties": {
        "$ref": "#/$defs/reading"
      }
    },
    "reading": {
      "title": "Reading",
      "description": "How one field is read from the cells of a row.",
      "oneOf": [
        {
          "$ref": "#/$defs/textReading"
        },
        {
          "$ref": "#/$defs/numberTextReading"
        },
        {
          "$ref": "#/$defs/numberReading"
        },
        {
          "$ref": "#/$defs/dateReading"
        },
        {
          "$ref": "#/$defs/codeReading"
        },
        {
          "$ref": "#/$defs/leadingDigitReading"
        },
        {
          "$ref": "#/$defs/slotReading"
        },
        {
          "$ref": "#/$defs/slotsReading"
        },
        {
          "$ref": "#/$defs/filledReading"
        },
        {
          "$ref": "#/$defs/constantReading"
        },
        {
          "$ref": "#/$defs/listReading"
        },
        {
          "$ref": "#/$defs/answersReading"
        }
      ]
    },
    "textReading": {
      "title": "TextReading",
      "description": "The trimmed text.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "column"
      ],
      "properties": {
        "read": {
          "const": "text"
        },
        "column": {
          "$ref": "#/$defs/columns"
        },
        "upperCase": {
          "type": "boolean"
        }
      }
    },
    "numberTextReading": {
      "title": "NumberTextReading",
      "description": "A running number kept as text: 3, 03 and 3.0 are the same.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "column"
      ],
      "properties": {
        "read": {
          "const": "number-text"
        },
        "column": {
          "$ref": "#/$defs/columns"
        }
      }
    },
    "numberReading": {
      "title": "NumberReading",
      "description": "A number with decimal point or comma; null outside its range.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "column",
        "from",
        "to",
        "whole"
      ],
      "properties": {
        "read": {
          "const": "number"
        },
        "column": {
          "$ref": "#/$defs/columns"
        },
        "from": {
          "type": "number"
        },
        "to": {
          "type": "number"
        },
        "whole": {
          "type": "boolean",
          "description": "Fractions give null."
        }
      }
    },
    "dateReading": {
      "title": "DateReading",
      "description": "YYYY-MM-DD or a partial date; anything else is null and a bad date.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "column"
      ],
      "properties": {
        "read": {
          "const": "date"
        },
        "column": {
          "$ref": "#/$defs/column"
        }
      }
    },
    "codeReading": {
      "title": "CodeReading",
      "description": "The code decides where it is filled, else the text.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "list"
      ],
      "minProperties": 3,
      "properties": {
        "read": {
          "const": "code"
        },
        "code": {
          "$ref": "#/$defs/columns"
        },
        "text": {
          "$ref": "#/$defs/columns"
        },
        "list": {
          "type": "string"
        }
      }
    },
    "leadingDigitReading": {
      "title": "LeadingDigitReading",
      "description": "The digit that a text begins with; null outside its range.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "column",
        "from",
        "to"
      ],
      "properties": {
        "read": {
          "const": "leading-digit"
        },
        "column": {
          "$ref": "#/$defs/columns"
        },
        "from": {
          "type": "integer",
          "minimum": 0,
          "maximum": 9
        },
        "to": {
          "type": "integer",
          "minimum": 0,
          "maximum": 9
        }
      }
    },
    "slot": {
      "title": "Slot",
      "description": "A text and its code; filled where either is.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "text",
        "code"
      ],
      "properties": {
        "text": {
          "$ref": "#/$defs/column"
        },
        "code": {
          "$ref": "#/$defs/column"
        }
      }
    },
    "slotReading": {
      "title": "SlotReading",
      "description": "One of several slots is filled; two filled ones give null.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "slots",
        "twoFilled"
      ],
      "properties": {
        "read": {
          "const": "slot"
        },
        "slots": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/slot"
          }
        },
        "list": {
          "type": "string",
          "description": "Code list that reads the text."
        },
        "twoFilled": {
          "enum": [
            "conflict",
            "equal-or-null"
          ],
          "description": "conflict = null and a slot-conflict; equal-or-null = their value where they say the same."
        }
      }
    },
    "slotsReading": {
      "title": "SlotsReading",
      "description": "Several roles, each with slots of which one is filled: the texts, first role first; two filled slots of a role are a slot-conflict and give none.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "roles"
      ],
      "properties": {
        "read": {
          "const": "slots"
        },
        "roles": {
          "type": "array",
          "minItems": 1,
          "items": {
            "type": "array",
            "minItems": 1,
            "items": {
              "$ref": "#/$defs/slot"
            }
          }
        }
      }
    },
    "filledReading": {
      "title": "FilledReading",
      "description": "One value where any of the columns is filled, whatever it parses to, else another.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "columns",
        "then",
        "otherwise"
      ],
      "properties": {
        "read": {
          "const": "filled"
        },
        "columns": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/column"
          }
        },
        "then": {
          "$ref": "#/$defs/value"
        },
        "otherwise": {
          "$ref": "#/$defs/value"
        }
      }
    },
    "constantReading": {
      "title": "ConstantReading",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "value"
      ],
      "properties": {
        "read": {
          "const": "constant"
        },
        "value": {
          "type": [
            "string",
            "number",
            "boolean",
            "null"
          ]
        }
      }
    },
    "listReading": {
      "title": "ListReading",
      "description": "A list of fixed length, each item read from its own columns.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "items"
      ],
      "properties": {
        "read": {
          "const": "list"
        },
        "items": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/fields"
          }
        }
      }
    },
    "answersReading": {
      "title": "AnswersReading",
      "description": "The filled items of a questionnaire by their id.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "read",
        "items"
      ],
      "properties": {
        "read": {
          "const": "answers"
        },
        "items": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/answerItems"
          }
        }
      }
    },
    "answerItems": {
      "title": "AnswerItems",
      "description": "Items from..to; # in id and columns stands for the item's number.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "from",
        "to"
      ],
      "properties": {
        "id": {
          "type": "string",
          "pattern": "^[A-Za-z0-9]{0,10}#?[A-Za-z0-9]{0,10}$"
        },
        "from": {
          "type": "integer",
          "minimum": 0,
          "maximum": 99
        },
        "to": {
          "type": "integer",
          "minimum": 0,
          "maximum": 99
        },
        "code": {
          "$ref": "#/$defs/columnTemplate"
        },
        "text": {
          "$ref": "#/$defs/columnTemplate"
        },
        "list": {
          "type": "string"
        },
        "number": {
          "$ref": "#/$defs/columnTemplate",
          "description": "Instead of a code: a number in this column."
        },
        "least": {
          "type": "number"
        },
        "most": {
          "type": "number"
        }
      }
    },
    "columnTemplate": {
      "type": "string",
      "pattern": "^[A-Za-z][A-Za-z0-9_]{0,40}#?[A-Za-z0-9_]{0,20}$"
    }
  },
  "examples": [
    {
      "schema": "mapping/1",
      "id": "example-trial",
      "version": "1",
      "title": "Example of a trial with two sheets",
      "sharingBasis": {
        "consentForm": "Example consent form, version 1",
        "approval": "example-0001"
      },
      "entryLagDays": 28,
      "subjectId": {
        "column": "SubjectId",
        "shape": "[0-9]{1,4}"
      },
      "naTokens": [
        "na"
      ],
      "withdrawal": {
        "sheet": "consent",
        "date": "WDRDAT",
        "scope": "WDRSCOPE",
        "dataWords": [
          "data"
        ],
        "treatmentWords": [
          "treatment"
        ],
        "phrases": [
          "withdrew … consent"
        ]
      },
      "siteVocabulary": {
        "declaredTumours": [],
        "tumourWords": [],
        "thresholds": {}
      },
      "codeLists": {
        "sex": {
          "unknown": "report",
          "codes": {
            "1": "male",
            "2": "female"
          },
          "texts": {
            "male": "male",
            "female": "female"
          }
        }
      },
      "sheets": {
        "dm": {
          "about": "Demographics, one row a subject",
          "required": true,
          "screens": true,
          "entity": "subject",
          "fields": {
            "birth": {
              "read": "date",
              "column": "BRTHDAT"
            },
            "sex": {
              "read": "code",
              "code": "SEXCD",
              "text": "SEX",
              "list": "sex"
            }
          },
          "dates": [],
          "codes": [],
          "ignored": [
            "SITE"
          ]
        },
        "eos": {
          "about": "End of study",
          "required": false,
          "screens": false,
          "entity": "deaths",
          "needs": [
            "date"
          ],
          "fields": {
            "date": {
              "read": "date",
              "column": "DEATHDTC"
            }
          },
          "dates": [],
          "codes": [],
          "ignored": []
        }
      }
    }
  ]
} as const
