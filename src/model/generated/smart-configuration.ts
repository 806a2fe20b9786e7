// Made from schemas/smart-configuration.schema.json by `npm run generate`; change the schema, not this file.
/**
 * /.well-known/smart-configuration: how a program gets an access token (SMART App Launch 2, Backend Services).
 */
export interface SmartConfiguration {
token_endpoint: string
grant_types_supported: ("client_credentials")[]
token_endpoint_auth_methods_supported: ("private_key_jwt")[]
token_endpoint_auth_signing_alg_values_supported: ("EdDSA" | "ES384")[]
scopes_supported: string[]
capabilities: string[]
}

export const smartConfigurationSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:smart-configuration/1",
  "title": "SmartConfiguration",
  "description": "/.well-known/smart-configuration: how a program gets an access token (SMART App Launch 2, Backend Services).",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "token_endpoint",
    "grant_types_supported",
    "token_endpoint_auth_methods_supported",
    "token_endpoint_auth_signing_alg_values_supported",
    "scopes_supported",
    "capabilities"
  ],
  "properties": {
    "token_endpoint": {
      "type": "string"
    },
    "grant_types_supported": {
      "type": "array",
      "items": {
        "const": "client_credentials"
      }
    },
    "token_endpoint_auth_methods_supported": {
      "type": "array",
      "items": {
        "const": "private_key_jwt"
      }
    },
    "token_endpoint_auth_signing_alg_values_supported": {
      "type": "array",
      "items": {
        "enum": [
          "EdDSA",
          "ES384"
        ]
      }
    },
    "scopes_supported": {
      "type": "array",
      "items": {
        "type": "string"
      }
    },
    "capabilities": {
      "type": "array",
      "items": {
        "type": "string"
      }
    }
  },
  "examples": [
    {
      "token_endpoint": "https://node.example/oauth2/token",
      "grant_types_supported": [
        "client_credentials"
      ],
      "token_endpoint_auth_methods_supported": [
        "private_key_jwt"
      ],
      "token_endpoint_auth_signing_alg_values_supported": [
        "EdDSA",
        "ES384"
      ],
      "scopes_supported": [
        "discovery.read"
      ],
      "capabilities": [
        "client-confidential-asymmetric"
      ]
    }
  ]
} as const
