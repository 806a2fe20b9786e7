// Made from schemas/merged-counts.schema.json by `npm run generate`; change the schema, not this file.
/**
 * How the primary endpoint is read, e.g. control-w16-visit: CR, PR or SD at the week-16 visit.
 */
export type EndpointCode = string
export type Count = (ExactCount | MaskedCount)
export type MeasureCode = ("disease-control-w16" | "objective-response" | "confirmed-response" | "best-response-cr" | "best-response-pr" | "best-response-sd" | "best-response-pd" | "best-response-ne" | "no-control-progressed" | "no-control-died" | "no-control-off-treatment" | "no-control-missed" | "no-control-unconfirmed-progression" | "no-control-not-assessable" | "ae-grade3-related" | "ae-grade3-related-or-unknown" | "serious-ae")
export type DenominatorCode = ("screened" | "enrolled" | "treated" | "treated-mature" | "evaluable")

/**
 * What is known of one cohort, part by part: a part is one country or the pool of a round. All that decision and report read. Each count is exact or masked with its bounds, and named by its denominator; no method sees a patient.
 */
export interface MergedCounts {
schema: "merged-counts/1"
cohort: MergedCohort
/**
 * null where nothing is asked about efficacy.
 */
endpoint: (EndpointCode | null)
/**
 * null: no decision is asked.
 */
design: (TwoStageDesign | null)
looks: Looks
policy: ShownUnder
merged: Merged
/**
 * @minItems 1
 * @maxItems 256
 */
parts: [(CountryPart | PoolPart), ...((CountryPart | PoolPart))[]]
/**
 * Countries that were asked and of which a member did not answer, or that are not in the set of a round.
 * 
 * @maxItems 256
 */
absent: AbsentCountry[]
}
export interface MergedCohort {
/**
 * Key v1; null where a part is under review, or for all cohorts of a table together.
 */
key: (string | null)
label: string
/**
 * SHA-256 of the canonical definition.
 */
definitionHash: (string | null)
}
/**
 * Simon's two-stage design: stop after n1 patients if at most r1 respond; positive if more than r of n do.
 */
export interface TwoStageDesign {
version: string
r1: number
n1: number
r: number
n: number
p0: number
p1: number
/**
 * Nominal alpha; null: the design's own.
 */
alpha: (number | null)
/**
 * Largest size of a third stage, which is for estimation only.
 */
expansionTo: (number | null)
}
export interface Looks {
/**
 * Evaluable patients from which stage 1 is looked at.
 */
s1: number
s2: number
/**
 * True at the final look: no more patients will come.
 */
closed: boolean
}
/**
 * What the report shows of survival, and the least count that a national table shows.
 */
export interface ShownUnder {
version: string
k: number
survival: {
minPatients: number
gridDays: number
minEventsInStep: number
minAtRisk: number
}
}
/**
 * Who put the parts together, when and with what; part of the lock from which a decision is replayed.
 */
export interface Merged {
/**
 * Member, person or process.
 */
by: string
on: (string | null)
program: string
}
/**
 * One country.
 */
export interface CountryPart {
kind: "country"
country: string
source: (LocalTableSource | DiscoverySource | ExportSource)
cut: CountryCut
/**
 * True: in the sums. False: shown beside them, because another part holds the same patients.
 */
counted: boolean
endpoint: (EndpointCode | null)
versions: PartVersions
counts: PartCounts
/**
 * Patients with what the measure names, of its denominator. A pair of measure and denominator stands once.
 * 
 * @maxItems 64
 */
measures: PartMeasure[]
/**
 * Cumulative by calendar quarter of treatment start, quarters ascending; empty where they are not known. Exact.
 * 
 * @maxItems 400
 */
quarters: QuarterCounts[]
survival: PartSurvival
exposure: (Exposure | null)
/**
 * null: not known.
 */
localStops: (LocalStops | null)
}
export interface LocalTableSource {
kind: "local-table"
member: string
sha256: string
}
export interface DiscoverySource {
kind: "discovery"
/**
 * @minItems 1
 */
members: [string, ...(string)[]]
/**
 * @minItems 1
 */
tables: [string, ...(string)[]]
}
export interface ExportSource {
kind: "export"
member: string
sha256: string
}
export interface CountryCut {
id: (string | null)
cutOff: string
}
export interface PartVersions {
derivation: string
/**
 * Policy that the part was let out under; null for a table that has not left its node.
 */
policy: (string | null)
}
/**
 * Patients by denominator code, with pending and awaiting beside them. A code that is missing is not known of this part.
 */
export interface PartCounts {
screened?: Count
actionable?: Count
enrolled?: Count
treated?: Count
"treated-mature"?: Count
evaluable?: Count
pending?: Count
awaiting?: Count
}
export interface ExactCount {
exact: number
}
/**
 * Bounds come from the table or its margins, never from a guess.
 */
export interface MaskedCount {
masked: {
lo: number
/**
 * null: at least lo, no upper bound is known.
 */
hi: (number | null)
}
}
export interface PartMeasure {
measure: MeasureCode
denominator: DenominatorCode
count: Count
}
export interface QuarterCounts {
quarter: string
treated?: number
"treated-mature"?: number
evaluable: number
pending: number
/**
 * Disease control at week 16; one numerator for both denominators. A round gives it at the ends of stages only.
 */
control?: number
}
/**
 * Time from treatment start in days.
 */
export interface PartSurvival {
pfs?: CurveCounts
os?: CurveCounts
}
export interface CurveCounts {
denominator: ("treated" | "evaluable")
entered: number
/**
 * A step ends at day `to` and begins after the end of the one before; events come before censorings.
 * 
 * @maxItems 2000
 */
steps: CurveStep[]
/**
 * True where the curve ends because fewer than the policy's number are at risk.
 */
cut: boolean
}
export interface CurveStep {
to: number
events: number
censored: number
}
export interface Exposure {
/**
 * Adverse events of grade 3 and more related to treatment; a patient can have several.
 */
events: number
personDays: number
}
/**
 * Rules by which countries stop by themselves: after the first n1 patients with at most r1 responders.
 */
export interface LocalStops {
/**
 * @maxItems 64
 */
rules: LocalStopRule[]
/**
 * True where a country of the part has no rule of its own.
 */
othersGoOn: boolean
}
export interface LocalStopRule {
country: string
r1: number
n1: number
stopped: boolean
}
/**
 * The sum over the countries of a round; no country's part is visible.
 */
export interface PoolPart {
kind: "pool"
/**
 * @minItems 1
 * @maxItems 64
 */
countries: [string, ...(string)[]]
source: NetworkTableSource
cut: CutWindow
stage1: (PublishedStage1 | null)
/**
 * True: in the sums. False: shown beside them, because another part holds the same patients.
 */
counted: boolean
endpoint: (EndpointCode | null)
versions: PartVersions
counts: PartCounts
/**
 * Patients with what the measure names, of its denominator. A pair of measure and denominator stands once.
 * 
 * @maxItems 64
 */
measures: PartMeasure[]
/**
 * Cumulative by calendar quarter of treatment start, quarters ascending; empty where they are not known. Exact.
 * 
 * @maxItems 400
 */
quarters: QuarterCounts[]
survival: PartSurvival
exposure: (Exposure | null)
/**
 * null: not known.
 */
localStops: (LocalStops | null)
}
export interface NetworkTableSource {
kind: "network-table"
round: string
/**
 * Round that the counts are from, where it is an earlier one.
 */
standsFrom: (string | null)
manifest: string
sha256: string
}
export interface CutWindow {
from: string
to: string
/**
 * SHA-256 of the set of contributions.
 */
set: string
}
/**
 * What a round publishes of stage 1: no count of responders.
 */
export interface PublishedStage1 {
outcome: ("go" | "stop" | "wait")
quarter: (string | null)
/**
 * Size of the stage-1 set.
 */
evaluable: (number | null)
}
export interface AbsentCountry {
country: string
reason: ("refused" | "invalid" | "unreachable" | "timeout" | "late" | "not-in-set" | "no-table")
}

export const mergedCountsSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:merged-counts/1",
  "title": "MergedCounts",
  "description": "What is known of one cohort, part by part: a part is one country or the pool of a round. All that decision and report read. Each count is exact or masked with its bounds, and named by its denominator; no method sees a patient.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "cohort",
    "endpoint",
    "design",
    "looks",
    "policy",
    "merged",
    "parts",
    "absent"
  ],
  "properties": {
    "schema": {
      "const": "merged-counts/1"
    },
    "cohort": {
      "title": "MergedCohort",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "key",
        "label",
        "definitionHash"
      ],
      "properties": {
        "key": {
          "anyOf": [
            {
              "type": "string",
              "minLength": 1,
              "maxLength": 2048
            },
            {
              "type": "null"
            }
          ],
          "description": "Key v1; null where a part is under review, or for all cohorts of a table together."
        },
        "label": {
          "type": "string",
          "minLength": 1,
          "maxLength": 400
        },
        "definitionHash": {
          "anyOf": [
            {
              "type": "string",
              "pattern": "^[0-9a-f]{64}$"
            },
            {
              "type": "null"
            }
          ],
          "description": "SHA-256 of the canonical definition."
        }
      }
    },
    "endpoint": {
      "anyOf": [
        {
          "$ref": "#/$defs/endpointCode"
        },
        {
          "type": "null"
        }
      ],
      "description": "null where nothing is asked about efficacy."
    },
    "design": {
      "anyOf": [
        {
          "title": "TwoStageDesign",
          "description": "Simon's two-stage design: stop after n1 patients if at most r1 respond; positive if more than r of n do.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "version",
            "r1",
            "n1",
            "r",
            "n",
            "p0",
            "p1",
            "alpha",
            "expansionTo"
          ],
          "properties": {
            "version": {
              "type": "string",
              "minLength": 1,
              "maxLength": 160
            },
            "r1": {
              "type": "integer",
              "minimum": 0,
              "maximum": 9007199254740991
            },
            "n1": {
              "type": "integer",
              "minimum": 1,
              "maximum": 9007199254740991
            },
            "r": {
              "type": "integer",
              "minimum": 0,
              "maximum": 9007199254740991
            },
            "n": {
              "type": "integer",
              "minimum": 2,
              "maximum": 100000
            },
            "p0": {
              "type": "number",
              "minimum": 0,
              "maximum": 1
            },
            "p1": {
              "type": "number",
              "minimum": 0,
              "maximum": 1
            },
            "alpha": {
              "anyOf": [
                {
                  "type": "number",
                  "exclusiveMinimum": 0,
                  "maximum": 1
                },
                {
                  "type": "null"
                }
              ],
              "description": "Nominal alpha; null: the design's own."
            },
            "expansionTo": {
              "anyOf": [
                {
                  "type": "integer",
                  "minimum": 1,
                  "maximum": 9007199254740991
                },
                {
                  "type": "null"
                }
              ],
              "description": "Largest size of a third stage, which is for estimation only."
            }
          }
        },
        {
          "type": "null"
        }
      ],
      "description": "null: no decision is asked."
    },
    "looks": {
      "title": "Looks",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "s1",
        "s2",
        "closed"
      ],
      "properties": {
        "s1": {
          "type": "integer",
          "minimum": 1,
          "maximum": 9007199254740991,
          "description": "Evaluable patients from which stage 1 is looked at."
        },
        "s2": {
          "type": "integer",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "closed": {
          "type": "boolean",
          "description": "True at the final look: no more patients will come."
        }
      }
    },
    "policy": {
      "title": "ShownUnder",
      "description": "What the report shows of survival, and the least count that a national table shows.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "version",
        "k",
        "survival"
      ],
      "properties": {
        "version": {
          "type": "string",
          "minLength": 1,
          "maxLength": 32
        },
        "k": {
          "type": "integer",
          "minimum": 1,
          "maximum": 9007199254740991
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
              "minimum": 1,
              "maximum": 9007199254740991
            },
            "gridDays": {
              "type": "integer",
              "minimum": 1,
              "maximum": 9007199254740991
            },
            "minEventsInStep": {
              "type": "integer",
              "minimum": 1,
              "maximum": 9007199254740991
            },
            "minAtRisk": {
              "type": "integer",
              "minimum": 1,
              "maximum": 9007199254740991
            }
          }
        }
      }
    },
    "merged": {
      "title": "Merged",
      "description": "Who put the parts together, when and with what; part of the lock from which a decision is replayed.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "by",
        "on",
        "program"
      ],
      "properties": {
        "by": {
          "type": "string",
          "minLength": 1,
          "maxLength": 128,
          "description": "Member, person or process."
        },
        "on": {
          "anyOf": [
            {
              "type": "string",
              "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
            },
            {
              "type": "null"
            }
          ]
        },
        "program": {
          "type": "string",
          "minLength": 1,
          "maxLength": 64
        }
      }
    },
    "parts": {
      "type": "array",
      "minItems": 1,
      "maxItems": 256,
      "items": {
        "anyOf": [
          {
            "$ref": "#/$defs/countryPart"
          },
          {
            "$ref": "#/$defs/poolPart"
          }
        ]
      }
    },
    "absent": {
      "type": "array",
      "maxItems": 256,
      "description": "Countries that were asked and of which a member did not answer, or that are not in the set of a round.",
      "items": {
        "title": "AbsentCountry",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "country",
          "reason"
        ],
        "properties": {
          "country": {
            "type": "string",
            "pattern": "^[A-Z]{2}$"
          },
          "reason": {
            "enum": [
              "refused",
              "invalid",
              "unreachable",
              "timeout",
              "late",
              "not-in-set",
              "no-table"
            ]
          }
        }
      }
    }
  },
  "$defs": {
    "endpointCode": {
      "title": "EndpointCode",
      "type": "string",
      "pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$",
      "maxLength": 64,
      "description": "How the primary endpoint is read, e.g. control-w16-visit: CR, PR or SD at the week-16 visit."
    },
    "count": {
      "title": "Count",
      "anyOf": [
        {
          "title": "ExactCount",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "exact"
          ],
          "properties": {
            "exact": {
              "type": "integer",
              "minimum": 0,
              "maximum": 9007199254740991
            }
          }
        },
        {
          "title": "MaskedCount",
          "description": "Bounds come from the table or its margins, never from a guess.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "masked"
          ],
          "properties": {
            "masked": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "lo",
                "hi"
              ],
              "properties": {
                "lo": {
                  "type": "integer",
                  "minimum": 0,
                  "maximum": 9007199254740991
                },
                "hi": {
                  "anyOf": [
                    {
                      "type": "integer",
                      "minimum": 0,
                      "maximum": 9007199254740991
                    },
                    {
                      "type": "null"
                    }
                  ],
                  "description": "null: at least lo, no upper bound is known."
                }
              }
            }
          }
        }
      ]
    },
    "curve": {
      "title": "CurveCounts",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "denominator",
        "entered",
        "steps",
        "cut"
      ],
      "properties": {
        "denominator": {
          "enum": [
            "treated",
            "evaluable"
          ]
        },
        "entered": {
          "type": "integer",
          "minimum": 1,
          "maximum": 9007199254740991
        },
        "steps": {
          "type": "array",
          "maxItems": 2000,
          "description": "A step ends at day `to` and begins after the end of the one before; events come before censorings.",
          "items": {
            "title": "CurveStep",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "to",
              "events",
              "censored"
            ],
            "properties": {
              "to": {
                "type": "integer",
                "minimum": 1,
                "maximum": 9007199254740991
              },
              "events": {
                "type": "integer",
                "minimum": 0,
                "maximum": 9007199254740991
              },
              "censored": {
                "type": "integer",
                "minimum": 0,
                "maximum": 9007199254740991
              }
            }
          }
        },
        "cut": {
          "type": "boolean",
          "description": "True where the curve ends because fewer than the policy's number are at risk."
        }
      }
    },
    "countryPart": {
      "title": "CountryPart",
      "description": "One country.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "kind",
        "country",
        "source",
        "cut",
        "counted",
        "endpoint",
        "versions",
        "counts",
        "measures",
        "quarters",
        "survival",
        "exposure",
        "localStops"
      ],
      "properties": {
        "kind": {
          "const": "country"
        },
        "country": {
          "type": "string",
          "pattern": "^[A-Z]{2}$"
        },
        "source": {
          "anyOf": [
            {
              "title": "LocalTableSource",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "kind",
                "member",
                "sha256"
              ],
              "properties": {
                "kind": {
                  "const": "local-table"
                },
                "member": {
                  "type": "string",
                  "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
                },
                "sha256": {
                  "type": "string",
                  "pattern": "^[0-9a-f]{64}$"
                }
              }
            },
            {
              "title": "DiscoverySource",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "kind",
                "members",
                "tables"
              ],
              "properties": {
                "kind": {
                  "const": "discovery"
                },
                "members": {
                  "type": "array",
                  "minItems": 1,
                  "items": {
                    "type": "string",
                    "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
                  }
                },
                "tables": {
                  "type": "array",
                  "minItems": 1,
                  "items": {
                    "type": "string",
                    "pattern": "^[0-9a-f]{64}$"
                  }
                }
              }
            },
            {
              "title": "ExportSource",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "kind",
                "member",
                "sha256"
              ],
              "properties": {
                "kind": {
                  "const": "export"
                },
                "member": {
                  "type": "string",
                  "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
                },
                "sha256": {
                  "type": "string",
                  "pattern": "^[0-9a-f]{64}$"
                }
              }
            }
          ]
        },
        "cut": {
          "title": "CountryCut",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "id",
            "cutOff"
          ],
          "properties": {
            "id": {
              "anyOf": [
                {
                  "type": "string",
                  "pattern": "^cut-[0-9a-f]{16}$"
                },
                {
                  "type": "null"
                }
              ]
            },
            "cutOff": {
              "type": "string",
              "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
            }
          }
        },
        "counted": {
          "type": "boolean",
          "description": "True: in the sums. False: shown beside them, because another part holds the same patients."
        },
        "endpoint": {
          "anyOf": [
            {
              "$ref": "#/$defs/endpointCode"
            },
            {
              "type": "null"
            }
          ]
        },
        "versions": {
          "$ref": "#/$defs/partVersions"
        },
        "counts": {
          "$ref": "#/$defs/partCounts"
        },
        "measures": {
          "type": "array",
          "maxItems": 64,
          "description": "Patients with what the measure names, of its denominator. A pair of measure and denominator stands once.",
          "items": {
            "$ref": "#/$defs/partMeasure"
          }
        },
        "quarters": {
          "type": "array",
          "maxItems": 400,
          "description": "Cumulative by calendar quarter of treatment start, quarters ascending; empty where they are not known. Exact.",
          "items": {
            "$ref": "#/$defs/quarterCounts"
          }
        },
        "survival": {
          "$ref": "#/$defs/partSurvival"
        },
        "exposure": {
          "anyOf": [
            {
              "$ref": "#/$defs/exposure"
            },
            {
              "type": "null"
            }
          ]
        },
        "localStops": {
          "anyOf": [
            {
              "$ref": "#/$defs/localStops"
            },
            {
              "type": "null"
            }
          ],
          "description": "null: not known."
        }
      }
    },
    "poolPart": {
      "title": "PoolPart",
      "description": "The sum over the countries of a round; no country's part is visible.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "kind",
        "countries",
        "source",
        "cut",
        "stage1",
        "counted",
        "endpoint",
        "versions",
        "counts",
        "measures",
        "quarters",
        "survival",
        "exposure",
        "localStops"
      ],
      "properties": {
        "kind": {
          "const": "pool"
        },
        "countries": {
          "type": "array",
          "minItems": 1,
          "maxItems": 64,
          "uniqueItems": true,
          "items": {
            "type": "string",
            "pattern": "^[A-Z]{2}$"
          }
        },
        "source": {
          "title": "NetworkTableSource",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "kind",
            "round",
            "standsFrom",
            "manifest",
            "sha256"
          ],
          "properties": {
            "kind": {
              "const": "network-table"
            },
            "round": {
              "type": "string",
              "minLength": 1,
              "maxLength": 128
            },
            "standsFrom": {
              "anyOf": [
                {
                  "type": "string",
                  "minLength": 1,
                  "maxLength": 128
                },
                {
                  "type": "null"
                }
              ],
              "description": "Round that the counts are from, where it is an earlier one."
            },
            "manifest": {
              "type": "string",
              "pattern": "^[0-9a-f]{64}$"
            },
            "sha256": {
              "type": "string",
              "pattern": "^[0-9a-f]{64}$"
            }
          }
        },
        "cut": {
          "title": "CutWindow",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "from",
            "to",
            "set"
          ],
          "properties": {
            "from": {
              "type": "string",
              "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
            },
            "to": {
              "type": "string",
              "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
            },
            "set": {
              "type": "string",
              "pattern": "^[0-9a-f]{64}$",
              "description": "SHA-256 of the set of contributions."
            }
          }
        },
        "stage1": {
          "anyOf": [
            {
              "title": "PublishedStage1",
              "description": "What a round publishes of stage 1: no count of responders.",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "outcome",
                "quarter",
                "evaluable"
              ],
              "properties": {
                "outcome": {
                  "enum": [
                    "go",
                    "stop",
                    "wait"
                  ]
                },
                "quarter": {
                  "anyOf": [
                    {
                      "type": "string",
                      "pattern": "^[0-9]{4}-Q[1-4]$"
                    },
                    {
                      "type": "null"
                    }
                  ]
                },
                "evaluable": {
                  "anyOf": [
                    {
                      "type": "integer",
                      "minimum": 0,
                      "maximum": 9007199254740991
                    },
                    {
                      "type": "null"
                    }
                  ],
                  "description": "Size of the stage-1 set."
                }
              }
            },
            {
              "type": "null"
            }
          ]
        },
        "counted": {
          "type": "boolean",
          "description": "True: in the sums. False: shown beside them, because another part holds the same patients."
        },
        "endpoint": {
          "anyOf": [
            {
              "$ref": "#/$defs/endpointCode"
            },
            {
              "type": "null"
            }
          ]
        },
        "versions": {
          "$ref": "#/$defs/partVersions"
        },
        "counts": {
          "$ref": "#/$defs/partCounts"
        },
        "measures": {
          "type": "array",
          "maxItems": 64,
          "description": "Patients with what the measure names, of its denominator. A pair of measure and denominator stands once.",
          "items": {
            "$ref": "#/$defs/partMeasure"
          }
        },
        "quarters": {
          "type": "array",
          "maxItems": 400,
          "description": "Cumulative by calendar quarter of treatment start, quarters ascending; empty where they are not known. Exact.",
          "items": {
            "$ref": "#/$defs/quarterCounts"
          }
        },
        "survival": {
          "$ref": "#/$defs/partSurvival"
        },
        "exposure": {
          "anyOf": [
            {
              "$ref": "#/$defs/exposure"
            },
            {
              "type": "null"
            }
          ]
        },
        "localStops": {
          "anyOf": [
            {
              "$ref": "#/$defs/localStops"
            },
            {
              "type": "null"
            }
          ],
          "description": "null: not known."
        }
      }
    },
    "partCounts": {
      "title": "PartCounts",
      "description": "Patients by denominator code, with pending and awaiting beside them. A code that is missing is not known of this part.",
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {
        "screened": {
          "$ref": "#/$defs/count"
        },
        "actionable": {
          "$ref": "#/$defs/count"
        },
        "enrolled": {
          "$ref": "#/$defs/count"
        },
        "treated": {
          "$ref": "#/$defs/count"
        },
        "treated-mature": {
          "$ref": "#/$defs/count"
        },
        "evaluable": {
          "$ref": "#/$defs/count"
        },
        "pending": {
          "$ref": "#/$defs/count"
        },
        "awaiting": {
          "$ref": "#/$defs/count"
        }
      }
    },
    "partMeasure": {
      "title": "PartMeasure",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "measure",
        "denominator",
        "count"
      ],
      "properties": {
        "measure": {
          "title": "MeasureCode",
          "enum": [
            "disease-control-w16",
            "objective-response",
            "confirmed-response",
            "best-response-cr",
            "best-response-pr",
            "best-response-sd",
            "best-response-pd",
            "best-response-ne",
            "no-control-progressed",
            "no-control-died",
            "no-control-off-treatment",
            "no-control-missed",
            "no-control-unconfirmed-progression",
            "no-control-not-assessable",
            "ae-grade3-related",
            "ae-grade3-related-or-unknown",
            "serious-ae"
          ]
        },
        "denominator": {
          "title": "DenominatorCode",
          "enum": [
            "screened",
            "enrolled",
            "treated",
            "treated-mature",
            "evaluable"
          ]
        },
        "count": {
          "$ref": "#/$defs/count"
        }
      }
    },
    "quarterCounts": {
      "title": "QuarterCounts",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "quarter",
        "evaluable",
        "pending"
      ],
      "properties": {
        "quarter": {
          "type": "string",
          "pattern": "^[0-9]{4}-Q[1-4]$"
        },
        "treated": {
          "type": "integer",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "treated-mature": {
          "type": "integer",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "evaluable": {
          "type": "integer",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "pending": {
          "type": "integer",
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "control": {
          "type": "integer",
          "minimum": 0,
          "maximum": 9007199254740991,
          "description": "Disease control at week 16; one numerator for both denominators. A round gives it at the ends of stages only."
        }
      }
    },
    "partSurvival": {
      "title": "PartSurvival",
      "description": "Time from treatment start in days.",
      "type": "object",
      "additionalProperties": false,
      "required": [],
      "properties": {
        "pfs": {
          "$ref": "#/$defs/curve"
        },
        "os": {
          "$ref": "#/$defs/curve"
        }
      }
    },
    "exposure": {
      "title": "Exposure",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "events",
        "personDays"
      ],
      "properties": {
        "events": {
          "type": "integer",
          "minimum": 0,
          "maximum": 9007199254740991,
          "description": "Adverse events of grade 3 and more related to treatment; a patient can have several."
        },
        "personDays": {
          "type": "integer",
          "minimum": 1,
          "maximum": 9007199254740991
        }
      }
    },
    "localStops": {
      "title": "LocalStops",
      "description": "Rules by which countries stop by themselves: after the first n1 patients with at most r1 responders.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "rules",
        "othersGoOn"
      ],
      "properties": {
        "rules": {
          "type": "array",
          "maxItems": 64,
          "items": {
            "title": "LocalStopRule",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "country",
              "r1",
              "n1",
              "stopped"
            ],
            "properties": {
              "country": {
                "type": "string",
                "pattern": "^[A-Z]{2}$"
              },
              "r1": {
                "type": "integer",
                "minimum": 0,
                "maximum": 9007199254740991
              },
              "n1": {
                "type": "integer",
                "minimum": 1,
                "maximum": 9007199254740991
              },
              "stopped": {
                "type": "boolean"
              }
            }
          }
        },
        "othersGoOn": {
          "type": "boolean",
          "description": "True where a country of the part has no rule of its own."
        }
      }
    },
    "partVersions": {
      "title": "PartVersions",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "derivation",
        "policy"
      ],
      "properties": {
        "derivation": {
          "type": "string",
          "minLength": 1,
          "maxLength": 32
        },
        "policy": {
          "anyOf": [
            {
              "type": "string",
              "minLength": 1,
              "maxLength": 32
            },
            {
              "type": "null"
            }
          ],
          "description": "Policy that the part was let out under; null for a table that has not left its node."
        }
      }
    }
  },
  "examples": [
    {
      "schema": "merged-counts/1",
      "cohort": {
        "key": "v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib",
        "label": "KRAS p.Gly12Cys, colorectal adenocarcinoma, sotorasib",
        "definitionHash": null
      },
      "endpoint": "control-w16-visit",
      "design": {
        "version": "drup-8-24/1",
        "r1": 0,
        "n1": 8,
        "r": 4,
        "n": 24,
        "p0": 0.1,
        "p1": 0.3,
        "alpha": null,
        "expansionTo": 130
      },
      "looks": {
        "s1": 8,
        "s2": 24,
        "closed": false
      },
      "policy": {
        "version": "1",
        "k": 5,
        "survival": {
          "minPatients": 24,
          "gridDays": 28,
          "minEventsInStep": 3,
          "minAtRisk": 5
        }
      },
      "merged": {
        "by": "impress-norway",
        "on": "2026-01-15",
        "program": "prime-rose-node 0.1.0"
      },
      "parts": [
        {
          "kind": "country",
          "country": "NO",
          "source": {
            "kind": "local-table",
            "member": "impress-norway",
            "sha256": "0000000000000000000000000000000000000000000000000000000000000000"
          },
          "cut": {
            "id": null,
            "cutOff": "2025-12-31"
          },
          "counted": true,
          "endpoint": "control-w16-visit",
          "versions": {
            "derivation": "w16/1",
            "policy": null
          },
          "measures": [
            {
              "measure": "disease-control-w16",
              "denominator": "evaluable",
              "count": {
                "exact": 5
              }
            },
            {
              "measure": "disease-control-w16",
              "denominator": "treated-mature",
              "count": {
                "exact": 5
              }
            }
          ],
          "quarters": [
            {
              "quarter": "2024-Q2",
              "treated": 9,
              "treated-mature": 9,
              "evaluable": 8,
              "pending": 0,
              "control": 2
            },
            {
              "quarter": "2025-Q3",
              "treated": 27,
              "treated-mature": 26,
              "evaluable": 24,
              "pending": 1,
              "control": 5
            }
          ],
          "survival": {
            "pfs": {
              "denominator": "treated",
              "entered": 27,
              "steps": [
                {
                  "to": 56,
                  "events": 6,
                  "censored": 0
                },
                {
                  "to": 112,
                  "events": 8,
                  "censored": 1
                }
              ],
              "cut": false
            }
          },
          "exposure": null,
          "localStops": {
            "rules": [],
            "othersGoOn": true
          },
          "counts": {
            "treated": {
              "exact": 27
            },
            "treated-mature": {
              "exact": 26
            },
            "evaluable": {
              "exact": 24
            },
            "pending": {
              "exact": 1
            },
            "awaiting": {
              "exact": 0
            }
          }
        }
      ],
      "absent": []
    },
    {
      "schema": "merged-counts/1",
      "cohort": {
        "key": "v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib",
        "label": "KRAS p.Gly12Cys, colorectal adenocarcinoma, sotorasib",
        "definitionHash": null
      },
      "endpoint": "control-w16-visit",
      "design": {
        "version": "drup-8-24/1",
        "r1": 0,
        "n1": 8,
        "r": 4,
        "n": 24,
        "p0": 0.1,
        "p1": 0.3,
        "alpha": null,
        "expansionTo": 130
      },
      "looks": {
        "s1": 8,
        "s2": 24,
        "closed": false
      },
      "policy": {
        "version": "1",
        "k": 5,
        "survival": {
          "minPatients": 24,
          "gridDays": 28,
          "minEventsInStep": 3,
          "minAtRisk": 5
        }
      },
      "merged": {
        "by": "impress-norway",
        "on": "2026-01-15",
        "program": "prime-rose-node 0.1.0"
      },
      "parts": [
        {
          "kind": "pool",
          "countries": [
            "DK",
            "FI",
            "NL",
            "NO"
          ],
          "source": {
            "kind": "network-table",
            "round": "2026-Q1",
            "standsFrom": null,
            "manifest": "0000000000000000000000000000000000000000000000000000000000000000",
            "sha256": "0000000000000000000000000000000000000000000000000000000000000000"
          },
          "cut": {
            "from": "2025-10-01",
            "to": "2025-12-31",
            "set": "0000000000000000000000000000000000000000000000000000000000000000"
          },
          "stage1": {
            "outcome": "wait",
            "quarter": "2024-Q3",
            "evaluable": 9
          },
          "counted": true,
          "endpoint": "control-w16-visit",
          "versions": {
            "derivation": "w16/1",
            "policy": "1"
          },
          "measures": [],
          "quarters": [],
          "survival": {},
          "exposure": null,
          "localStops": null,
          "counts": {
            "treated": {
              "masked": {
                "lo": 12,
                "hi": null
              }
            },
            "evaluable": {
              "masked": {
                "lo": 9,
                "hi": null
              }
            }
          }
        }
      ],
      "absent": []
    },
    {
      "schema": "merged-counts/1",
      "cohort": {
        "key": "v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib",
        "label": "KRAS p.Gly12Cys, colorectal adenocarcinoma, sotorasib",
        "definitionHash": null
      },
      "endpoint": "control-w16-visit",
      "design": {
        "version": "drup-8-24/1",
        "r1": 0,
        "n1": 8,
        "r": 4,
        "n": 24,
        "p0": 0.1,
        "p1": 0.3,
        "alpha": null,
        "expansionTo": 130
      },
      "looks": {
        "s1": 8,
        "s2": 24,
        "closed": false
      },
      "policy": {
        "version": "1",
        "k": 5,
        "survival": {
          "minPatients": 24,
          "gridDays": 28,
          "minEventsInStep": 3,
          "minAtRisk": 5
        }
      },
      "merged": {
        "by": "impress-norway",
        "on": "2026-01-15",
        "program": "prime-rose-node 0.1.0"
      },
      "parts": [
        {
          "kind": "country",
          "country": "DK",
          "source": {
            "kind": "discovery",
            "members": [
              "protarget-denmark"
            ],
            "tables": [
              "0000000000000000000000000000000000000000000000000000000000000000"
            ]
          },
          "cut": {
            "id": "cut-0123456789abcdef",
            "cutOff": "2025-12-31"
          },
          "counted": true,
          "endpoint": "control-w16-visit",
          "versions": {
            "derivation": "w16/1",
            "policy": "1"
          },
          "measures": [],
          "quarters": [],
          "survival": {},
          "exposure": null,
          "localStops": null,
          "counts": {
            "treated": {
              "masked": {
                "lo": 0,
                "hi": 22
              }
            }
          }
        }
      ],
      "absent": [
        {
          "country": "FI",
          "reason": "timeout"
        }
      ]
    }
  ]
} as const
