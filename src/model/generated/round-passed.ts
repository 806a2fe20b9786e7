// Made from schemas/round-passed.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What passed the gates; only of these cohorts value cells are added. Signed together by all combiners.
 */
export interface RoundPassed {
schema: "round-passed/1"
round: string
manifestSha256: string
setSha256: string
passed: PassedEntry[]
}
export interface PassedEntry {
key: string
patients: boolean
evaluable: boolean
/**
 * Position of the quarter that completes the first stage.
 */
s1Quarter: (number | null)
look: ("s2" | "final" | null)
stages: PassedStage[]
}
export interface PassedStage {
look: ("s1" | "s2")
quarter: number
}

export const roundPassedSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:round-passed/1",
  "title": "RoundPassed",
  "description": "What passed the gates; only of these cohorts value cells are added. Signed together by all combiners.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "round",
    "manifestSha256",
    "setSha256",
    "passed"
  ],
  "properties": {
    "schema": {
      "const": "round-passed/1"
    },
    "round": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "manifestSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "setSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "passed": {
      "type": "array",
      "items": {
        "title": "PassedEntry",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "key",
          "patients",
          "evaluable",
          "s1Quarter",
          "look",
          "stages"
        ],
        "properties": {
          "key": {
            "type": "string",
            "maxLength": 2000
          },
          "patients": {
            "type": "boolean"
          },
          "evaluable": {
            "type": "boolean"
          },
          "s1Quarter": {
            "type": [
              "integer",
              "null"
            ],
            "minimum": 0,
            "description": "Position of the quarter that completes the first stage."
          },
          "look": {
            "enum": [
              "s2",
              "final",
              null
            ]
          },
          "stages": {
            "type": "array",
            "items": {
              "title": "PassedStage",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "look",
                "quarter"
              ],
              "properties": {
                "look": {
                  "enum": [
                    "s1",
                    "s2"
                  ]
                },
                "quarter": {
                  "type": "integer",
                  "minimum": 0
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
      "schema": "round-passed/1",
      "round": "2026-q3",
      "manifestSha256": "0000000000000000000000000000000000000000000000000000000000000001",
      "setSha256": "0000000000000000000000000000000000000000000000000000000000000002",
      "passed": [
        {
          "key": "v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab",
          "patients": true,
          "evaluable": true,
          "s1Quarter": 3,
          "look": null,
          "stages": []
        }
      ]
    }
  ]
} as const
