/** Names of code systems, identifiers, extensions and profiles. What has no standard name is the project's own, in one namespace. */

export const LOINC = 'http://loinc.org'
export const SNOMED = 'http://snomed.info/sct'
export const NCIT = 'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl'
export const DICOM = 'http://dicom.nema.org/resources/ontology/DCM'
export const UCUM = 'http://unitsofmeasure.org'
export const HGNC = 'http://www.genenames.org'
export const HGVS = 'http://varnomen.hgvs.org'
export const SEQUENCE_ONTOLOGY = 'http://www.sequenceontology.org'
export const REFSEQ = 'http://www.ncbi.nlm.nih.gov/refseq'
export const ENSEMBL = 'http://www.ensembl.org'
export const ICD10 = 'http://hl7.org/fhir/sid/icd-10'
export const ICDO3 = 'http://terminology.hl7.org/CodeSystem/icd-o-3'
/** OncoTree has no official name; of the two in use this one is written. */
export const ONCOTREE = 'http://oncotree.mskcc.org/fhir/CodeSystem'
export const ATC = 'http://www.whocc.no/atc'
export const MEDDRA = 'http://terminology.hl7.org/CodeSystem/mdr'
export const OBSERVATION_CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category'
export const DIAGNOSTIC_SERVICE = 'http://terminology.hl7.org/CodeSystem/v2-0074'
export const SPECIMEN_TYPE = 'http://terminology.hl7.org/CodeSystem/v2-0487'
export const CONSENT_SCOPE = 'http://terminology.hl7.org/CodeSystem/consentscope'
export const ADVERSE_EVENT_OUTCOME = 'http://terminology.hl7.org/CodeSystem/adverse-event-outcome'
export const GENOMICS_TO_BE_DETERMINED = 'http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/tbd-codes-cs'

export const DATA_ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'
/** R4 extension cqf-relativeDateTime: an element without a value whose time is counted from another element. */
export const RELATIVE_TIME = 'http://hl7.org/fhir/StructureDefinition/cqf-relativeDateTime'
/** mCODE 4.0.0 (STU4). */
export const MCODE = 'http://hl7.org/fhir/us/mcode/StructureDefinition/'
export const HISTOLOGY = `${MCODE}mcode-histology-morphology-behavior`
export const CTCAE_GRADE = 'http://hl7.org/fhir/us/ctcae/StructureDefinition/ctcae-grade'

const GENOMICS = 'http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/'
/** Genomics Reporting 3.0.0 (STU3). */
export const GENOMICS_VARIANT = `${GENOMICS}variant`
export const GENOMICS_BIOMARKER = `${GENOMICS}molecular-biomarker`
export const GENOMICS_REPORT = `${GENOMICS}genomic-report`

const OWN = 'urn:prime-rose:fhir:'
/** Code system of one list of the project's own codes. */
export const ownCodes = (list: string): string => `${OWN}code:${list}`
export const ownExtension = (name: string): string => `${OWN}extension:${name}`
export const ownProfile = (name: string): string => `${OWN}profile:${name}`
export const ownIdentifier = (name: string): string => `${OWN}identifier:${name}`
/** Labels that say where a resource on a server comes from; they are no content. */
export const ownTag = (list: string): string => `${OWN}tag:${list}`
export const ownQuestionnaire = (instrument: string): string => `${OWN}questionnaire:${instrument}`
