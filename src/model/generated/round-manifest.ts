// Made from schemas/round-manifest.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What a pooled round asks of whom, until when. Signed by the coordinator; every later document of the round names its SHA-256.
 */
export interface RoundManifest {
schema: "round-manifest/1"
round: string
kind: ("scheduled" | "on-demand")
coordinator: string
/**
 * Why, for the committees that read it.
 */
purpose: string
catalogue: {
version: string
sha256: string
}
directory: {
serial: number
sha256: string
}
policySha256: string
/**
 * Sorted by key; all of the catalogue in a scheduled round.
 * 
 * @minItems 1
 * @maxItems 10000
 */
cohorts: [RoundCohort, ...(RoundCohort)[]]
/**
 * Last quarter of treatment start in the layout.
 */
lastQuarter: string
/**
 * Of the layout that cohorts, policy and last quarter give.
 */
layoutSha256: string
versions: RoundVersions
/**
 * Cut-off dates of the data cuts that may be taken.
 */
cutWindow: {
from: string
to: string
}
/**
 * Who is asked, sorted by member.
 * 
 * @minItems 1
 * @maxItems 100
 */
members: [RoundMember, ...(RoundMember)[]]
/**
 * Signed offers of the combiners, in the order of their index.
 * 
 * @minItems 2
 * @maxItems 3
 */
offers: [string, string]|[string, string, string]
/**
 * Network table whose results stand; null before the first.
 */
previousSha256: (string | null)
deadlines: {
/**
 * Seconds since 1970.
 */
contributions: number
/**
 * Seconds since 1970.
 */
table: number
}
/**
 * Seconds since 1970.
 */
iat: number
}
export interface RoundCohort {
key: string
/**
 * Responders at which the first stage stops (r1 of the cohort's design).
 */
stopsAt: number
/**
 * Closed in every country: a look at its values is the last.
 */
closed: boolean
}
/**
 * What the counts mean; contributions under other versions are refused.
 */
export interface RoundVersions {
derivation: string
normaliser: string
oncotree: string
}
export interface RoundMember {
member: string
country: string
}

export const roundManifestSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:round-manifest/1",
  "title": "RoundManifest",
  "description": "What a pooled round asks of whom, until when. Signed by the coordinator; every later document of the round names its SHA-256.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "round",
    "kind",
    "coordinator",
    "purpose",
    "catalogue",
    "directory",
    "policySha256",
    "cohorts",
    "lastQuarter",
    "layoutSha256",
    "versions",
    "cutWindow",
    "members",
    "offers",
    "previousSha256",
    "deadlines",
    "iat"
  ],
  "properties": {
    "schema": {
      "const": "round-manifest/1"
    },
    "round": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "kind": {
      "enum": [
        "scheduled",
        "on-demand"
      ]
    },
    "coordinator": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "purpose": {
      "type": "string",
      "minLength": 1,
      "maxLength": 500,
      "description": "Why, for the committees that read it."
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
          "minLength": 1,
          "maxLength": 64
        },
        "sha256": {
          "type": "string",
          "pattern": "^[0-9a-f]{64}$"
        }
      }
    },
    "directory": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "serial",
        "sha256"
      ],
      "properties": {
        "serial": {
          "type": "integer",
          "minimum": 1
        },
        "sha256": {
          "type": "string",
          "pattern": "^[0-9a-f]{64}$"
        }
      }
    },
    "policySha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "cohorts": {
      "type": "array",
      "minItems": 1,
      "maxItems": 10000,
      "items": {
        "title": "RoundCohort",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "key",
          "stopsAt",
          "closed"
        ],
        "properties": {
          "key": {
            "type": "string",
            "maxLength": 2000
          },
          "stopsAt": {
            "type": "integer",
            "minimum": 0,
            "description": "Responders at which the first stage stops (r1 of the cohort's design)."
          },
          "closed": {
            "type": "boolean",
            "description": "Closed in every country: a look at its values is the last."
          }
        }
      },
      "description": "Sorted by key; all of the catalogue in a scheduled round."
    },
    "lastQuarter": {
      "type": "string",
      "pattern": "^[0-9]{4}-Q[1-4]$",
      "description": "Last quarter of treatment start in the layout."
    },
    "layoutSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$",
      "description": "Of the layout that cohorts, policy and last quarter give."
    },
    "versions": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "derivation",
        "normaliser",
        "oncotree"
      ],
      "properties": {
        "derivation": {
          "type": "string",
          "minLength": 1,
          "maxLength": 64
        },
        "normaliser": {
          "type": "string",
          "minLength": 1,
          "maxLength": 64
        },
        "oncotree": {
          "type": "string",
          "minLength": 1,
          "maxLength": 64
        }
      },
      "title": "RoundVersions",
      "description": "What the counts mean; contributions under other versions are refused."
    },
    "cutWindow": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "from",
        "to"
      ],
      "properties": {
        "from": {
          "type": "string",
          "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        },
        "to": {
          "type": "string",
          "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        }
      },
      "description": "Cut-off dates of the data cuts that may be taken."
    },
    "members": {
      "type": "array",
      "minItems": 1,
      "maxItems": 100,
      "items": {
        "title": "RoundMember",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "member",
          "country"
        ],
        "properties": {
          "member": {
            "type": "string",
            "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
          },
          "country": {
            "type": "string",
            "pattern": "^[A-Z]{2}$"
          }
        }
      },
      "description": "Who is asked, sorted by member."
    },
    "offers": {
      "type": "array",
      "minItems": 2,
      "maxItems": 3,
      "items": {
        "type": "string",
        "maxLength": 4096
      },
      "description": "Signed offers of the combiners, in the order of their index."
    },
    "previousSha256": {
      "anyOf": [
        {
          "type": "string",
          "pattern": "^[0-9a-f]{64}$"
        },
        {
          "type": "null"
        }
      ],
      "description": "Network table whose results stand; null before the first."
    },
    "deadlines": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "contributions",
        "table"
      ],
      "properties": {
        "contributions": {
          "type": "integer",
          "format": "unix-seconds",
          "minimum": 0,
          "description": "Seconds since 1970."
        },
        "table": {
          "type": "integer",
          "format": "unix-seconds",
          "minimum": 0,
          "description": "Seconds since 1970."
        }
      }
    },
    "iat": {
      "type": "integer",
      "format": "unix-seconds",
      "minimum": 0,
      "description": "Seconds since 1970."
    }
  },
  "examples": [
    {
      "schema": "round-manifest/1",
      "round": "2026-q3",
      "kind": "scheduled",
      "coordinator": "prime-rose-hub",
      "purpose": "Quarterly round over all cohorts.",
      "catalogue": {
        "version": "2026-09",
        "sha256": "0000000000000000000000000000000000000000000000000000000000000005"
      },
      "directory": {
        "serial": 4,
        "sha256": "0000000000000000000000000000000000000000000000000000000000000006"
      },
      "policySha256": "0000000000000000000000000000000000000000000000000000000000000004",
      "cohorts": [
        {
          "key": "v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab",
          "stopsAt": 0,
          "closed": false
        }
      ],
      "lastQuarter": "2026-Q3",
      "layoutSha256": "0000000000000000000000000000000000000000000000000000000000000003",
      "versions": {
        "derivation": "w16/1",
        "normaliser": "1",
        "oncotree": "2025-10-03"
      },
      "cutWindow": {
        "from": "2026-07-01",
        "to": "2026-09-30"
      },
      "members": [
        {
          "member": "drup-netherlands",
          "country": "NL"
        },
        {
          "member": "impress-norway",
          "country": "NO"
        }
      ],
      "offers": [
        "eyJhbGciOiJFZERTQSJ9.e30.c2ln",
        "eyJhbGciOiJFZERTQSJ9.e30.c2ln"
      ],
      "previousSha256": null,
      "deadlines": {
        "contributions": 1767312000,
        "table": 1767398400
      },
      "iat": 1767225600
    }
  ]
} as const
