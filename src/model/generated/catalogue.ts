// Made from schemas/catalogue.schema.json by `npm run generate`; change the schema, not this file.
export type Day = string
export type Id = string
export type Reference = string

/**
 * The federation's register of cohorts that tables and rounds are made of: what each is, how it is judged, where it is open. It says nothing of patients. Sorted by key, each key and each id once; margins by drug, tumour and gene follow from the keys and are not stored. In force it is the payload of a JWS in general JSON serialization (typ prime-rose-catalogue+jws) signed by at least two federation officers; serials only grow.
 */
export interface Catalogue {
schema: "catalogue/1"
serial: number
/**
 * Name of this version, for people.
 */
version: string
issued: Day
/**
 * Last day on which it may be used.
 */
validUntil: string
/**
 * True where the status of cohorts is invented, as in the catalogue that comes with the program.
 */
synthetic: boolean
/**
 * Versions that the keys are canonical under; keys of other versions are not compared.
 */
codes: {
normaliser: string
oncotree: string
}
/**
 * @minItems 1
 * @maxItems 100
 */
designs: [CatalogueDesign, ...(CatalogueDesign)[]]
/**
 * Public descriptions that the cohorts were written from.
 * 
 * @maxItems 200
 */
sources: CatalogueSource[]
/**
 * @minItems 1
 * @maxItems 10000
 */
cohorts: [CatalogueCohort, ...(CatalogueCohort)[]]
}
/**
 * Simon's two-stage design: stop after n1 patients if at most r1 respond; positive if more than r of n do.
 */
export interface CatalogueDesign {
id: Id
r1: number
n1: number
r: number
n: number
p0: number
p1: number
/**
 * In this order, each once: at n1 and at n evaluable patients, and when no more will come.
 * 
 * @minItems 1
 */
looks: [("S1" | "S2" | "final"), ...(("S1" | "S2" | "final"))[]]
/**
 * Largest size of a third stage, which is for estimation only. Left out: there is none.
 */
expansionTo?: number
}
export interface CatalogueSource {
id: Id
title: string
/**
 * DOI, registry number or address.
 */
reference: string
}
export interface CatalogueCohort {
/**
 * Given once and never again, also when the key is written anew under later codes.
 */
id: string
key: string
label: string
/**
 * Raised when endpoint or design change.
 */
version: number
endpoint: ("control-w16-visit" | "benefit-16w-confirmed" | "control-16w-response-8w")
design: Id
/**
 * By country (ISO 3166-1 alpha-2). A country that is not named has not said; not-open says that nobody was ever enrolled there.
 */
status: {
[k: string]: "open" | "paused" | "closed" | "not-open"
}
embargo?: CatalogueEmbargo
/**
 * Reference of the agreement with the drug's company.
 */
agreement?: string
/**
 * SHA-256 of the proposal that brought it.
 */
proposal?: string
/**
 * @maxItems 100
 */
sources?: Id[]
}
/**
 * Results are not published before this day.
 */
export interface CatalogueEmbargo {
until: Day
reference: Reference
}

export const catalogueSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:catalogue/1",
  "title": "Catalogue",
  "description": "The federation's register of cohorts that tables and rounds are made of: what each is, how it is judged, where it is open. It says nothing of patients. Sorted by key, each key and each id once; margins by drug, tumour and gene follow from the keys and are not stored. In force it is the payload of a JWS in general JSON serialization (typ prime-rose-catalogue+jws) signed by at least two federation officers; serials only grow.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "serial",
    "version",
    "issued",
    "validUntil",
    "synthetic",
    "codes",
    "designs",
    "sources",
    "cohorts"
  ],
  "properties": {
    "schema": {
      "const": "catalogue/1"
    },
    "serial": {
      "type": "integer",
      "minimum": 1,
      "maximum": 1000000000
    },
    "version": {
      "type": "string",
      "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
      "description": "Name of this version, for people."
    },
    "issued": {
      "$ref": "#/$defs/day"
    },
    "validUntil": {
      "$ref": "#/$defs/day",
      "description": "Last day on which it may be used."
    },
    "synthetic": {
      "type": "boolean",
      "description": "True where the status of cohorts is invented, as in the catalogue that comes with the program."
    },
    "codes": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "normaliser",
        "oncotree"
      ],
      "properties": {
        "normaliser": {
          "type": "string",
          "minLength": 1,
          "maxLength": 32
        },
        "oncotree": {
          "type": "string",
          "minLength": 1,
          "maxLength": 32
        }
      },
      "description": "Versions that the keys are canonical under; keys of other versions are not compared."
    },
    "designs": {
      "type": "array",
      "minItems": 1,
      "maxItems": 100,
      "items": {
        "title": "CatalogueDesign",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "id",
          "r1",
          "n1",
          "r",
          "n",
          "p0",
          "p1",
          "looks"
        ],
        "description": "Simon's two-stage design: stop after n1 patients if at most r1 respond; positive if more than r of n do.",
        "properties": {
          "id": {
            "$ref": "#/$defs/id"
          },
          "r1": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9999
          },
          "n1": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9999
          },
          "r": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9999
          },
          "n": {
            "type": "integer",
            "minimum": 2,
            "maximum": 9999
          },
          "p0": {
            "type": "number",
            "exclusiveMinimum": 0,
            "exclusiveMaximum": 1
          },
          "p1": {
            "type": "number",
            "exclusiveMinimum": 0,
            "exclusiveMaximum": 1
          },
          "looks": {
            "type": "array",
            "minItems": 1,
            "uniqueItems": true,
            "items": {
              "enum": [
                "S1",
                "S2",
                "final"
              ]
            },
            "description": "In this order, each once: at n1 and at n evaluable patients, and when no more will come."
          },
          "expansionTo": {
            "type": "integer",
            "minimum": 3,
            "maximum": 9999,
            "description": "Largest size of a third stage, which is for estimation only. Left out: there is none."
          }
        }
      }
    },
    "sources": {
      "type": "array",
      "maxItems": 200,
      "items": {
        "title": "CatalogueSource",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "id",
          "title",
          "reference"
        ],
        "properties": {
          "id": {
            "$ref": "#/$defs/id"
          },
          "title": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200
          },
          "reference": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200,
            "description": "DOI, registry number or address."
          }
        }
      },
      "description": "Public descriptions that the cohorts were written from."
    },
    "cohorts": {
      "type": "array",
      "minItems": 1,
      "maxItems": 10000,
      "items": {
        "$ref": "#/$defs/cohort"
      }
    }
  },
  "$defs": {
    "id": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "day": {
      "type": "string",
      "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
    },
    "sha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "reference": {
      "type": "string",
      "minLength": 1,
      "maxLength": 200
    },
    "cohort": {
      "title": "CatalogueCohort",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "key",
        "label",
        "version",
        "endpoint",
        "design",
        "status"
      ],
      "properties": {
        "id": {
          "type": "string",
          "pattern": "^[A-Z]{2,6}-[0-9]{4,6}$",
          "description": "Given once and never again, also when the key is written anew under later codes."
        },
        "key": {
          "type": "string",
          "pattern": "^v1\\|[A-Z0-9_,]+\\|[A-Za-z0-9_:.!~@*,-]+\\|[a-z0-9+-]+$",
          "maxLength": 2000
        },
        "label": {
          "type": "string",
          "minLength": 1,
          "maxLength": 300
        },
        "version": {
          "type": "integer",
          "minimum": 1,
          "maximum": 10000,
          "description": "Raised when endpoint or design change."
        },
        "endpoint": {
          "enum": [
            "control-w16-visit",
            "benefit-16w-confirmed",
            "control-16w-response-8w"
          ]
        },
        "design": {
          "$ref": "#/$defs/id"
        },
        "status": {
          "type": "object",
          "maxProperties": 100,
          "propertyNames": {
            "pattern": "^[A-Z]{2}$"
          },
          "additionalProperties": {
            "enum": [
              "open",
              "paused",
              "closed",
              "not-open"
            ]
          },
          "description": "By country (ISO 3166-1 alpha-2). A country that is not named has not said; not-open says that nobody was ever enrolled there."
        },
        "embargo": {
          "title": "CatalogueEmbargo",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "until",
            "reference"
          ],
          "properties": {
            "until": {
              "$ref": "#/$defs/day"
            },
            "reference": {
              "$ref": "#/$defs/reference"
            }
          },
          "description": "Results are not published before this day."
        },
        "agreement": {
          "$ref": "#/$defs/reference",
          "description": "Reference of the agreement with the drug's company."
        },
        "proposal": {
          "$ref": "#/$defs/sha256",
          "description": "SHA-256 of the proposal that brought it."
        },
        "sources": {
          "type": "array",
          "maxItems": 100,
          "uniqueItems": true,
          "items": {
            "$ref": "#/$defs/id"
          }
        }
      }
    }
  },
  "examples": [
    {
      "schema": "catalogue/1",
      "serial": 1,
      "version": "example-1",
      "issued": "2026-01-01",
      "validUntil": "2027-01-01",
      "synthetic": true,
      "codes": {
        "normaliser": "1",
        "oncotree": "2025-10-03"
      },
      "designs": [
        {
          "id": "simon-8-24",
          "r1": 0,
          "n1": 8,
          "r": 4,
          "n": 24,
          "p0": 0.1,
          "p1": 0.3,
          "looks": [
            "S1",
            "S2",
            "final"
          ]
        }
      ],
      "sources": [
        {
          "id": "impress-2024",
          "title": "IMPRESS-Norway, first results",
          "reference": "doi:10.2340/1651-226X.2024.28322"
        }
      ],
      "cohorts": [
        {
          "id": "PR-0001",
          "key": "v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib",
          "label": "KRAS p.Gly12Cys · Colorectal Adenocarcinoma · sotorasib",
          "version": 1,
          "endpoint": "control-w16-visit",
          "design": "simon-8-24",
          "status": {
            "NO": "open",
            "DK": "paused"
          },
          "embargo": {
            "until": "2027-06-30",
            "reference": "agreement A-17, section 9"
          },
          "agreement": "A-17",
          "sources": [
            "impress-2024"
          ]
        }
      ]
    }
  ]
} as const
