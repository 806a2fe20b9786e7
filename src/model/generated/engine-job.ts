// Made from schemas/engine-job.schema.json by `npm run generate`; change the schema, not this file.
/**
 * What the engine is asked to do, as one file in its job folder. It names no path: the engine derives them. Whoever writes jobs is not trusted; what counts are the approvals in it.
 */
export type EngineJob = (NationalTableJob | CloseCutsJob | ReadRecordJob | ContributionJob | VetoRoundJob)

/**
 * Makes the protected national table of one opened data cut.
 */
export interface NationalTableJob {
schema: "engine-job/1"
act: "national-table"
cut: CutDescription
/**
 * Compact JWS of committee members, each an approval/1 with act cut.open.
 */
approvals: string[]
policy: DisclosurePolicy
/**
 * SHA-256 of the catalogue file whose cells are counted.
 */
catalogueSha256: string
auditHead?: ShownAuditHead
}
/**
 * A data cut: an immutable, hashed snapshot of the store as of the ingest's cut-off. The description holds counts and versions, no patient.
 */
export interface CutDescription {
schema: "cut/1"
/**
 * cut- and the first 16 hex digits of the snapshot's SHA-256.
 */
id: string
member: string
trialId: string
country: string
cutoff: string
snapshot: {
file: string
sha256: string
bytes: number
}
counts: {
screened: number
enrolments: number
/**
 * Enrolments treated.
 */
treated: number
}
/**
 * What the ingest found in the source.
 */
validation: {
/**
 * Subjects that wait for a person to decide; in no count.
 */
heldBack: number
/**
 * Screened subjects without a valid record; in no count.
 */
rejected: number
/**
 * By code, sorted; withdrawals are not among them.
 */
problems: ProblemCount[]
}
versions: {
derivation: string
normaliser: string
oncotree: string
}
mapping: {
id: string
version: string
}
/**
 * What sharing rests on. An example basis is a synthetic one that comes with the program: the members who open the cut sign it with the description.
 */
sharingBasis: (SignedBasis | ExampleBasis | ConsentsRowByRow)
/**
 * Version of the pseudonym key that the store was under.
 */
pseudonymKeyVersion: number
/**
 * Says to the engine alone which withdrawals the store had taken up; it refuses a cut that lacks the last one.
 */
withdrawalMark: string
/**
 * SHA-256 of the ingested content that the cut was made of.
 */
contentHash: string
}
export interface ProblemCount {
code: string
rows: number
}
export interface SignedBasis {
kind: "document"
/**
 * Version of the consent form.
 */
consentForm: string
/**
 * Reference of the approval.
 */
approval: string
/**
 * SHA-256 of the signed sharing-basis/1 in canonical JSON.
 */
sha256: string
}
export interface ExampleBasis {
kind: "example"
consentForm: string
approval: string
}
/**
 * Each subject in the cut has an active consent to sharing in its record.
 */
export interface ConsentsRowByRow {
kind: "row-by-row"
}
/**
 * What may leave a node: the thresholds that committees vote on. In force it is the payload of a JWS in general JSON serialization (typ prime-rose-policy+jws) signed by at least two committee members, and pinned by hash in the engine. Every table and round names the version it was made under.
 */
export interface DisclosurePolicy {
schema: "disclosure-policy/1"
version: string
/**
 * Rises with each version; an older one is refused.
 */
serial: number
/**
 * Cells of 0..k-1 patients look alike.
 */
k: number
nationalTable: {
/**
 * Months between the cut-offs of two national tables.
 */
minMonthsBetween: number
/**
 * When the integer audit takes longer, more is masked, never less.
 */
maxAuditSeconds: number
}
pooled: {
minCountriesWithPatients: number
minMembersInSet: number
/**
 * Evaluable patients of the pooled cohort at each look.
 */
minEvaluable: {
s1: number
s2: number
}
/**
 * Least pooled n less any one country.
 */
rest: {
s1: number
s2: number
}
/**
 * Parts that are published nowhere are 0, or the rest from at least so many countries.
 */
hiddenPartsMinCountries: number
/**
 * A change between rounds is 0, or k patients from at least so many countries.
 */
changeMinCountries: number
/**
 * Pooled patients and evaluable are exact from here, a band below.
 */
exactPatientsFrom: number
}
survival: {
minPatients: number
gridDays: number
minEventsInStep: number
minAtRisk: number
}
/**
 * First patient of each band, ascending; below the first it is masked.
 * 
 * @minItems 1
 */
accrualBands: [number, ...(number)[]]
}
/**
 * Head of the node's audit, which the engine keeps in its own record beside what the job asked for.
 */
export interface ShownAuditHead {
size: number
rootHash: string
}
/**
 * Closes data cuts to new computation. It rests on no approval: closing takes away only.
 */
export interface CloseCutsJob {
schema: "engine-job/1"
act: "cut.close"
/**
 * @maxItems 10000
 */
cuts: string[]
reason: ("committee" | "retention" | "superseded" | "withdrawal")
/**
 * The withdrawal that closes them: its running number, and its mark under a key that cut build and engine share.
 */
withdrawals?: {
serial: number
mark: string
}
auditHead?: ShownAuditHead
}
/**
 * Asks for a signed statement of the engine's own record. It rests on no approval: no number of a patient is in it.
 */
export interface ReadRecordJob {
schema: "engine-job/1"
act: "record.read"
}
/**
 * Makes this node's contribution to one pooled round, of the newest opened data cut within its window. It rests on the committee's standing pre-approval in documents/, on the coordinator's signature and the combiners' offers; the engine verifies them all.
 */
export interface ContributionJob {
schema: "engine-job/1"
act: "contribution"
/**
 * Compact JWS of the coordinator, with the combiners' offers in it.
 */
manifest: string
/**
 * Network tables since the last one that the engine knows, oldest first; the last one is the manifest's previous.
 * 
 * @maxItems 64
 */
tables: string[]
/**
 * The federation directory as its officers signed it, of a gateway that has a folder of its own; it counts where it is newer than the one in documents/ and holds with the pinned officers.
 */
directory?: string
policy: DisclosurePolicy
auditHead?: ShownAuditHead
}
/**
 * No contribution is made to this round any more. It rests on no approval: a veto takes away only.
 */
export interface VetoRoundJob {
schema: "engine-job/1"
act: "round.veto"
round: string
auditHead?: ShownAuditHead
}

export const engineJobSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:engine-job/1",
  "title": "EngineJob",
  "description": "What the engine is asked to do, as one file in its job folder. It names no path: the engine derives them. Whoever writes jobs is not trusted; what counts are the approvals in it.",
  "oneOf": [
    {
      "$ref": "#/$defs/nationalTable"
    },
    {
      "$ref": "#/$defs/closeCuts"
    },
    {
      "$ref": "#/$defs/readRecord"
    },
    {
      "$ref": "#/$defs/contribution"
    },
    {
      "$ref": "#/$defs/vetoRound"
    }
  ],
  "$defs": {
    "nationalTable": {
      "title": "NationalTableJob",
      "description": "Makes the protected national table of one opened data cut.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "schema",
        "act",
        "cut",
        "approvals",
        "policy",
        "catalogueSha256"
      ],
      "properties": {
        "schema": {
          "const": "engine-job/1"
        },
        "act": {
          "const": "national-table"
        },
        "cut": {
          "$ref": "urn:prime-rose:cut/1"
        },
        "approvals": {
          "type": "array",
          "items": {
            "type": "string",
            "maxLength": 8192
          },
          "description": "Compact JWS of committee members, each an approval/1 with act cut.open."
        },
        "policy": {
          "$ref": "urn:prime-rose:disclosure-policy/1"
        },
        "catalogueSha256": {
          "type": "string",
          "pattern": "^[0-9a-f]{64}$",
          "description": "SHA-256 of the catalogue file whose cells are counted."
        },
        "auditHead": {
          "$ref": "#/$defs/auditHead"
        }
      }
    },
    "closeCuts": {
      "title": "CloseCutsJob",
      "description": "Closes data cuts to new computation. It rests on no approval: closing takes away only.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "schema",
        "act",
        "cuts",
        "reason"
      ],
      "properties": {
        "schema": {
          "const": "engine-job/1"
        },
        "act": {
          "const": "cut.close"
        },
        "cuts": {
          "type": "array",
          "maxItems": 10000,
          "items": {
            "type": "string",
            "pattern": "^cut-[0-9a-f]{16}$"
          }
        },
        "reason": {
          "enum": [
            "committee",
            "retention",
            "superseded",
            "withdrawal"
          ]
        },
        "withdrawals": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "serial",
            "mark"
          ],
          "description": "The withdrawal that closes them: its running number, and its mark under a key that cut build and engine share.",
          "properties": {
            "serial": {
              "type": "integer",
              "minimum": 1
            },
            "mark": {
              "type": "string",
              "pattern": "^[0-9a-f]{32}$"
            }
          }
        },
        "auditHead": {
          "$ref": "#/$defs/auditHead"
        }
      }
    },
    "auditHead": {
      "title": "ShownAuditHead",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "size",
        "rootHash"
      ],
      "description": "Head of the node's audit, which the engine keeps in its own record beside what the job asked for.",
      "properties": {
        "size": {
          "type": "integer",
          "minimum": 0
        },
        "rootHash": {
          "type": "string",
          "pattern": "^[0-9a-f]{64}$"
        }
      }
    },
    "readRecord": {
      "title": "ReadRecordJob",
      "description": "Asks for a signed statement of the engine's own record. It rests on no approval: no number of a patient is in it.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "schema",
        "act"
      ],
      "properties": {
        "schema": {
          "const": "engine-job/1"
        },
        "act": {
          "const": "record.read"
        }
      }
    },
    "contribution": {
      "title": "ContributionJob",
      "description": "Makes this node's contribution to one pooled round, of the newest opened data cut within its window. It rests on the committee's standing pre-approval in documents/, on the coordinator's signature and the combiners' offers; the engine verifies them all.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "schema",
        "act",
        "manifest",
        "tables",
        "policy"
      ],
      "properties": {
        "schema": {
          "const": "engine-job/1"
        },
        "act": {
          "const": "contribution"
        },
        "manifest": {
          "type": "string",
          "minLength": 1,
          "maxLength": 4500000,
          "description": "Compact JWS of the coordinator, with the combiners' offers in it."
        },
        "tables": {
          "type": "array",
          "maxItems": 64,
          "items": {
            "type": "string",
            "maxLength": 16777216
          },
          "description": "Network tables since the last one that the engine knows, oldest first; the last one is the manifest's previous."
        },
        "directory": {
          "type": "string",
          "maxLength": 1048576,
          "description": "The federation directory as its officers signed it, of a gateway that has a folder of its own; it counts where it is newer than the one in documents/ and holds with the pinned officers."
        },
        "policy": {
          "$ref": "urn:prime-rose:disclosure-policy/1"
        },
        "auditHead": {
          "$ref": "#/$defs/auditHead"
        }
      }
    },
    "vetoRound": {
      "title": "VetoRoundJob",
      "description": "No contribution is made to this round any more. It rests on no approval: a veto takes away only.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "schema",
        "act",
        "round"
      ],
      "properties": {
        "schema": {
          "const": "engine-job/1"
        },
        "act": {
          "const": "round.veto"
        },
        "round": {
          "type": "string",
          "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
        },
        "auditHead": {
          "$ref": "#/$defs/auditHead"
        }
      }
    }
  },
  "examples": [
    {
      "schema": "engine-job/1",
      "act": "national-table",
      "cut": {
        "schema": "cut/1",
        "id": "cut-0123456789abcdef",
        "member": "impress-norway",
        "trialId": "impress-norway",
        "country": "NO",
        "cutoff": "2023-10-01",
        "snapshot": {
          "file": "cut-0123456789abcdef.snapshot",
          "sha256": "0123456789abcdef000000000000000000000000000000000000000000000000",
          "bytes": 40960
        },
        "counts": {
          "screened": 1167,
          "enrolments": 358,
          "treated": 186
        },
        "validation": {
          "heldBack": 2,
          "rejected": 0,
          "problems": [
            {
              "code": "unknown-code",
              "rows": 3
            }
          ]
        },
        "versions": {
          "derivation": "w16/1",
          "normaliser": "1",
          "oncotree": "2025-10-03"
        },
        "mapping": {
          "id": "impress-norway",
          "version": "1"
        },
        "sharingBasis": {
          "kind": "example",
          "consentForm": "5.0",
          "approval": "example"
        },
        "pseudonymKeyVersion": 1,
        "withdrawalMark": "00000000000000000000000000000000",
        "contentHash": "0000000000000000000000000000000000000000000000000000000000000000"
      },
      "approvals": [],
      "policy": {
        "schema": "disclosure-policy/1",
        "version": "1",
        "serial": 1,
        "k": 5,
        "nationalTable": {
          "minMonthsBetween": 6,
          "maxAuditSeconds": 120
        },
        "pooled": {
          "minCountriesWithPatients": 3,
          "minMembersInSet": 4,
          "minEvaluable": {
            "s1": 8,
            "s2": 24
          },
          "rest": {
            "s1": 3,
            "s2": 5
          },
          "hiddenPartsMinCountries": 2,
          "changeMinCountries": 2,
          "exactPatientsFrom": 8
        },
        "survival": {
          "minPatients": 24,
          "gridDays": 28,
          "minEventsInStep": 3,
          "minAtRisk": 5
        },
        "accrualBands": [
          5,
          8,
          13,
          19,
          24
        ]
      },
      "catalogueSha256": "0000000000000000000000000000000000000000000000000000000000000000"
    },
    {
      "schema": "engine-job/1",
      "act": "cut.close",
      "cuts": [
        "cut-0123456789abcdef"
      ],
      "reason": "withdrawal",
      "withdrawals": {
        "serial": 1,
        "mark": "ffffffffffffffffffffffffffffffff"
      }
    },
    {
      "schema": "engine-job/1",
      "act": "record.read"
    },
    {
      "schema": "engine-job/1",
      "act": "contribution",
      "manifest": "eyJhbGciOiJFZERTQSJ9.e30.c2ln",
      "tables": [],
      "policy": {
        "schema": "disclosure-policy/1",
        "version": "1",
        "serial": 1,
        "k": 5,
        "nationalTable": {
          "minMonthsBetween": 6,
          "maxAuditSeconds": 120
        },
        "pooled": {
          "minCountriesWithPatients": 3,
          "minMembersInSet": 4,
          "minEvaluable": {
            "s1": 8,
            "s2": 24
          },
          "rest": {
            "s1": 3,
            "s2": 5
          },
          "hiddenPartsMinCountries": 2,
          "changeMinCountries": 2,
          "exactPatientsFrom": 8
        },
        "survival": {
          "minPatients": 24,
          "gridDays": 28,
          "minEventsInStep": 3,
          "minAtRisk": 5
        },
        "accrualBands": [
          5,
          8,
          13,
          19,
          24
        ]
      }
    },
    {
      "schema": "engine-job/1",
      "act": "round.veto",
      "round": "2026-q3"
    }
  ]
} as const
