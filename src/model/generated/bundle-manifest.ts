// Made from schemas/bundle-manifest.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What is in an offline bundle. Payload of a compact JWS (EdDSA, typ prime-rose-bundle+jws), `manifest.jws` beside the files.
 */
export interface BundleManifest {
schema: "bundle-manifest/1"
/**
 * Of the program.
 */
version: string
/**
 * Operating system and processor.
 */
platform: string
/**
 * Version of Node.js in it.
 */
node: string
madeAt: string
/**
 * @maxItems 100000
 */
files: BundledFile[]
}
export interface BundledFile {
/**
 * Below the bundle, with slashes.
 */
path: string
bytes: number
executable: boolean
sha256: string
}

export const bundleManifestSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:bundle-manifest/1",
  "title": "BundleManifest",
  "description": "What is in an offline bundle. Payload of a compact JWS (EdDSA, typ prime-rose-bundle+jws), `manifest.jws` beside the files.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "version",
    "platform",
    "node",
    "madeAt",
    "files"
  ],
  "properties": {
    "schema": {
      "const": "bundle-manifest/1"
    },
    "version": {
      "type": "string",
      "maxLength": 64,
      "description": "Of the program."
    },
    "platform": {
      "type": "string",
      "pattern": "^[a-z0-9]+-[a-z0-9]+$",
      "description": "Operating system and processor."
    },
    "node": {
      "type": "string",
      "maxLength": 64,
      "description": "Version of Node.js in it."
    },
    "madeAt": {
      "type": "string",
      "maxLength": 40
    },
    "files": {
      "type": "array",
      "maxItems": 100000,
      "items": {
        "title": "BundledFile",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "path",
          "bytes",
          "executable",
          "sha256"
        ],
        "properties": {
          "path": {
            "type": "string",
            "minLength": 1,
            "maxLength": 400,
            "description": "Below the bundle, with slashes."
          },
          "bytes": {
            "type": "integer",
            "minimum": 0
          },
          "executable": {
            "type": "boolean"
          },
          "sha256": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$"
          }
        }
      }
    }
  },
  "examples": [
    {
      "schema": "bundle-manifest/1",
      "version": "0.1.0",
      "platform": "linux-x64",
      "node": "26.0.0",
      "madeAt": "2026-01-01T00:00:00.000Z",
      "files": [
        {
          "path": "bin/rose",
          "bytes": 120,
          "executable": true,
          "sha256": "0000000000000000000000000000000000000000000000000000000000000000"
        }
      ]
    }
  ]
} as const
