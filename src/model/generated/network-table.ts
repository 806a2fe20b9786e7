// Made from schemas/network-table.schema.json by `npm run generate`; change the schema, not this file.
export type Round = string
export type Sha256 = string
export type Day = string
export type Member = string
export type Country = string
export type Count = number
export type Quarter = string
/**
 * Merged steps of the day grid, cut where fewer than the policy's number would remain at risk; null where too few events.
 */
export type OpenedCurve = ({
entered: Count
steps: OpenedStep[]
} | null)

/**
 * Result of one pooled round: what stands for every cohort of its layout, signed together by all combiners. A cohort that did not pass says nothing of the gate that it failed at.
 */
export interface NetworkTable {
schema: "network-table/1"
round: Round
kind: ("scheduled" | "on-demand")
/**
 * Who combined, in the order of their index; all of them have signed.
 * 
 * @minItems 2
 * @maxItems 3
 */
combiners: [string, string]|[string, string, string]
manifestSha256: Sha256
setSha256: Sha256
layoutSha256: Sha256
policy: {
version: string
sha256: Sha256
}
catalogue: {
version: string
sha256: Sha256
}
/**
 * Network table whose results stand where this round brings none; null for the first round.
 */
previousSha256: (Sha256 | null)
/**
 * What the counts mean; the same in every contribution.
 */
versions: {
derivation: string
normaliser: string
oncotree: string
}
/**
 * Earliest and latest cut-off date of the data cuts that were taken.
 */
window: {
from: Day
to: Day
}
/**
 * This round and every earlier one whose results stand, with the members that were in its set.
 * 
 * @minItems 1
 */
rounds: [RoundMembers, ...(RoundMembers)[]]
/**
 * Sorted by key.
 */
cohorts: NetworkTableRow[]
/**
 * What the numbers rest on, in one sentence.
 */
threatModel: string
}
export interface RoundMembers {
round: Round
members: MemberInSet[]
}
export interface MemberInSet {
member: Member
country: Country
}
export interface NetworkTableRow {
key: string
/**
 * Treated patients in all countries together; it only rises.
 */
band: ("masked" | AccrualBand)
/**
 * Denominator treated.
 */
patients: (AtLeast | null)
/**
 * Denominator evaluable.
 */
evaluable: (AtLeast | null)
s1: (FirstLook | null)
values: (OpenedValues | null)
}
export interface AccrualBand {
from: number
/**
 * Null: and more.
 */
to: (number | null)
}
/**
 * At least so many distinct patients; exact in the round that it is from.
 */
export interface AtLeast {
atLeast: number
round: Round
}
export interface FirstLook {
decision: ("go" | "stop" | "wait")
round: Round
}
export interface OpenedValues {
look: ("s2" | "final")
round: Round
counts: OpenedCounts
/**
 * Of treatment start, oldest first; what is older counts in the first.
 */
quarters: Quarter[]
/**
 * Cumulative, by the quarters above.
 */
byQuarter: {
evaluable: Count[]
pending: Count[]
}
/**
 * The first patients by treatment start that complete a stage, in whole quarters; a stage that differs from the next or from all by fewer patients than the policy's k is left out.
 */
stages: OpenedStage[]
pfs: OpenedCurve
os: OpenedCurve
}
export interface OpenedCounts {
treated: Count
treatedMature: Count
evaluable: Count
pending: Count
/**
 * Disease control at week 16: the same numerator over evaluable and over treated-mature.
 */
control: number
bestCR: Count
bestPR: Count
bestSD: Count
bestPD: Count
bestNE: Count
objectiveResponse: Count
confirmedResponse: Count
grade3Related: Count
grade3RelatedOrUnknown: Count
serious: Count
noControlProgressed: Count
noControlDied: Count
noControlOffTreatment: Count
noControlMissed: Count
noControlUnconfirmedProgression: Count
noControlNotAssessable: Count
}
export interface OpenedStage {
look: ("s1" | "s2")
quarter: Quarter
evaluable: Count
pending: Count
control: Count
}
export interface OpenedStep {
toDay: number
events: Count
censored: Count
}

export const networkTableSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:network-table/1",
  "title": "NetworkTable",
  "description": "Result of one pooled round: what stands for every cohort of its layout, signed together by all combiners. A cohort that did not pass says nothing of the gate that it failed at.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "round",
    "kind",
    "combiners",
    "manifestSha256",
    "setSha256",
    "layoutSha256",
    "policy",
    "catalogue",
    "previousSha256",
    "versions",
    "window",
    "rounds",
    "cohorts",
    "threatModel"
  ],
  "properties": {
    "schema": {
      "const": "network-table/1"
    },
    "round": {
      "$ref": "#/$defs/round"
    },
    "kind": {
      "enum": [
        "scheduled",
        "on-demand"
      ]
    },
    "combiners": {
      "type": "array",
      "minItems": 2,
      "maxItems": 3,
      "items": {
        "type": "string",
        "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
      },
      "description": "Who combined, in the order of their index; all of them have signed."
    },
    "manifestSha256": {
      "$ref": "#/$defs/sha256"
    },
    "setSha256": {
      "$ref": "#/$defs/sha256"
    },
    "layoutSha256": {
      "$ref": "#/$defs/sha256"
    },
    "policy": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "version",
        "sha256"
      ],
      "properties": {
        "version": {
          "type": "string",
          "maxLength": 32
        },
        "sha256": {
          "$ref": "#/$defs/sha256"
        }
      }
    },
    "catalogue": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "version",
        "sha256"
      ],
      "properties": {
        "version": {
          "type": "string",
          "maxLength": 64
        },
        "sha256": {
          "$ref": "#/$defs/sha256"
        }
      }
    },
    "previousSha256": {
      "anyOf": [
        {
          "$ref": "#/$defs/sha256"
        },
        {
          "type": "null"
        }
      ],
      "description": "Network table whose results stand where this round brings none; null for the first round."
    },
    "versions": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "derivation",
        "normaliser",
        "oncotree"
      ],
      "description": "What the counts mean; the same in every contribution.",
      "properties": {
        "derivation": {
          "type": "string",
          "maxLength": 64
        },
        "normaliser": {
          "type": "string",
          "maxLength": 64
        },
        "oncotree": {
          "type": "string",
          "maxLength": 64
        }
      }
    },
    "window": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "from",
        "to"
      ],
      "description": "Earliest and latest cut-off date of the data cuts that were taken.",
      "properties": {
        "from": {
          "$ref": "#/$defs/day"
        },
        "to": {
          "$ref": "#/$defs/day"
        }
      }
    },
    "rounds": {
      "type": "array",
      "minItems": 1,
      "description": "This round and every earlier one whose results stand, with the members that were in its set.",
      "items": {
        "title": "RoundMembers",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "round",
          "members"
        ],
        "properties": {
          "round": {
            "$ref": "#/$defs/round"
          },
          "members": {
            "type": "array",
            "items": {
              "$ref": "#/$defs/memberInSet"
            }
          }
        }
      }
    },
    "cohorts": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/row"
      },
      "description": "Sorted by key."
    },
    "threatModel": {
      "type": "string",
      "minLength": 1,
      "description": "What the numbers rest on, in one sentence."
    }
  },
  "$defs": {
    "sha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "round": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "member": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "country": {
      "type": "string",
      "pattern": "^[A-Z]{2}$"
    },
    "day": {
      "type": "string",
      "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    },
    "quarter": {
      "type": "string",
      "pattern": "^[0-9]{4}-Q[1-4]$"
    },
    "count": {
      "type": "integer",
      "minimum": 0
    },
    "memberInSet": {
      "title": "MemberInSet",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "member",
        "country"
      ],
      "properties": {
        "member": {
          "$ref": "#/$defs/member"
        },
        "country": {
          "$ref": "#/$defs/country"
        }
      }
    },
    "atLeast": {
      "title": "AtLeast",
      "description": "At least so many distinct patients; exact in the round that it is from.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "atLeast",
        "round"
      ],
      "properties": {
        "atLeast": {
          "type": "integer",
          "minimum": 1
        },
        "round": {
          "$ref": "#/$defs/round"
        }
      }
    },
    "row": {
      "title": "NetworkTableRow",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "key",
        "band",
        "patients",
        "evaluable",
        "s1",
        "values"
      ],
      "properties": {
        "key": {
          "type": "string",
          "maxLength": 2000
        },
        "band": {
          "description": "Treated patients in all countries together; it only rises.",
          "anyOf": [
            {
              "const": "masked"
            },
            {
              "title": "AccrualBand",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "from",
                "to"
              ],
              "properties": {
                "from": {
                  "type": "integer",
                  "minimum": 1
                },
                "to": {
                  "type": [
                    "integer",
                    "null"
                  ],
                  "minimum": 1,
                  "description": "Null: and more."
                }
              }
            }
          ]
        },
        "patients": {
          "anyOf": [
            {
              "$ref": "#/$defs/atLeast"
            },
            {
              "type": "null"
            }
          ],
          "description": "Denominator treated."
        },
        "evaluable": {
          "anyOf": [
            {
              "$ref": "#/$defs/atLeast"
            },
            {
              "type": "null"
            }
          ],
          "description": "Denominator evaluable."
        },
        "s1": {
          "anyOf": [
            {
              "title": "FirstLook",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "decision",
                "round"
              ],
              "properties": {
                "decision": {
                  "enum": [
                    "go",
                    "stop",
                    "wait"
                  ]
                },
                "round": {
                  "$ref": "#/$defs/round"
                }
              }
            },
            {
              "type": "null"
            }
          ]
        },
        "values": {
          "anyOf": [
            {
              "$ref": "#/$defs/values"
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "values": {
      "title": "OpenedValues",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "look",
        "round",
        "counts",
        "quarters",
        "byQuarter",
        "stages",
        "pfs",
        "os"
      ],
      "properties": {
        "look": {
          "enum": [
            "s2",
            "final"
          ]
        },
        "round": {
          "$ref": "#/$defs/round"
        },
        "counts": {
          "title": "OpenedCounts",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "treated",
            "treatedMature",
            "evaluable",
            "pending",
            "control",
            "bestCR",
            "bestPR",
            "bestSD",
            "bestPD",
            "bestNE",
            "objectiveResponse",
            "confirmedResponse",
            "grade3Related",
            "grade3RelatedOrUnknown",
            "serious",
            "noControlProgressed",
            "noControlDied",
            "noControlOffTreatment",
            "noControlMissed",
            "noControlUnconfirmedProgression",
            "noControlNotAssessable"
          ],
          "properties": {
            "treated": {
              "$ref": "#/$defs/count"
            },
            "treatedMature": {
              "$ref": "#/$defs/count"
            },
            "evaluable": {
              "$ref": "#/$defs/count"
            },
            "pending": {
              "$ref": "#/$defs/count"
            },
            "control": {
              "type": "integer",
              "minimum": 0,
              "description": "Disease control at week 16: the same numerator over evaluable and over treated-mature."
            },
            "bestCR": {
              "$ref": "#/$defs/count"
            },
            "bestPR": {
              "$ref": "#/$defs/count"
            },
            "bestSD": {
              "$ref": "#/$defs/count"
            },
            "bestPD": {
              "$ref": "#/$defs/count"
            },
            "bestNE": {
              "$ref": "#/$defs/count"
            },
            "objectiveResponse": {
              "$ref": "#/$defs/count"
            },
            "confirmedResponse": {
              "$ref": "#/$defs/count"
            },
            "grade3Related": {
              "$ref": "#/$defs/count"
            },
            "grade3RelatedOrUnknown": {
              "$ref": "#/$defs/count"
            },
            "serious": {
              "$ref": "#/$defs/count"
            },
            "noControlProgressed": {
              "$ref": "#/$defs/count"
            },
            "noControlDied": {
              "$ref": "#/$defs/count"
            },
            "noControlOffTreatment": {
              "$ref": "#/$defs/count"
            },
            "noControlMissed": {
              "$ref": "#/$defs/count"
            },
            "noControlUnconfirmedProgression": {
              "$ref": "#/$defs/count"
            },
            "noControlNotAssessable": {
              "$ref": "#/$defs/count"
            }
          }
        },
        "quarters": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/quarter"
          },
          "description": "Of treatment start, oldest first; what is older counts in the first."
        },
        "byQuarter": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "evaluable",
            "pending"
          ],
          "description": "Cumulative, by the quarters above.",
          "properties": {
            "evaluable": {
              "type": "array",
              "items": {
                "$ref": "#/$defs/count"
              }
            },
            "pending": {
              "type": "array",
              "items": {
                "$ref": "#/$defs/count"
              }
            }
          }
        },
        "stages": {
          "type": "array",
          "description": "The first patients by treatment start that complete a stage, in whole quarters; a stage that differs from the next or from all by fewer patients than the policy's k is left out.",
          "items": {
            "title": "OpenedStage",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "look",
              "quarter",
              "evaluable",
              "pending",
              "control"
            ],
            "properties": {
              "look": {
                "enum": [
                  "s1",
                  "s2"
                ]
              },
              "quarter": {
                "$ref": "#/$defs/quarter"
              },
              "evaluable": {
                "$ref": "#/$defs/count"
              },
              "pending": {
                "$ref": "#/$defs/count"
              },
              "control": {
                "$ref": "#/$defs/count"
              }
            }
          }
        },
        "pfs": {
          "$ref": "#/$defs/curve"
        },
        "os": {
          "$ref": "#/$defs/curve"
        }
      }
    },
    "curve": {
      "title": "OpenedCurve",
      "description": "Merged steps of the day grid, cut where fewer than the policy's number would remain at risk; null where too few events.",
      "anyOf": [
        {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "entered",
            "steps"
          ],
          "properties": {
            "entered": {
              "$ref": "#/$defs/count"
            },
            "steps": {
              "type": "array",
              "items": {
                "title": "OpenedStep",
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "toDay",
                  "events",
                  "censored"
                ],
                "properties": {
                  "toDay": {
                    "type": "integer",
                    "minimum": 1
                  },
                  "events": {
                    "$ref": "#/$defs/count"
                  },
                  "censored": {
                    "$ref": "#/$defs/count"
                  }
                }
              }
            }
          }
        },
        {
          "type": "null"
        }
      ]
    }
  },
  "examples": [
    {
      "schema": "network-table/1",
      "round": "2026-q3",
      "kind": "scheduled",
      "combiners": [
        "finprove-finland",
        "drup-netherlands"
      ],
      "manifestSha256": "0000000000000000000000000000000000000000000000000000000000000001",
      "setSha256": "0000000000000000000000000000000000000000000000000000000000000002",
      "layoutSha256": "0000000000000000000000000000000000000000000000000000000000000003",
      "policy": {
        "version": "1",
        "sha256": "0000000000000000000000000000000000000000000000000000000000000004"
      },
      "catalogue": {
        "version": "1",
        "sha256": "0000000000000000000000000000000000000000000000000000000000000005"
      },
      "previousSha256": null,
      "versions": {
        "derivation": "w16/1",
        "normaliser": "1",
        "oncotree": "2025-10-03"
      },
      "window": {
        "from": "2026-07-01",
        "to": "2026-09-30"
      },
      "rounds": [
        {
          "round": "2026-q3",
          "members": [
            {
              "member": "impress-norway",
              "country": "NO"
            },
            {
              "member": "protarget-denmark",
              "country": "DK"
            },
            {
              "member": "drup-netherlands",
              "country": "NL"
            },
            {
              "member": "finprove-finland",
              "country": "FI"
            }
          ]
        }
      ],
      "cohorts": [
        {
          "key": "v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab",
          "band": {
            "from": 8,
            "to": 12
          },
          "patients": {
            "atLeast": 11,
            "round": "2026-q3"
          },
          "evaluable": {
            "atLeast": 9,
            "round": "2026-q3"
          },
          "s1": {
            "decision": "go",
            "round": "2026-q3"
          },
          "values": null
        },
        {
          "key": "v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib",
          "band": "masked",
          "patients": null,
          "evaluable": null,
          "s1": null,
          "values": null
        }
      ],
      "threatModel": "Exact if members count honestly; private if the combiners follow the protocol and do not all collude."
    }
  ]
} as const
