// Made from schemas/sharing-basis.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What sharing a trial's aggregates rests on where its source holds no consents: documents/sharing-basis.json, signed by two members of the data committee (JWS, typ prime-rose-sharing-basis+jws). The mapping in use has to declare the same.
 */
export interface SharingBasisDocument {
schema: "sharing-basis/1"
member: string
trialId: string
/**
 * Rises with each new basis of the trial.
 */
serial: number
/**
 * Name and version of the consent form.
 */
consentForm: string
/**
 * Reference of the ethics or authority's approval.
 */
approval: string
}

export const sharingBasisSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:sharing-basis/1",
  "title": "SharingBasisDocument",
  "description": "What sharing a trial's aggregates rests on where its source holds no consents: documents/sharing-basis.json, signed by two members of the data committee (JWS, typ prime-rose-sharing-basis+jws). The mapping in use has to declare the same.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "member",
    "trialId",
    "serial",
    "consentForm",
    "approval"
  ],
  "properties": {
    "schema": {
      "const": "sharing-basis/1"
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
    "serial": {
      "type": "integer",
      "minimum": 1,
      "description": "Rises with each new basis of the trial."
    },
    "consentForm": {
      "type": "string",
      "minLength": 1,
      "maxLength": 200,
      "description": "Name and version of the consent form."
    },
    "approval": {
      "type": "string",
      "minLength": 1,
      "maxLength": 200,
      "description": "Reference of the ethics or authority's approval."
    }
  },
  "examples": [
    {
      "schema": "sharing-basis/1",
      "member": "impress-norway",
      "trialId": "impress-norway",
      "serial": 1,
      "consentForm": "Main study consent form, version 5.0 of 2023-04-01 (synthetic)",
      "approval": "example-approval-0001 (synthetic)"
    }
  ]
} as const
