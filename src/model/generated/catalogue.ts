// Made from schemas/catalogue.schema.json by `npm run generate`; change the schema, not this file.
/**
 * Register of the cohorts that tables and rounds are made of: canonical keys v1 with plain labels, sorted by key, each once.
 */
export interface Catalogue {
schema: "catalogue/1"
/**
 * Name of this version of the register.
 */
version: string
/**
 * @minItems 1
 * @maxItems 10000
 */
cohorts: [CatalogueCohort, ...(CatalogueCohort)[]]
}
export interface CatalogueCohort {
key: string
label: string
}

export const catalogueSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:catalogue/1",
  "title": "Catalogue",
  "description": "Register of the cohorts that tables and rounds are made of: canonical keys v1 with plain labels, sorted by key, each once.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "version",
    "cohorts"
  ],
  "properties": {
    "schema": {
      "const": "catalogue/1"
    },
    "version": {
      "type": "string",
      "minLength": 1,
      "maxLength": 64,
      "description": "Name of this version of the register."
    },
    "cohorts": {
      "type": "array",
      "minItems": 1,
      "maxItems": 10000,
      "items": {
        "title": "CatalogueCohort",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "key",
          "label"
        ],
        "properties": {
          "key": {
            "type": "string",
            "pattern": "^v1\\|[A-Z0-9_,]+\\|[A-Za-z0-9_:.!~@*,-]+\\|[a-z0-9+-]+$",
            "maxLength": 2000
          },
          "label": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200
          }
        }
      }
    }
  },
  "examples": [
    {
      "schema": "catalogue/1",
      "version": "example-1",
      "cohorts": [
        {
          "key": "v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib",
          "label": "KRAS p.Gly12Cys · Colorectal Adenocarcinoma · sotorasib"
        }
      ]
    }
  ]
} as const
