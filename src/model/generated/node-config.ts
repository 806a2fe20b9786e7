// Made from schemas/node-config.schema.json by `npm run generate`; change the schema, not this file.
/**
 * rose.json in a node's folder. Secrets are files, never members of it. Environment variables ROSE_HOST, ROSE_PORT and ROSE_LOG_LEVEL override the members of that name.
 */
export interface NodeConfig {
schema: "node-config/1"
/**
 * Id in the federation.
 */
member: string
trialId: string
/**
 * ISO 3166-1 alpha-2.
 */
country: string
/**
 * What reads the trial's export: the id of a mapping of the site's own folder or of the program, in that order, or the whole path of a folder with mapping.json.
 */
mapping: string
/**
 * Folder of the site's own mappings, one folder each, named after its id; relative to the node's folder. Default: mappings.
 */
mappings?: string
/**
 * Address the gateway listens on; default 127.0.0.1.
 */
host?: string
/**
 * Port of the gateway; default 7400; 0 = any free one.
 */
port?: number
/**
 * Default info.
 */
logLevel?: ("fatal" | "error" | "warn" | "info" | "debug")
/**
 * Where the pseudonym key is kept. Default: the file keys/pseudonym.key.
 */
pseudonymKey?: (PseudonymKeyFile | PseudonymKeyCommand)
/**
 * launched (default): each job starts the engine's process, confined, under the same account. service: another account runs rose engine watch, and jobs wait for it.
 */
engine?: ("launched" | "service")
/**
 * Of a gateway in a folder of its own: where it hands jobs of pooled rounds over to rose engine watch --jobs DIR; written by rose gateway prepare --jobs DIR. Default: the engine folder of the node.
 */
engineJobs?: string
/**
 * Persons that may be looked up behind their pseudonyms within 24 hours; default 10.
 */
lookupsADay?: number
retention?: RetentionSettings
fhir?: FhirServer
omop?: OmopDatabase
/**
 * True where all data are synthetic; shown in service-info.
 */
synthetic?: boolean
federation?: FederationSettings
tls?: TlsSettings
outgoing?: OutgoingSettings
database: ({
kind: "embedded"
/**
 * Folder of a server that several nodes of this machine share, relative to the node's folder; each has a database of its own in it. Where absent, the node has a server of its own.
 */
folder?: string
} | {
kind: "external"
/**
 * File with the connection URL, relative to the node's folder.
 */
urlFile: string
})
rounds?: RoundSettings
}
export interface PseudonymKeyFile {
kind: "file"
}
/**
 * A command of the site's key service that prints the text of the key file on standard output. It is run without a shell, without input, with PATH alone in its environment.
 */
export interface PseudonymKeyCommand {
kind: "command"
/**
 * By its absolute path.
 */
program: string
/**
 * Its words.
 * 
 * @maxItems 32
 */
arguments?: string[]
/**
 * Words with which it prints the key that a rotation goes to; without them there is no rotation.
 * 
 * @maxItems 32
 */
nextArguments?: string[]
/**
 * Default 10.
 */
timeoutSeconds?: number
}
/**
 * How long what is kept; enforced by rose retention run. What is not named here is kept for good, or not by the node: rose retention show.
 */
export interface RetentionSettings {
/**
 * A data cut that nobody opened is closed; default 90.
 */
builtCutDays?: number
/**
 * An opened data cut is closed to computation; default 400.
 */
openedCutDays?: number
/**
 * Key and snapshot of a superseded or closed data cut are destroyed; default 30.
 */
closedCutDays?: number
/**
 * The same where a withdrawal closed it; default 7.
 */
withdrawnCutDays?: number
/**
 * The account of how a table came about is removed; default 400.
 */
tableBuildDays?: number
/**
 * Access events are removed; default 400.
 */
accessEventDays?: number
/**
 * Ids of used messages are removed, this long after their end; default 1.
 */
usedMessageHours?: number
}
/**
 * The FHIR R4 server inside the platform that rose ingest reads and rose export-fhir may write to. Paths of files are relative to the node's folder.
 */
export interface FhirServer {
/**
 * https, or http on this machine; without a query.
 */
baseUrl: string
access: ({
kind: "open"
} | {
kind: "token"
/**
 * File with a bearer token.
 */
tokenFile: string
} | {
/**
 * SMART Backend Services (private_key_jwt).
 */
kind: "smart"
clientId: string
/**
 * Private JSON Web Key; default keys/fhir-client.jwk, made by rose fhir key.
 */
keyFile?: string
/**
 * Default system/*.rs; for rose export-fhir system/*.cruds.
 */
scope?: string
/**
 * Default: the one that the server names in .well-known/smart-configuration.
 */
tokenUrl?: string
})
/**
 * PEM of the authority that vouches for the server, beside those of the system.
 */
caFile?: string
/**
 * Resources a page; default 200.
 */
pageSize?: number
limits?: {
/**
 * Default 60.
 */
requestSeconds?: number
/**
 * Default 240.
 */
totalMinutes?: number
/**
 * Default 32.
 */
answerMegabytes?: number
/**
 * Of one search; default 2000.
 */
pages?: number
/**
 * Of one request; default 5.
 */
retries?: number
/**
 * Default 120.
 */
longestWaitSeconds?: number
}
/**
 * Hosts, as host (port 443) or host:port, to which rose export-fhir may write patient rows beside this machine; each is inside the platform. Default none.
 */
mayReceiveRows?: string[]
}
/**
 * The site's PostgreSQL with OMOP CDM tables; rose ingest reads it where the trial's mapping has a source of the kind omop.
 */
export interface OmopDatabase {
/**
 * File with the connection URL, readable by its owner alone; relative to the node's folder.
 */
urlFile: string
/**
 * Schema of the CDM tables.
 */
schema: string
/**
 * Schema of the CONCEPT table; default: that of the CDM tables.
 */
vocabularySchema?: string
/**
 * Default 600.
 */
statementTimeoutSeconds?: number
}
/**
 * How this node takes part in a federation; written by rose join.
 */
export interface FederationSettings {
/**
 * Where newer federation directories are fetched from; none where they come as files.
 */
directory?: string
/**
 * How often; default 300. A key that was removed stops working within one such time.
 */
pollSeconds?: number
/**
 * How the trial reads its primary endpoint; default control-w16-visit.
 */
endpointCode?: ("control-w16-visit" | "benefit-16w-confirmed" | "control-16w-response-8w")
endpoints?: DirectoryEndpoints
drop?: DropSettings
}
/**
 * Where the member is reached, by transport; none where it only asks.
 */
export interface DirectoryEndpoints {
/**
 * Address of its gateway.
 */
direct?: string
/**
 * The relay that it polls; its mailbox there is its member id.
 */
relay?: {
url: string
}
/**
 * It exchanges files only; a courier carries them to and from the mailbox of this relay.
 */
file?: {
courier: string
}
}
/**
 * Folders by which a node without a network exchanges files; absolute, or relative to the node's folder.
 */
export interface DropSettings {
/**
 * What comes.
 */
inbox: string
/**
 * What leaves, with its manifest; a person or a courier takes it on.
 */
outbox: string
/**
 * How often the gateway looks at the inbox; default 5.
 */
pollSeconds?: number
/**
 * When a file of which nothing was heard is put into the outbox again; default 72.
 */
againAfterHours?: number
}
/**
 * Certificate of the gateway; without it TLS ends in front of the process. Files are read again when they change.
 */
export interface TlsSettings {
/**
 * PEM, with its chain; a path relative to the node's folder, or absolute.
 */
certificateFile: string
/**
 * PEM, readable by its owner alone.
 */
keyFile: string
/**
 * Default 1.3.
 */
minVersion?: ("1.2" | "1.3")
/**
 * Whether partners must show a certificate of clientCaFile; default none. Messages are signed either way.
 */
clientCertificates?: ("none" | "required")
/**
 * PEM of the authorities of partners' certificates.
 */
clientCaFile?: string
}
/**
 * How this node reaches others.
 */
export interface OutgoingSettings {
/**
 * PEM of the authorities believed, in the place of the public ones.
 */
caFile?: string
/**
 * PEM, shown to partners that ask for one.
 */
certificateFile?: string
/**
 * PEM, readable by its owner alone.
 */
keyFile?: string
/**
 * Default 1.3.
 */
minVersion?: ("1.2" | "1.3")
/**
 * HTTP proxy; https goes through it by CONNECT.
 */
proxy?: string
}
/**
 * How this node takes part in pooled rounds.
 */
export interface RoundSettings {
/**
 * Whether contributions that the committee has approved beforehand are made as soon as they are asked for, or by rose round contribute; default automatic.
 */
contribute?: ("automatic" | "by-hand")
/**
 * Whether the gateway does what a combiner does, or rose combiner as a process of its own; default gateway.
 */
combiner?: ("gateway" | "apart")
schedule?: RoundSchedule
}
/**
 * Rounds over all cohorts of the catalogue that a coordinator's gateway asks for by itself.
 */
export interface RoundSchedule {
/**
 * When the first is asked for. Where it is past, the last that was due is asked for at once; what was missed before it is not.
 */
first: string
/**
 * From one to the next: month, quarter, half-year, year, or a number of minutes, hours or days such as 90d.
 */
every: string
/**
 * Until contributions are due; default 14d.
 */
contributions?: string
/**
 * From then until the network table is due; default 3d.
 */
table?: string
/**
 * How old the cut-off of a data cut may be; default 730.
 */
cutDays?: number
/**
 * Why, for the committees that read it.
 */
purpose?: string
}

export const nodeConfigSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:node-config/1",
  "title": "NodeConfig",
  "description": "rose.json in a node's folder. Secrets are files, never members of it. Environment variables ROSE_HOST, ROSE_PORT and ROSE_LOG_LEVEL override the members of that name.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "member",
    "trialId",
    "country",
    "mapping",
    "database"
  ],
  "properties": {
    "schema": {
      "const": "node-config/1"
    },
    "member": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$",
      "description": "Id in the federation."
    },
    "trialId": {
      "type": "string",
      "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$"
    },
    "country": {
      "type": "string",
      "pattern": "^[A-Z]{2}$",
      "description": "ISO 3166-1 alpha-2."
    },
    "mapping": {
      "type": "string",
      "pattern": "^(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?|(?:/(?!\\.\\.?(?:/|$))[^/\\u0000-\\u001f]{1,255}){1,64})$",
      "description": "What reads the trial's export: the id of a mapping of the site's own folder or of the program, in that order, or the whole path of a folder with mapping.json."
    },
    "mappings": {
      "type": "string",
      "minLength": 1,
      "maxLength": 1000,
      "description": "Folder of the site's own mappings, one folder each, named after its id; relative to the node's folder. Default: mappings."
    },
    "host": {
      "type": "string",
      "minLength": 1,
      "description": "Address the gateway listens on; default 127.0.0.1."
    },
    "port": {
      "type": "integer",
      "minimum": 0,
      "maximum": 65535,
      "description": "Port of the gateway; default 7400; 0 = any free one."
    },
    "logLevel": {
      "enum": [
        "fatal",
        "error",
        "warn",
        "info",
        "debug"
      ],
      "description": "Default info."
    },
    "pseudonymKey": {
      "description": "Where the pseudonym key is kept. Default: the file keys/pseudonym.key.",
      "anyOf": [
        {
          "title": "PseudonymKeyFile",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "kind"
          ],
          "properties": {
            "kind": {
              "const": "file"
            }
          }
        },
        {
          "title": "PseudonymKeyCommand",
          "description": "A command of the site's key service that prints the text of the key file on standard output. It is run without a shell, without input, with PATH alone in its environment.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "kind",
            "program"
          ],
          "properties": {
            "kind": {
              "const": "command"
            },
            "program": {
              "type": "string",
              "pattern": "^/",
              "maxLength": 1024,
              "description": "By its absolute path."
            },
            "arguments": {
              "type": "array",
              "maxItems": 32,
              "items": {
                "type": "string",
                "minLength": 1,
                "maxLength": 1024
              },
              "description": "Its words."
            },
            "nextArguments": {
              "type": "array",
              "maxItems": 32,
              "items": {
                "type": "string",
                "minLength": 1,
                "maxLength": 1024
              },
              "description": "Words with which it prints the key that a rotation goes to; without them there is no rotation."
            },
            "timeoutSeconds": {
              "type": "integer",
              "minimum": 1,
              "maximum": 300,
              "description": "Default 10."
            }
          }
        }
      ]
    },
    "engine": {
      "enum": [
        "launched",
        "service"
      ],
      "description": "launched (default): each job starts the engine's process, confined, under the same account. service: another account runs rose engine watch, and jobs wait for it."
    },
    "engineJobs": {
      "type": "string",
      "pattern": "^/",
      "maxLength": 4096,
      "description": "Of a gateway in a folder of its own: where it hands jobs of pooled rounds over to rose engine watch --jobs DIR; written by rose gateway prepare --jobs DIR. Default: the engine folder of the node."
    },
    "lookupsADay": {
      "type": "integer",
      "minimum": 0,
      "maximum": 1000,
      "description": "Persons that may be looked up behind their pseudonyms within 24 hours; default 10."
    },
    "retention": {
      "title": "RetentionSettings",
      "description": "How long what is kept; enforced by rose retention run. What is not named here is kept for good, or not by the node: rose retention show.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "builtCutDays": {
          "type": "integer",
          "minimum": 1,
          "maximum": 3650,
          "description": "A data cut that nobody opened is closed; default 90."
        },
        "openedCutDays": {
          "type": "integer",
          "minimum": 1,
          "maximum": 3650,
          "description": "An opened data cut is closed to computation; default 400."
        },
        "closedCutDays": {
          "type": "integer",
          "minimum": 0,
          "maximum": 3650,
          "description": "Key and snapshot of a superseded or closed data cut are destroyed; default 30."
        },
        "withdrawnCutDays": {
          "type": "integer",
          "minimum": 0,
          "maximum": 3650,
          "description": "The same where a withdrawal closed it; default 7."
        },
        "tableBuildDays": {
          "type": "integer",
          "minimum": 1,
          "maximum": 36500,
          "description": "The account of how a table came about is removed; default 400."
        },
        "accessEventDays": {
          "type": "integer",
          "minimum": 30,
          "maximum": 36500,
          "description": "Access events are removed; default 400."
        },
        "usedMessageHours": {
          "type": "integer",
          "minimum": 1,
          "maximum": 87600,
          "description": "Ids of used messages are removed, this long after their end; default 1."
        }
      }
    },
    "fhir": {
      "$ref": "#/$defs/fhir"
    },
    "omop": {
      "title": "OmopDatabase",
      "description": "The site's PostgreSQL with OMOP CDM tables; rose ingest reads it where the trial's mapping has a source of the kind omop.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "urlFile",
        "schema"
      ],
      "properties": {
        "urlFile": {
          "type": "string",
          "minLength": 1,
          "description": "File with the connection URL, readable by its owner alone; relative to the node's folder."
        },
        "schema": {
          "type": "string",
          "pattern": "^[A-Za-z_][A-Za-z0-9_]{0,62}$",
          "description": "Schema of the CDM tables."
        },
        "vocabularySchema": {
          "type": "string",
          "pattern": "^[A-Za-z_][A-Za-z0-9_]{0,62}$",
          "description": "Schema of the CONCEPT table; default: that of the CDM tables."
        },
        "statementTimeoutSeconds": {
          "type": "integer",
          "minimum": 1,
          "maximum": 86400,
          "description": "Default 600."
        }
      }
    },
    "synthetic": {
      "type": "boolean",
      "description": "True where all data are synthetic; shown in service-info."
    },
    "federation": {
      "title": "FederationSettings",
      "description": "How this node takes part in a federation; written by rose join.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "directory": {
          "type": "string",
          "maxLength": 2048,
          "pattern": "^https?://",
          "description": "Where newer federation directories are fetched from; none where they come as files."
        },
        "pollSeconds": {
          "type": "integer",
          "minimum": 5,
          "maximum": 86400,
          "description": "How often; default 300. A key that was removed stops working within one such time."
        },
        "endpointCode": {
          "enum": [
            "control-w16-visit",
            "benefit-16w-confirmed",
            "control-16w-response-8w"
          ],
          "description": "How the trial reads its primary endpoint; default control-w16-visit."
        },
        "endpoints": {
          "$ref": "urn:prime-rose:directory/1#/$defs/member/properties/endpoints"
        },
        "drop": {
          "title": "DropSettings",
          "description": "Folders by which a node without a network exchanges files; absolute, or relative to the node's folder.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "inbox",
            "outbox"
          ],
          "properties": {
            "inbox": {
              "type": "string",
              "minLength": 1,
              "maxLength": 1024,
              "description": "What comes."
            },
            "outbox": {
              "type": "string",
              "minLength": 1,
              "maxLength": 1024,
              "description": "What leaves, with its manifest; a person or a courier takes it on."
            },
            "pollSeconds": {
              "type": "integer",
              "minimum": 1,
              "maximum": 3600,
              "description": "How often the gateway looks at the inbox; default 5."
            },
            "againAfterHours": {
              "type": "integer",
              "minimum": 1,
              "maximum": 720,
              "description": "When a file of which nothing was heard is put into the outbox again; default 72."
            }
          }
        }
      }
    },
    "tls": {
      "title": "TlsSettings",
      "description": "Certificate of the gateway; without it TLS ends in front of the process. Files are read again when they change.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "certificateFile",
        "keyFile"
      ],
      "properties": {
        "certificateFile": {
          "type": "string",
          "minLength": 1,
          "description": "PEM, with its chain; a path relative to the node's folder, or absolute."
        },
        "keyFile": {
          "type": "string",
          "minLength": 1,
          "description": "PEM, readable by its owner alone."
        },
        "minVersion": {
          "enum": [
            "1.2",
            "1.3"
          ],
          "description": "Default 1.3."
        },
        "clientCertificates": {
          "enum": [
            "none",
            "required"
          ],
          "description": "Whether partners must show a certificate of clientCaFile; default none. Messages are signed either way."
        },
        "clientCaFile": {
          "type": "string",
          "minLength": 1,
          "description": "PEM of the authorities of partners' certificates."
        }
      }
    },
    "outgoing": {
      "title": "OutgoingSettings",
      "description": "How this node reaches others.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "caFile": {
          "type": "string",
          "minLength": 1,
          "description": "PEM of the authorities believed, in the place of the public ones."
        },
        "certificateFile": {
          "type": "string",
          "minLength": 1,
          "description": "PEM, shown to partners that ask for one."
        },
        "keyFile": {
          "type": "string",
          "minLength": 1,
          "description": "PEM, readable by its owner alone."
        },
        "minVersion": {
          "enum": [
            "1.2",
            "1.3"
          ],
          "description": "Default 1.3."
        },
        "proxy": {
          "type": "string",
          "pattern": "^http://[^\\s/?#]+$",
          "description": "HTTP proxy; https goes through it by CONNECT."
        }
      }
    },
    "database": {
      "anyOf": [
        {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "kind"
          ],
          "properties": {
            "kind": {
              "const": "embedded"
            },
            "folder": {
              "type": "string",
              "minLength": 1,
              "maxLength": 400,
              "description": "Folder of a server that several nodes of this machine share, relative to the node's folder; each has a database of its own in it. Where absent, the node has a server of its own."
            }
          }
        },
        {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "kind",
            "urlFile"
          ],
          "properties": {
            "kind": {
              "const": "external"
            },
            "urlFile": {
              "type": "string",
              "description": "File with the connection URL, relative to the node's folder."
            }
          }
        }
      ]
    },
    "rounds": {
      "title": "RoundSettings",
      "description": "How this node takes part in pooled rounds.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "contribute": {
          "enum": [
            "automatic",
            "by-hand"
          ],
          "description": "Whether contributions that the committee has approved beforehand are made as soon as they are asked for, or by rose round contribute; default automatic."
        },
        "combiner": {
          "enum": [
            "gateway",
            "apart"
          ],
          "description": "Whether the gateway does what a combiner does, or rose combiner as a process of its own; default gateway."
        },
        "schedule": {
          "title": "RoundSchedule",
          "description": "Rounds over all cohorts of the catalogue that a coordinator's gateway asks for by itself.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "first",
            "every"
          ],
          "properties": {
            "first": {
              "type": "string",
              "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$",
              "description": "When the first is asked for. Where it is past, the last that was due is asked for at once; what was missed before it is not."
            },
            "every": {
              "type": "string",
              "pattern": "^(month|quarter|half-year|year|[1-9][0-9]{0,4}[mhd])$",
              "description": "From one to the next: month, quarter, half-year, year, or a number of minutes, hours or days such as 90d."
            },
            "contributions": {
              "type": "string",
              "pattern": "^[1-9][0-9]{0,4}[smhd]$",
              "description": "Until contributions are due; default 14d."
            },
            "table": {
              "type": "string",
              "pattern": "^[1-9][0-9]{0,4}[smhd]$",
              "description": "From then until the network table is due; default 3d."
            },
            "cutDays": {
              "type": "integer",
              "minimum": 1,
              "maximum": 36500,
              "description": "How old the cut-off of a data cut may be; default 730."
            },
            "purpose": {
              "type": "string",
              "minLength": 1,
              "maxLength": 500,
              "description": "Why, for the committees that read it."
            }
          }
        }
      }
    }
  },
  "$defs": {
    "fhir": {
      "title": "FhirServer",
      "description": "The FHIR R4 server inside the platform that rose ingest reads and rose export-fhir may write to. Paths of files are relative to the node's folder.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "baseUrl",
        "access"
      ],
      "properties": {
        "baseUrl": {
          "type": "string",
          "minLength": 1,
          "maxLength": 500,
          "description": "https, or http on this machine; without a query."
        },
        "access": {
          "anyOf": [
            {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "kind"
              ],
              "properties": {
                "kind": {
                  "const": "open"
                }
              }
            },
            {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "kind",
                "tokenFile"
              ],
              "properties": {
                "kind": {
                  "const": "token"
                },
                "tokenFile": {
                  "type": "string",
                  "minLength": 1,
                  "description": "File with a bearer token."
                }
              }
            },
            {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "kind",
                "clientId"
              ],
              "properties": {
                "kind": {
                  "const": "smart",
                  "description": "SMART Backend Services (private_key_jwt)."
                },
                "clientId": {
                  "type": "string",
                  "minLength": 1
                },
                "keyFile": {
                  "type": "string",
                  "minLength": 1,
                  "description": "Private JSON Web Key; default keys/fhir-client.jwk, made by rose fhir key."
                },
                "scope": {
                  "type": "string",
                  "minLength": 1,
                  "description": "Default system/*.rs; for rose export-fhir system/*.cruds."
                },
                "tokenUrl": {
                  "type": "string",
                  "minLength": 1,
                  "description": "Default: the one that the server names in .well-known/smart-configuration."
                }
              }
            }
          ]
        },
        "caFile": {
          "type": "string",
          "minLength": 1,
          "description": "PEM of the authority that vouches for the server, beside those of the system."
        },
        "pageSize": {
          "type": "integer",
          "minimum": 1,
          "maximum": 5000,
          "description": "Resources a page; default 200."
        },
        "limits": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "requestSeconds": {
              "type": "integer",
              "minimum": 1,
              "maximum": 3600,
              "description": "Default 60."
            },
            "totalMinutes": {
              "type": "integer",
              "minimum": 1,
              "maximum": 10080,
              "description": "Default 240."
            },
            "answerMegabytes": {
              "type": "integer",
              "minimum": 1,
              "maximum": 1024,
              "description": "Default 32."
            },
            "pages": {
              "type": "integer",
              "minimum": 1,
              "maximum": 1000000,
              "description": "Of one search; default 2000."
            },
            "retries": {
              "type": "integer",
              "minimum": 0,
              "maximum": 100,
              "description": "Of one request; default 5."
            },
            "longestWaitSeconds": {
              "type": "integer",
              "minimum": 1,
              "maximum": 3600,
              "description": "Default 120."
            }
          }
        },
        "mayReceiveRows": {
          "type": "array",
          "items": {
            "type": "string",
            "minLength": 1,
            "maxLength": 260
          },
          "description": "Hosts, as host (port 443) or host:port, to which rose export-fhir may write patient rows beside this machine; each is inside the platform. Default none."
        }
      }
    }
  },
  "examples": [
    {
      "schema": "node-config/1",
      "member": "impress-norway",
      "trialId": "impress-norway",
      "country": "NO",
      "mapping": "impress-norway",
      "database": {
        "kind": "embedded"
      }
    },
    {
      "schema": "node-config/1",
      "member": "impress-norway",
      "trialId": "impress-norway",
      "country": "NO",
      "mapping": "impress-norway",
      "pseudonymKey": {
        "kind": "command",
        "program": "/usr/local/bin/site-keys",
        "arguments": [
          "get",
          "rose-pseudonym"
        ]
      },
      "database": {
        "kind": "embedded"
      }
    },
    {
      "schema": "node-config/1",
      "member": "focuse-sweden",
      "trialId": "focuse-sweden",
      "country": "SE",
      "mapping": "focuse-sweden",
      "mappings": "/srv/trial/mappings",
      "database": {
        "kind": "embedded"
      },
      "omop": {
        "urlFile": "keys/omop.url",
        "schema": "cdm"
      }
    },
    {
      "schema": "node-config/1",
      "member": "protarget-denmark",
      "trialId": "protarget-denmark",
      "country": "DK",
      "mapping": "protarget-denmark",
      "database": {
        "kind": "embedded"
      },
      "retention": {
        "openedCutDays": 200,
        "accessEventDays": 90
      },
      "fhir": {
        "baseUrl": "https://fhir.hospital.example/r4",
        "access": {
          "kind": "smart",
          "clientId": "prime-rose-node"
        },
        "caFile": "keys/hospital-ca.pem"
      }
    }
  ]
} as const
