// Made from schemas/disclosure-policy.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What may leave a node: the thresholds that committees vote on. In force it is the payload of a JWS in general JSON serialization (typ prime-rose-policy+jws) signed by at least two committee members, and pinned by hash in the engine. Every table and round names the version it was made under.
 */
export interface DisclosurePolicy {
schema: "disclosure-policy/1"
version: string
/**
 * Rises with each version; an older one is refused.
 */
serial: number
/**
 * Cells of 0..k-1 patients look alike.
 */
k: number
nationalTable: {
/**
 * Months between the cut-offs of two national tables.
 */
minMonthsBetween: number
/**
 * When the integer audit takes longer, more is masked, never less.
 */
maxAuditSeconds: number
}
pooled: {
minCountriesWithPatients: number
minMembersInSet: number
/**
 * Evaluable patients of the pooled cohort at each look.
 */
minEvaluable: {
s1: number
s2: number
}
/**
 * Least pooled n less any one country.
 */
rest: {
s1: number
s2: number
}
/**
 * Parts that are published nowhere are 0, or the rest from at least so many countries.
 */
hiddenPartsMinCountries: number
/**
 * A change between rounds is 0, or k patients from at least so many countries.
 */
changeMinCountries: number
/**
 * Pooled patients and evaluable are exact from here, a band below.
 */
exactPatientsFrom: number
}
survival: {
minPatients: number
gridDays: number
minEventsInStep: number
minAtRisk: number
}
/**
 * First patient of each band, ascending; below the first it is masked.
 * 
 * @minItems 1
 */
accrualBands: [number, ...(number)[]]
}

export const disclosurePolicySchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:disclosure-policy/1",
  "title": "DisclosurePolicy",
  "description": "What may leave a node: the thresholds that committees vote on. In force it is the payload of a JWS in general JSON serialization (typ prime-rose-policy+jws) signed by at least two committee members, and pinned by hash in the engine. Every table and round names the version it was made under.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "version",
    "serial",
    "k",
    "nationalTable",
    "pooled",
    "survival",
    "accrualBands"
  ],
  "properties": {
    "schema": {
      "const": "disclosure-policy/1"
    },
    "version": {
      "type": "string",
      "minLength": 1,
      "maxLength": 32
    },
    "serial": {
      "type": "integer",
      "minimum": 1,
      "description": "Rises with each version; an older one is refused."
    },
    "k": {
      "type": "integer",
      "minimum": 5,
      "maximum": 1000,
      "description": "Cells of 0..k-1 patients look alike."
    },
    "nationalTable": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "minMonthsBetween",
        "maxAuditSeconds"
      ],
      "properties": {
        "minMonthsBetween": {
          "type": "integer",
          "minimum": 0,
          "maximum": 120,
          "description": "Months between the cut-offs of two national tables."
        },
        "maxAuditSeconds": {
          "type": "integer",
          "minimum": 1,
          "maximum": 86400,
          "description": "When the integer audit takes longer, more is masked, never less."
        }
      }
    },
    "pooled": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "minCountriesWithPatients",
        "minMembersInSet",
        "minEvaluable",
        "rest",
        "hiddenPartsMinCountries",
        "changeMinCountries",
        "exactPatientsFrom"
      ],
      "properties": {
        "minCountriesWithPatients": {
          "type": "integer",
          "minimum": 3
        },
        "minMembersInSet": {
          "type": "integer",
          "minimum": 4
        },
        "minEvaluable": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "s1",
            "s2"
          ],
          "description": "Evaluable patients of the pooled cohort at each look.",
          "properties": {
            "s1": {
              "type": "integer",
              "minimum": 1
            },
            "s2": {
              "type": "integer",
              "minimum": 1
            }
          }
        },
        "rest": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "s1",
            "s2"
          ],
          "description": "Least pooled n less any one country.",
          "properties": {
            "s1": {
              "type": "integer",
              "minimum": 1
            },
            "s2": {
              "type": "integer",
              "minimum": 1
            }
          }
        },
        "hiddenPartsMinCountries": {
          "type": "integer",
          "minimum": 2,
          "description": "Parts that are published nowhere are 0, or the rest from at least so many countries."
        },
        "changeMinCountries": {
          "type": "integer",
          "minimum": 2,
          "description": "A change between rounds is 0, or k patients from at least so many countries."
        },
        "exactPatientsFrom": {
          "type": "integer",
          "minimum": 1,
          "description": "Pooled patients and evaluable are exact from here, a band below."
        }
      }
    },
    "survival": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "minPatients",
        "gridDays",
        "minEventsInStep",
        "minAtRisk"
      ],
      "properties": {
        "minPatients": {
          "type": "integer",
          "minimum": 1
        },
        "gridDays": {
          "type": "integer",
          "minimum": 1
        },
        "minEventsInStep": {
          "type": "integer",
          "minimum": 1
        },
        "minAtRisk": {
          "type": "integer",
          "minimum": 1
        }
      }
    },
    "accrualBands": {
      "type": "array",
      "minItems": 1,
      "items": {
        "type": "integer",
        "minimum": 1
      },
      "description": "First patient of each band, ascending; below the first it is masked."
    }
  },
  "examples": [
    {
      "schema": "disclosure-policy/1",
      "version": "1",
      "serial": 1,
      "k": 5,
      "nationalTable": {
        "minMonthsBetween": 6,
        "maxAuditSeconds": 120
      },
      "pooled": {
        "minCountriesWithPatients": 3,
        "minMembersInSet": 4,
        "minEvaluable": {
          "s1": 8,
          "s2": 24
        },
        "rest": {
          "s1": 3,
          "s2": 5
        },
        "hiddenPartsMinCountries": 2,
        "changeMinCountries": 2,
        "exactPatientsFrom": 8
      },
      "survival": {
        "minPatients": 24,
        "gridDays": 28,
        "minEventsInStep": 3,
        "minAtRisk": 5
      },
      "accrualBands": [
        5,
        8,
        13,
        19,
        24
      ]
    }
  ]
} as const
