// Made from schemas/review-queue.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Codes of the last ingest that nothing takes without a person, with how often and where they came. It stays in the node's folder inside the platform; it names no patient, and holds no text in which the leak scanner found anything.
 */
export interface ReviewQueue {
schema: "review-queue/1"
trialId: string
/**
 * The mapping, with the decisions, that the ingest read by.
 */
mapping: {
id: string
version: string
}
/**
 * Codes that are not listed because they may hold an identifier, or are longer than any code.
 */
withheld: number
/**
 * Rarer codes beyond the 5,000 that are listed.
 */
leftOut: number
entries: QueueEntry[]
}
export interface QueueEntry {
/**
 * The same for the same code after every ingest.
 */
id: string
/**
 * Code map or code list of the mapping, list of codes of FHIR, or what the text should name: of cohort names drug, tumour, alteration and the name itself, of reports gene and finding, of a patient's own tumour diagnosis.
 */
vocabulary: string
/**
 * Code system, where the mapping states one.
 */
system: (string | null)
code: string
reason: string
rows: number
places: {
sheet: string
column: (string | null)
rows: number
/**
 * The first one.
 */
line: number
}[]
}

export const reviewQueueSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:review-queue/1",
  "title": "ReviewQueue",
  "description": "Codes of the last ingest that nothing takes without a person, with how often and where they came. It stays in the node's folder inside the platform; it names no patient, and holds no text in which the leak scanner found anything.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "trialId",
    "mapping",
    "withheld",
    "leftOut",
    "entries"
  ],
  "properties": {
    "schema": {
      "const": "review-queue/1"
    },
    "trialId": {
      "type": "string",
      "minLength": 1
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
      },
      "description": "The mapping, with the decisions, that the ingest read by."
    },
    "withheld": {
      "type": "integer",
      "minimum": 0,
      "description": "Codes that are not listed because they may hold an identifier, or are longer than any code."
    },
    "leftOut": {
      "type": "integer",
      "minimum": 0,
      "description": "Rarer codes beyond the 5,000 that are listed."
    },
    "entries": {
      "type": "array",
      "items": {
        "title": "QueueEntry",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "id",
          "vocabulary",
          "system",
          "code",
          "reason",
          "rows",
          "places"
        ],
        "properties": {
          "id": {
            "type": "string",
            "pattern": "^[0-9a-f]{10}$",
            "description": "The same for the same code after every ingest."
          },
          "vocabulary": {
            "type": "string",
            "pattern": "^(?:map:[a-z][a-z0-9-]*|list:[a-z0-9-]+|fhir:[a-z-]+|drug|tumour|diagnosis|alteration|cohort-name|gene|finding)$",
            "description": "Code map or code list of the mapping, list of codes of FHIR, or what the text should name: of cohort names drug, tumour, alteration and the name itself, of reports gene and finding, of a patient's own tumour diagnosis."
          },
          "system": {
            "type": [
              "string",
              "null"
            ],
            "description": "Code system, where the mapping states one."
          },
          "code": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200
          },
          "reason": {
            "type": "string",
            "pattern": "^[a-z-]+$"
          },
          "rows": {
            "type": "integer",
            "minimum": 1
          },
          "places": {
            "type": "array",
            "items": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "sheet",
                "column",
                "rows",
                "line"
              ],
              "properties": {
                "sheet": {
                  "type": "string"
                },
                "column": {
                  "type": [
                    "string",
                    "null"
                  ]
                },
                "rows": {
                  "type": "integer",
                  "minimum": 1
                },
                "line": {
                  "type": "integer",
                  "minimum": 1,
                  "description": "The first one."
                }
              }
            }
          }
        }
      }
    }
  },
  "examples": [
    {
      "schema": "review-queue/1",
      "trialId": "impress-norway",
      "mapping": {
        "id": "impress-norway",
        "version": "1+review.2"
      },
      "withheld": 0,
      "leftOut": 0,
      "entries": [
        {
          "id": "0f3a5b7c9d",
          "vocabulary": "drug",
          "system": null,
          "code": "Nivolumabb",
          "reason": "drug-unknown",
          "rows": 3,
          "places": [
            {
              "sheet": "coh",
              "column": "COHORTNAME",
              "rows": 3,
              "line": 14
            }
          ]
        }
      ]
    }
  ]
} as const
