// Made from schemas/round-contribution-file.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What leaves a member's platform for one round: the signed header and one sealed share a combiner. The same bytes go to every combiner; each can open one share, which alone is uniform noise.
 */
export interface RoundContributionFile {
schema: "round-contribution-file/1"
/**
 * Compact JWS over the header, typ prime-rose-round-contribution+jws.
 */
header: string
/**
 * Compact JWE (ECDH-ES, A256GCM) to each combiner's key of the round, in their order.
 * 
 * @minItems 2
 * @maxItems 3
 */
shares: [string, string]|[string, string, string]
}

export const roundContributionFileSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:round-contribution-file/1",
  "title": "RoundContributionFile",
  "description": "What leaves a member's platform for one round: the signed header and one sealed share a combiner. The same bytes go to every combiner; each can open one share, which alone is uniform noise.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "header",
    "shares"
  ],
  "properties": {
    "schema": {
      "const": "round-contribution-file/1"
    },
    "header": {
      "type": "string",
      "maxLength": 16384,
      "description": "Compact JWS over the header, typ prime-rose-round-contribution+jws."
    },
    "shares": {
      "type": "array",
      "minItems": 2,
      "maxItems": 3,
      "items": {
        "type": "string",
        "maxLength": 33554432
      },
      "description": "Compact JWE (ECDH-ES, A256GCM) to each combiner's key of the round, in their order."
    }
  },
  "examples": [
    {
      "schema": "round-contribution-file/1",
      "header": "eyJhbGciOiJFZERTQSJ9.e30.c2ln",
      "shares": [
        "eyJhbGciOiJFQ0RILUVTIn0..aXY.Y3Q.dGFn",
        "eyJhbGciOiJFQ0RILUVTIn0..aXY.Y3Q.dGFn"
      ]
    }
  ]
} as const
