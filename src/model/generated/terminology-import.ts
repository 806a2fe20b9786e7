// Made from schemas/terminology-import.schema.json by `npm run generate`; change the schema, not this file.
export type OncotreeCode = string

/**
 * An official terminology that a site imported, reduced to what normalisation reads, with where it came from. It lies in the node's folder `terminology/`, is read when local data are, and never leaves the node: some of these terminologies may not be passed on.
 */
export interface TerminologyImport {
schema: "terminology-import/1"
kind: ("oncotree" | "hgnc" | "atc" | "icd10")
/**
 * Release as its publisher names it: 2025-10-03, 2026, 10-2019-WHO.
 */
version: string
source: string
licence: string
importedOn: string
file: {
name: string
sha256: string
bytes: number
}
/**
 * What of the file was not taken, with the reason and how many.
 */
leftOut: LeftOut[]
content: (ImportedTumours | ImportedGenes | ImportedSubstances | ImportedCodes)
}
export interface LeftOut {
reason: string
count: number
}
/**
 * OncoTree: nodes below their parents, a tissue has none.
 */
export interface ImportedTumours {
/**
 * @minItems 1
 */
nodes: [ImportedNode, ...(ImportedNode)[]]
former: ImportedFormerCode[]
}
export interface ImportedNode {
code: OncotreeCode
name: string
parent: (OncotreeCode | null)
}
export interface ImportedFormerCode {
former: string
kind: ("history" | "precursor" | "revocation")
code: OncotreeCode
}
export interface ImportedGenes {
/**
 * @minItems 1
 */
genes: [ImportedGene, ...(ImportedGene)[]]
}
export interface ImportedGene {
hgnc: string
symbol: string
previous: string[]
aliases: string[]
/**
 * MANE Select transcripts without version.
 */
mane: string[]
}
export interface ImportedSubstances {
/**
 * ATC level 5 with a single substance; a substance may have several codes.
 * 
 * @minItems 1
 */
substances: [ImportedSubstance, ...(ImportedSubstance)[]]
}
export interface ImportedSubstance {
code: string
name: string
}
export interface ImportedCodes {
/**
 * ICD-10 categories with the title in the language of the file.
 * 
 * @minItems 1
 */
codes: [ImportedCode, ...(ImportedCode)[]]
}
export interface ImportedCode {
code: string
title: string
}

export const terminologyImportSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:terminology-import/1",
  "title": "TerminologyImport",
  "description": "An official terminology that a site imported, reduced to what normalisation reads, with where it came from. It lies in the node's folder `terminology/`, is read when local data are, and never leaves the node: some of these terminologies may not be passed on.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "kind",
    "version",
    "source",
    "licence",
    "importedOn",
    "file",
    "leftOut",
    "content"
  ],
  "properties": {
    "schema": {
      "const": "terminology-import/1"
    },
    "kind": {
      "enum": [
        "oncotree",
        "hgnc",
        "atc",
        "icd10"
      ]
    },
    "version": {
      "type": "string",
      "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$",
      "description": "Release as its publisher names it: 2025-10-03, 2026, 10-2019-WHO."
    },
    "source": {
      "type": "string",
      "minLength": 1,
      "maxLength": 200
    },
    "licence": {
      "type": "string",
      "minLength": 1,
      "maxLength": 200
    },
    "importedOn": {
      "type": "string",
      "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    },
    "file": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name",
        "sha256",
        "bytes"
      ],
      "properties": {
        "name": {
          "type": "string",
          "minLength": 1,
          "maxLength": 255
        },
        "sha256": {
          "type": "string",
          "pattern": "^[0-9a-f]{64}$"
        },
        "bytes": {
          "type": "integer",
          "minimum": 1
        }
      }
    },
    "leftOut": {
      "type": "array",
      "description": "What of the file was not taken, with the reason and how many.",
      "items": {
        "title": "LeftOut",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "reason",
          "count"
        ],
        "properties": {
          "reason": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200
          },
          "count": {
            "type": "integer",
            "minimum": 1
          }
        }
      }
    },
    "content": {
      "oneOf": [
        {
          "$ref": "#/$defs/tumours"
        },
        {
          "$ref": "#/$defs/genes"
        },
        {
          "$ref": "#/$defs/substances"
        },
        {
          "$ref": "#/$defs/codes"
        }
      ]
    }
  },
  "$defs": {
    "tumours": {
      "title": "ImportedTumours",
      "description": "OncoTree: nodes below their parents, a tissue has none.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "nodes",
        "former"
      ],
      "properties": {
        "nodes": {
          "type": "array",
          "minItems": 1,
          "items": {
            "title": "ImportedNode",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "code",
              "name",
              "parent"
            ],
            "properties": {
              "code": {
                "$ref": "#/$defs/oncotreeCode"
              },
              "name": {
                "type": "string",
                "minLength": 1,
                "maxLength": 200
              },
              "parent": {
                "anyOf": [
                  {
                    "$ref": "#/$defs/oncotreeCode"
                  },
                  {
                    "type": "null"
                  }
                ]
              }
            }
          }
        },
        "former": {
          "type": "array",
          "items": {
            "title": "ImportedFormerCode",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "former",
              "kind",
              "code"
            ],
            "properties": {
              "former": {
                "type": "string",
                "minLength": 1,
                "maxLength": 32
              },
              "kind": {
                "enum": [
                  "history",
                  "precursor",
                  "revocation"
                ]
              },
              "code": {
                "$ref": "#/$defs/oncotreeCode"
              }
            }
          }
        }
      }
    },
    "oncotreeCode": {
      "type": "string",
      "pattern": "^[A-Z][A-Z0-9_]{0,29}$"
    },
    "genes": {
      "title": "ImportedGenes",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "genes"
      ],
      "properties": {
        "genes": {
          "type": "array",
          "minItems": 1,
          "items": {
            "title": "ImportedGene",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "hgnc",
              "symbol",
              "previous",
              "aliases",
              "mane"
            ],
            "properties": {
              "hgnc": {
                "type": "string",
                "pattern": "^HGNC:[1-9][0-9]{0,5}$"
              },
              "symbol": {
                "type": "string",
                "minLength": 1,
                "maxLength": 60
              },
              "previous": {
                "type": "array",
                "items": {
                  "type": "string",
                  "minLength": 1,
                  "maxLength": 100
                }
              },
              "aliases": {
                "type": "array",
                "items": {
                  "type": "string",
                  "minLength": 1,
                  "maxLength": 100
                }
              },
              "mane": {
                "type": "array",
                "items": {
                  "type": "string",
                  "pattern": "^[A-Z]{2,4}_?[0-9]{1,15}$"
                },
                "description": "MANE Select transcripts without version."
              }
            }
          }
        }
      }
    },
    "substances": {
      "title": "ImportedSubstances",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "substances"
      ],
      "properties": {
        "substances": {
          "type": "array",
          "minItems": 1,
          "description": "ATC level 5 with a single substance; a substance may have several codes.",
          "items": {
            "title": "ImportedSubstance",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "code",
              "name"
            ],
            "properties": {
              "code": {
                "type": "string",
                "pattern": "^[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}$"
              },
              "name": {
                "type": "string",
                "pattern": "^[a-z][a-z0-9 -]{2,59}$"
              }
            }
          }
        }
      }
    },
    "codes": {
      "title": "ImportedCodes",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "codes"
      ],
      "properties": {
        "codes": {
          "type": "array",
          "minItems": 1,
          "description": "ICD-10 categories with the title in the language of the file.",
          "items": {
            "title": "ImportedCode",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "code",
              "title"
            ],
            "properties": {
              "code": {
                "type": "string",
                "pattern": "^[A-Z][0-9]{2}(\\.[0-9A-Z]{1,4})?$"
              },
              "title": {
                "type": "string",
                "minLength": 1,
                "maxLength": 400
              }
            }
          }
        }
      }
    }
  },
  "examples": [
    {
      "schema": "terminology-import/1",
      "kind": "oncotree",
      "version": "2025-10-03",
      "source": "OncoTree, Memorial Sloan Kettering Cancer Center, https://oncotree.mskcc.org",
      "licence": "CC BY 4.0",
      "importedOn": "2026-11-28",
      "file": {
        "name": "oncotree_2025_10_03.json",
        "sha256": "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c",
        "bytes": 246435
      },
      "leftOut": [
        {
          "reason": "codes that a cohort key cannot hold",
          "count": 2
        }
      ],
      "content": {
        "nodes": [
          {
            "code": "BILIARY_TRACT",
            "name": "Biliary Tract",
            "parent": null
          },
          {
            "code": "CHOL",
            "name": "Cholangiocarcinoma",
            "parent": "BILIARY_TRACT"
          }
        ],
        "former": [
          {
            "former": "CHOLANGIO",
            "kind": "history",
            "code": "CHOL"
          }
        ]
      }
    },
    {
      "schema": "terminology-import/1",
      "kind": "atc",
      "version": "2026",
      "source": "WHO Collaborating Centre for Drug Statistics Methodology, ATC index",
      "licence": "copyright of the publisher; for this site only",
      "importedOn": "2026-11-28",
      "file": {
        "name": "atc.csv",
        "sha256": "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c",
        "bytes": 1024
      },
      "leftOut": [],
      "content": {
        "substances": [
          {
            "code": "L01FD01",
            "name": "trastuzumab"
          }
        ]
      }
    }
  ]
} as const
