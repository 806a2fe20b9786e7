// Made from schemas/record.schema.json by `npm run generate`; change the schema, not this file.
export interface PrimeRoseRecord {
schema: "prime-rose-record/1"
}

export const recordSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:record/1",
  "title": "PrimeRoseRecord",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema"
  ],
  "properties": {
    "schema": {
      "const": "prime-rose-record/1"
    }
  },
  "examples": [
    {
      "schema": "prime-rose-record/1"
    }
  ]
} as const
