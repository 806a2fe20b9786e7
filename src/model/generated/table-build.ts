// Made from schemas/table-build.schema.json by `npm run generate`; change the schema, not this file.
/**
 * How a national table came about, for the data committee inside the platform. It tells small cells from complements, which the table itself must not, so it never leaves. Counts of patients are sums over whole levels.
 */
export interface TableBuild {
/**
 * Builds of version 1 know no genes and count no parts.
 */
schema: ("table-build/1" | "table-build/2")
cut: {
id: string
cutoff: string
}
/**
 * Of the signed table.
 */
tableSha256: string
policy: {
version: string
k: number
}
/**
 * Groups of fewer patients are protected: k, or the least k of an earlier table.
 */
auditedBelow: number
earlierTables: number
levels: TableBuildLevel[]
/**
 * Cells that do not show this cut although they hold k patients, or that show an older one.
 */
decisions: TableBuildDecision[]
work: {
/**
 * Histories of membership over all tables.
 */
atoms: number
/**
 * Of fewer than k patients, before masking.
 */
smallRegions: number
/**
 * Integer programs solved.
 */
programs: number
/**
 * Data sets that fit all that is published.
 */
witnesses: number
/**
 * Parts of the table that no cell connects.
 */
parts?: number
/**
 * Atoms of the largest.
 */
largestPart?: number
/**
 * Time ran out: more is masked than would be needed.
 */
undecided: boolean
seconds: number
}
}
export interface TableBuildLevel {
denominator: ("screened" | "treated")
kind: ("total" | "tumour" | "drugs" | "cohort" | "gene" | "tumour-gene")
/**
 * Listed.
 */
cells: number
/**
 * Of k patients and more in this cut.
 */
cellsOfK: number
/**
 * With a number.
 */
cellsShown: number
cellsOfKShown: number
/**
 * Sum over all cells in this cut.
 */
patients: number
/**
 * Sum of the numbers shown.
 */
patientsShown: number
/**
 * Cells by what became of them.
 */
reasons: {
fresh?: number
unchanged?: number
"few-changed"?: number
"margin-masked"?: number
"below-k"?: number
complement?: number
undecided?: number
}
}
export interface TableBuildDecision {
denominator: ("screened" | "treated")
kind: ("total" | "tumour" | "drugs" | "cohort" | "gene" | "tumour-gene")
code: string
/**
 * margin-masked: a cell of a gene whose tissue (or total) does not show this cut.
 */
reason: ("few-changed" | "margin-masked" | "below-k" | "complement" | "undecided")
/**
 * Of a complement: patients of the group that would have been known.
 */
group: (number | null)
shows: ("masked" | "older")
}

export const tableBuildSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:table-build/2",
  "title": "TableBuild",
  "description": "How a national table came about, for the data committee inside the platform. It tells small cells from complements, which the table itself must not, so it never leaves. Counts of patients are sums over whole levels.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "cut",
    "tableSha256",
    "policy",
    "auditedBelow",
    "earlierTables",
    "levels",
    "decisions",
    "work"
  ],
  "properties": {
    "schema": {
      "enum": [
        "table-build/1",
        "table-build/2"
      ],
      "description": "Builds of version 1 know no genes and count no parts."
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
    "tableSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$",
      "description": "Of the signed table."
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
          "minimum": 5
        }
      }
    },
    "auditedBelow": {
      "type": "integer",
      "minimum": 5,
      "description": "Groups of fewer patients are protected: k, or the least k of an earlier table."
    },
    "earlierTables": {
      "type": "integer",
      "minimum": 0
    },
    "levels": {
      "type": "array",
      "items": {
        "title": "TableBuildLevel",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "denominator",
          "kind",
          "cells",
          "cellsOfK",
          "cellsShown",
          "cellsOfKShown",
          "patients",
          "patientsShown",
          "reasons"
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
            ]
          },
          "cells": {
            "type": "integer",
            "minimum": 0,
            "description": "Listed."
          },
          "cellsOfK": {
            "type": "integer",
            "minimum": 0,
            "description": "Of k patients and more in this cut."
          },
          "cellsShown": {
            "type": "integer",
            "minimum": 0,
            "description": "With a number."
          },
          "cellsOfKShown": {
            "type": "integer",
            "minimum": 0
          },
          "patients": {
            "type": "integer",
            "minimum": 0,
            "description": "Sum over all cells in this cut."
          },
          "patientsShown": {
            "type": "integer",
            "minimum": 0,
            "description": "Sum of the numbers shown."
          },
          "reasons": {
            "type": "object",
            "additionalProperties": false,
            "description": "Cells by what became of them.",
            "properties": {
              "fresh": {
                "type": "integer",
                "minimum": 1
              },
              "unchanged": {
                "type": "integer",
                "minimum": 1
              },
              "few-changed": {
                "type": "integer",
                "minimum": 1
              },
              "margin-masked": {
                "type": "integer",
                "minimum": 1
              },
              "below-k": {
                "type": "integer",
                "minimum": 1
              },
              "complement": {
                "type": "integer",
                "minimum": 1
              },
              "undecided": {
                "type": "integer",
                "minimum": 1
              }
            }
          }
        }
      }
    },
    "decisions": {
      "type": "array",
      "description": "Cells that do not show this cut although they hold k patients, or that show an older one.",
      "items": {
        "title": "TableBuildDecision",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "denominator",
          "kind",
          "code",
          "reason",
          "group",
          "shows"
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
            ]
          },
          "code": {
            "type": "string",
            "maxLength": 2000
          },
          "reason": {
            "enum": [
              "few-changed",
              "margin-masked",
              "below-k",
              "complement",
              "undecided"
            ],
            "description": "margin-masked: a cell of a gene whose tissue (or total) does not show this cut."
          },
          "group": {
            "type": [
              "integer",
              "null"
            ],
            "minimum": 1,
            "description": "Of a complement: patients of the group that would have been known."
          },
          "shows": {
            "enum": [
              "masked",
              "older"
            ]
          }
        }
      }
    },
    "work": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "atoms",
        "smallRegions",
        "programs",
        "witnesses",
        "undecided",
        "seconds"
      ],
      "properties": {
        "atoms": {
          "type": "integer",
          "minimum": 0,
          "description": "Histories of membership over all tables."
        },
        "smallRegions": {
          "type": "integer",
          "minimum": 0,
          "description": "Of fewer than k patients, before masking."
        },
        "programs": {
          "type": "integer",
          "minimum": 0,
          "description": "Integer programs solved."
        },
        "witnesses": {
          "type": "integer",
          "minimum": 0,
          "description": "Data sets that fit all that is published."
        },
        "parts": {
          "type": "integer",
          "minimum": 0,
          "description": "Parts of the table that no cell connects."
        },
        "largestPart": {
          "type": "integer",
          "minimum": 0,
          "description": "Atoms of the largest."
        },
        "undecided": {
          "type": "boolean",
          "description": "Time ran out: more is masked than would be needed."
        },
        "seconds": {
          "type": "number",
          "minimum": 0
        }
      }
    }
  },
  "examples": [
    {
      "schema": "table-build/2",
      "cut": {
        "id": "cut-0123456789abcdef",
        "cutoff": "2023-10-01"
      },
      "tableSha256": "0000000000000000000000000000000000000000000000000000000000000000",
      "policy": {
        "version": "1",
        "k": 5
      },
      "auditedBelow": 5,
      "earlierTables": 0,
      "levels": [
        {
          "denominator": "treated",
          "kind": "drugs",
          "cells": 38,
          "cellsOfK": 12,
          "cellsShown": 10,
          "cellsOfKShown": 10,
          "patients": 186,
          "patientsShown": 150,
          "reasons": {
            "fresh": 10,
            "complement": 2,
            "below-k": 26
          }
        }
      ],
      "decisions": [
        {
          "denominator": "treated",
          "kind": "drugs",
          "code": "palbociclib",
          "reason": "complement",
          "group": 2,
          "shows": "masked"
        }
      ],
      "work": {
        "atoms": 98,
        "smallRegions": 57,
        "programs": 166,
        "witnesses": 120,
        "undecided": false,
        "seconds": 2.1
      }
    }
  ]
} as const
