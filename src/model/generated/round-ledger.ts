// Made from schemas/round-ledger.schema.json by `npm run generate`; change the schema, not this file.
/**
 * The ledger of rounds as one combiner hands it over to another: all network tables in their order, each naming the one before. Signed by the combiner that hands it over, whom the directory inside names as one.
 */
export interface RoundLedger {
schema: "round-ledger/1"
/**
 * Member that combined until now.
 */
from: string
/**
 * Member that combines from now on; nobody else takes it.
 */
to: string
/**
 * The federation directory under which the last table holds, as its officers signed it.
 */
directory: string
/**
 * Of the last table: what the next round must follow.
 */
headSha256: string
/**
 * As all combiners of each round signed them, oldest first.
 * 
 * @minItems 1
 * @maxItems 400
 */
tables: [string, ...(string)[]]
/**
 * Seconds since 1970.
 */
iat: number
}

export const roundLedgerSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:round-ledger/1",
  "title": "RoundLedger",
  "description": "The ledger of rounds as one combiner hands it over to another: all network tables in their order, each naming the one before. Signed by the combiner that hands it over, whom the directory inside names as one.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "from",
    "to",
    "directory",
    "headSha256",
    "tables",
    "iat"
  ],
  "properties": {
    "schema": {
      "const": "round-ledger/1"
    },
    "from": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$",
      "description": "Member that combined until now."
    },
    "to": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$",
      "description": "Member that combines from now on; nobody else takes it."
    },
    "directory": {
      "type": "string",
      "minLength": 2,
      "maxLength": 1048576,
      "description": "The federation directory under which the last table holds, as its officers signed it."
    },
    "headSha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$",
      "description": "Of the last table: what the next round must follow."
    },
    "tables": {
      "type": "array",
      "minItems": 1,
      "maxItems": 400,
      "description": "As all combiners of each round signed them, oldest first.",
      "items": {
        "type": "string",
        "minLength": 2,
        "maxLength": 4194304
      }
    },
    "iat": {
      "type": "integer",
      "minimum": 0,
      "description": "Seconds since 1970."
    }
  },
  "examples": [
    {
      "schema": "round-ledger/1",
      "from": "finprove-finland",
      "to": "drup-netherlands",
      "directory": "{\"payload\":\"…\",\"signatures\":[]}",
      "headSha256": "0000000000000000000000000000000000000000000000000000000000000002",
      "tables": [
        "{\"payload\":\"…\",\"signatures\":[]}"
      ],
      "iat": 1767398400
    }
  ]
} as const
