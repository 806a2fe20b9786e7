// Made from schemas/fhir-mapping.schema.json by `npm run generate`; change the schema, not this file.
/**
 * How a trial's records are found on a FHIR R4 server: mappings/<trial>/fhir.json. Standard elements need no mapping; here stand the trial's study, how a subject is named, and codes that are the site's own. Everything else (sharing basis, cohort nodes, words, entry lag) is that of the mapping it is based on.
 */
export interface FhirMapping {
schema: "fhir-mapping/1"
/**
 * The kind of source that this mapping reads.
 */
source: "fhir"
/**
 * The trial's mapping, which is also the id of this one.
 */
basedOn: string
version: string
title: string
/**
 * Identifiers of the trial's ResearchStudy, e.g. its number in a registry; any of them will do.
 * 
 * @minItems 1
 */
studies: [{
system: string
value: string
}, ...({
system: string
value: string
})[]]
/**
 * Where the local subject id of a patient stands; it becomes the pseudonym and is stored nowhere.
 */
subjectId: ({
/**
 * Patient.identifier of this system.
 */
from: "identifier"
system: string
} | {
/**
 * The id of the Patient resource.
 */
from: "resource-id"
})
/**
 * Member of ResearchSubject that holds the name of the cohort.
 */
cohortName: ("assigned-arm" | "actual-arm")
/**
 * True: an assessment whose visit is not coded takes the protocol visit that is nearest to its day after treatment start, at most 14 days away.
 */
visitsByDay: boolean
/**
 * Codes that are the site's own: list, system, code, value. They win over what the node knows of standard codes.
 */
codes: {
response?: Responses
criterion?: Criteria
visit?: Visits
"stop-reason"?: StopReasons
"vital-status"?: VitalStatuses
"consent-kind"?: ConsentKinds
relation?: Relations
"adverse-event-outcome"?: Outcomes
grade?: Grades
serious?: Flags
ecog?: Performance
drug?: Drugs
tumour?: Tumours
msi?: Instabilities
expression?: Expressions
"in-situ"?: Verdicts
}
questionnaires: {
/**
 * QuestionnaireResponse.questionnaire.
 */
canonical: string
instrument: ("EORTC-QLQ-C30" | "EQ-5D-5L")
/**
 * linkId to item number; the wording of items is licensed and stands nowhere.
 */
items: {
[k: string]: string
}
}[]
}
export interface Responses {
[k: string]: {
[k: string]: "CR" | "PR" | "SD" | "PD" | "NE" | "iCR" | "iPR" | "iSD" | "iUPD" | "iCPD" | "iNE" | "NON-CR-NON-PD" | "MR"
}
}
export interface Criteria {
[k: string]: {
[k: string]: "RECIST1.1" | "iRECIST" | "RANO" | "IMWG" | "Lugano" | "IWG" | "ELN" | "PCWG3" | "GCIG" | "clinical"
}
}
/**
 * Codes of Encounter.type: V00 baseline, V02 week 8, V03 week 16, V04 week 26, V05 week 39.
 */
export interface Visits {
[k: string]: {
[k: string]: string
}
}
export interface StopReasons {
[k: string]: {
[k: string]: "toxicity" | "progression" | "refusal" | "investigator" | "deterioration" | "completed" | "death" | "lost" | "other"
}
}
export interface VitalStatuses {
[k: string]: {
[k: string]: "alive" | "dead" | "lost"
}
}
export interface ConsentKinds {
[k: string]: {
[k: string]: "screening" | "treatment" | "sharing"
}
}
export interface Relations {
[k: string]: {
[k: string]: "related" | "not-related" | "unknown"
}
}
export interface Outcomes {
[k: string]: {
[k: string]: "recovered" | "recovering" | "not-recovered" | "sequelae" | "fatal"
}
}
export interface Grades {
[k: string]: {
[k: string]: "1" | "2" | "3" | "4" | "5"
}
}
export interface Flags {
[k: string]: {
[k: string]: "true" | "false"
}
}
export interface Performance {
[k: string]: {
[k: string]: "0" | "1" | "2" | "3" | "4" | "5"
}
}
export interface Drugs {
[k: string]: {
/**
 * Name of the drug.
 */
[k: string]: string
}
}
/**
 * Codes of Condition.code that are a tumour.
 */
export interface Tumours {
[k: string]: {
/**
 * OncoTree code.
 */
[k: string]: string
}
}
/**
 * Microsatellite instability.
 */
export interface Instabilities {
[k: string]: {
[k: string]: "high" | "low" | "stable"
}
}
/**
 * Proteins by stain.
 */
export interface Expressions {
[k: string]: {
[k: string]: "pos" | "neg" | "low" | "0" | "1+" | "2+" | "3+"
}
}
/**
 * Amplification by in-situ hybridisation.
 */
export interface Verdicts {
[k: string]: {
[k: string]: "positive" | "negative"
}
}

export const fhirMappingSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:fhir-mapping/1",
  "title": "FhirMapping",
  "description": "How a trial's records are found on a FHIR R4 server: mappings/<trial>/fhir.json. Standard elements need no mapping; here stand the trial's study, how a subject is named, and codes that are the site's own. Everything else (sharing basis, cohort nodes, words, entry lag) is that of the mapping it is based on.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schema",
    "source",
    "basedOn",
    "version",
    "title",
    "studies",
    "subjectId",
    "cohortName",
    "visitsByDay",
    "codes",
    "questionnaires"
  ],
  "properties": {
    "schema": {
      "const": "fhir-mapping/1"
    },
    "source": {
      "const": "fhir",
      "description": "The kind of source that this mapping reads."
    },
    "basedOn": {
      "type": "string",
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$",
      "description": "The trial's mapping, which is also the id of this one."
    },
    "version": {
      "type": "string",
      "pattern": "^[A-Za-z0-9][A-Za-z0-9._/+-]{0,62}$"
    },
    "title": {
      "type": "string",
      "minLength": 1
    },
    "studies": {
      "type": "array",
      "minItems": 1,
      "items": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "system",
          "value"
        ],
        "properties": {
          "system": {
            "type": "string",
            "minLength": 1
          },
          "value": {
            "type": "string",
            "minLength": 1
          }
        }
      },
      "description": "Identifiers of the trial's ResearchStudy, e.g. its number in a registry; any of them will do."
    },
    "subjectId": {
      "description": "Where the local subject id of a patient stands; it becomes the pseudonym and is stored nowhere.",
      "anyOf": [
        {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "from",
            "system"
          ],
          "properties": {
            "from": {
              "const": "identifier",
              "description": "Patient.identifier of this system."
            },
            "system": {
              "type": "string",
              "minLength": 1
            }
          }
        },
        {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "from"
          ],
          "properties": {
            "from": {
              "const": "resource-id",
              "description": "The id of the Patient resource."
            }
          }
        }
      ]
    },
    "cohortName": {
      "enum": [
        "assigned-arm",
        "actual-arm"
      ],
      "description": "Member of ResearchSubject that holds the name of the cohort."
    },
    "visitsByDay": {
      "type": "boolean",
      "description": "True: an assessment whose visit is not coded takes the protocol visit that is nearest to its day after treatment start, at most 14 days away."
    },
    "codes": {
      "type": "object",
      "additionalProperties": false,
      "description": "Codes that are the site's own: list, system, code, value. They win over what the node knows of standard codes.",
      "properties": {
        "response": {
          "$ref": "#/$defs/responses"
        },
        "criterion": {
          "$ref": "#/$defs/criteria"
        },
        "visit": {
          "$ref": "#/$defs/visits"
        },
        "stop-reason": {
          "$ref": "#/$defs/stopReasons"
        },
        "vital-status": {
          "$ref": "#/$defs/vitalStatuses"
        },
        "consent-kind": {
          "$ref": "#/$defs/consentKinds"
        },
        "relation": {
          "$ref": "#/$defs/relations"
        },
        "adverse-event-outcome": {
          "$ref": "#/$defs/outcomes"
        },
        "grade": {
          "$ref": "#/$defs/grades"
        },
        "serious": {
          "$ref": "#/$defs/flags"
        },
        "ecog": {
          "$ref": "#/$defs/performance"
        },
        "drug": {
          "$ref": "#/$defs/drugs"
        },
        "tumour": {
          "$ref": "#/$defs/tumours"
        },
        "msi": {
          "$ref": "#/$defs/instabilities"
        },
        "expression": {
          "$ref": "#/$defs/expressions"
        },
        "in-situ": {
          "$ref": "#/$defs/verdicts"
        }
      }
    },
    "questionnaires": {
      "type": "array",
      "items": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "canonical",
          "instrument",
          "items"
        ],
        "properties": {
          "canonical": {
            "type": "string",
            "minLength": 1,
            "description": "QuestionnaireResponse.questionnaire."
          },
          "instrument": {
            "enum": [
              "EORTC-QLQ-C30",
              "EQ-5D-5L"
            ]
          },
          "items": {
            "type": "object",
            "additionalProperties": {
              "type": "string",
              "pattern": "^(Q([1-9]|[12][0-9]|30)|VAS|[1-5])$"
            },
            "description": "linkId to item number; the wording of items is licensed and stands nowhere."
          }
        }
      }
    }
  },
  "$defs": {
    "responses": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": {
          "enum": [
            "CR",
            "PR",
            "SD",
            "PD",
            "NE",
            "iCR",
            "iPR",
            "iSD",
            "iUPD",
            "iCPD",
            "iNE",
            "NON-CR-NON-PD",
            "MR"
          ]
        }
      }
    },
    "criteria": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": {
          "enum": [
            "RECIST1.1",
            "iRECIST",
            "RANO",
            "IMWG",
            "Lugano",
            "IWG",
            "ELN",
            "PCWG3",
            "GCIG",
            "clinical"
          ]
        }
      }
    },
    "visits": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": {
          "type": "string",
          "pattern": "^V[0-9]{2}$"
        }
      },
      "description": "Codes of Encounter.type: V00 baseline, V02 week 8, V03 week 16, V04 week 26, V05 week 39."
    },
    "stopReasons": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": {
          "enum": [
            "toxicity",
            "progression",
            "refusal",
            "investigator",
            "deterioration",
            "completed",
            "death",
            "lost",
            "other"
          ]
        }
      }
    },
    "vitalStatuses": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": {
          "enum": [
            "alive",
            "dead",
            "lost"
          ]
        }
      }
    },
    "consentKinds": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": {
          "enum": [
            "screening",
            "treatment",
            "sharing"
          ]
        }
      }
    },
    "relations": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": {
          "enum": [
            "related",
            "not-related",
            "unknown"
          ]
        }
      }
    },
    "outcomes": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": {
          "enum": [
            "recovered",
            "recovering",
            "not-recovered",
            "sequelae",
            "fatal"
          ]
        }
      }
    },
    "grades": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": {
          "enum": [
            "1",
            "2",
            "3",
            "4",
            "5"
          ]
        }
      }
    },
    "flags": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": {
          "enum": [
            "true",
            "false"
          ]
        }
      }
    },
    "performance": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": {
          "enum": [
            "0",
            "1",
            "2",
            "3",
            "4",
            "5"
          ]
        }
      }
    },
    "drugs": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": {
          "type": "string",
          "minLength": 1,
          "description": "Name of the drug."
        }
      }
    },
    "tumours": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": {
          "type": "string",
          "pattern": "^[A-Z0-9_]{1,30}$",
          "description": "OncoTree code."
        }
      },
      "description": "Codes of Condition.code that are a tumour."
    },
    "instabilities": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": {
          "enum": [
            "high",
            "low",
            "stable"
          ]
        }
      },
      "description": "Microsatellite instability."
    },
    "expressions": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": {
          "enum": [
            "pos",
            "neg",
            "low",
            "0",
            "1+",
            "2+",
            "3+"
          ]
        }
      },
      "description": "Proteins by stain."
    },
    "verdicts": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": {
          "enum": [
            "positive",
            "negative"
          ]
        }
      },
      "description": "Amplification by in-situ hybridisation."
    }
  },
  "examples": [
    {
      "schema": "fhir-mapping/1",
      "source": "fhir",
      "basedOn": "protarget-denmark",
      "version": "1",
      "title": "ProTarget, Denmark: a FHIR R4 server",
      "studies": [
        {
          "system": "http://clinicaltrials.gov",
          "value": "NCT04341181"
        }
      ],
      "subjectId": {
        "from": "identifier",
        "system": "urn:example:protarget:subject"
      },
      "cohortName": "assigned-arm",
      "visitsByDay": false,
      "codes": {
        "visit": {
          "urn:example:protarget:visit": {
            "W16": "V03"
          }
        }
      },
      "questionnaires": []
    }
  ]
} as const
