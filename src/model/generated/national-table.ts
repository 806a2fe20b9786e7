// Made from schemas/national-table.schema.json by `npm run generate`; change the schema, not this file.
export type Sha256 = string

/**
 * The protected table of one data cut: distinct patients by catalogue cell, small cells masked. Made and signed by the engine, served by the gateway. Every cell of the catalogue is listed, so that presence says nothing.
 */
export interface NationalTable {
/**
 * Tables of version 1 lack the cells of genes.
 */
schema: ("national-table/1" | "national-table/2")
member: string
trialId: string
country: string
cut: {
id: string
cutoff: string
}
catalogue: {
version: string
sha256: Sha256
}
policy: {
version: string
/**
 * Cells of 0..k-1 patients are masked.
 */
k: number
}
versions: {
derivation: string
normaliser: string
oncotree: string
}
/**
 * Sorted by denominator, kind, code; each cell once.
 */
cells: TableCell[]
}
export interface TableCell {
denominator: ("screened" | "treated")
/**
 * tumour: tissue of the tree; drugs: exact set of substances; cohort: catalogue key; gene: of the catalogue, any certain alteration of it but fusions and expression; tumour-gene: a gene within a tissue.
 */
kind: ("total" | "tumour" | "drugs" | "cohort" | "gene" | "tumour-gene")
/**
 * Tissue code, INNs, cohort key, HGNC id, or tissue and HGNC id with | between; * for the total.
 */
code: string
/**
 * Distinct patients, or masked.
 */
count: (number | "masked")
}

export const nationalTableSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:national-table/2",
  "title": "NationalTable",
  "description": "The protected table of one data cut: distinct patients by catalogue cell, small cells masked. Made and signed by the engine, served by the gateway. Every cell of the catalogue is listed, so that presence says nothing.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "member",
    "trialId",
    "country",
    "cut",
    "catalogue",
    "policy",
    "versions",
    "cells"
  ],
  "properties": {
    "schema": {
      "enum": [
        "national-table/1",
        "national-table/2"
      ],
      "description": "Tables of version 1 lack the cells of genes."
    },
    "member": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    },
    "trialId": {
      "type": "string",
      "minLength": 1,
      "maxLength": 64
    },
    "country": {
      "type": "string",
      "pattern": "^[A-Z]{2}$"
    },
    "cut": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "cutoff"
      ],
      "properties": {
        "id": {
          "type": "string",
          "pattern": "^cut-[0-9a-f]{16}$"
        },
        "cutoff": {
          "type": "string",
          "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
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
          "type": "string"
        },
        "sha256": {
          "$ref": "#/$defs/sha256"
        }
      }
    },
    "policy": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "version",
        "k"
      ],
      "properties": {
        "version": {
          "type": "string"
        },
        "k": {
          "type": "integer",
          "minimum": 5,
          "description": "Cells of 0..k-1 patients are masked."
        }
      }
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
          "type": "string"
        },
        "normaliser": {
          "type": "string"
        },
        "oncotree": {
          "type": "string"
        }
      }
    },
    "cells": {
      "type": "array",
      "description": "Sorted by denominator, kind, code; each cell once.",
      "items": {
        "title": "TableCell",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "denominator",
          "kind",
          "code",
          "count"
        ],
        "properties": {
          "denominator": {
            "enum": [
              "screened",
              "treated"
            ]
          },
          "kind": {
            "enum": [
              "total",
              "tumour",
              "drugs",
              "cohort",
              "gene",
              "tumour-gene"
            ],
            "description": "tumour: tissue of the tree; drugs: exact set of substances; cohort: catalogue key; gene: of the catalogue, any certain alteration of it but fusions and expression; tumour-gene: a gene within a tissue."
          },
          "code": {
            "type": "string",
            "maxLength": 512,
            "description": "Tissue code, INNs, cohort key, HGNC id, or tissue and HGNC id with | between; * for the total."
          },
          "count": {
            "anyOf": [
              {
                "type": "integer",
                "minimum": 5
              },
              {
                "const": "masked"
              }
            ],
            "description": "Distinct patients, or masked."
          }
        }
      }
    }
  },
  "$defs": {
    "sha256": {
      "title": "Sha256",
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    }
  },
  "examples": [
    {
      "schema": "national-table/2",
      "member": "impress-norway",
      "trialId": "impress-norway",
      "country": "NO",
      "cut": {
        "id": "cut-0123456789abcdef",
        "cutoff": "2023-10-01"
      },
      "catalogue": {
        "version": "1",
        "sha256": "0000000000000000000000000000000000000000000000000000000000000000"
      },
      "policy": {
        "version": "1",
        "k": 5
      },
      "versions": {
        "derivation": "w16/1",
        "normaliser": "1",
        "oncotree": "2025-10-03"
      },
      "cells": [
        {
          "denominator": "screened",
          "kind": "tumour-gene",
          "code": "BOWEL|HGNC:6407",
          "count": 131
        },
        {
          "denominator": "treated",
          "kind": "total",
          "code": "*",
          "count": 186
        },
        {
          "denominator": "treated",
          "kind": "drugs",
          "code": "sotorasib",
          "count": "masked"
        }
      ]
    }
  ]
} as const
