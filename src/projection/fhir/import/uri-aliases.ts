/** One name for code systems that are written in several ways. A system that is not known here keeps its own name. */
import {
  ATC,
  HGNC,
  HGVS,
  ICD10,
  ICDO3,
  LOINC,
  MEDDRA,
  NCIT,
  ONCOTREE,
  REFSEQ,
  SEQUENCE_ONTOLOGY,
  SNOMED,
} from '../systems.ts'

export const CLINVAR = 'http://www.ncbi.nlm.nih.gov/clinvar'
export const NCBI_GENE = 'http://www.ncbi.nlm.nih.gov/gene'

/** Compared without scheme, `www.` and a last slash. */
const ALIASES: Readonly<Record<string, string>> = {
  'loinc.org': LOINC,
  'snomed.info/sct': SNOMED,
  'ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl': NCIT,
  'sequenceontology.org': SEQUENCE_ONTOLOGY,
  'genenames.org': HGNC,
  'genenames.org/geneId': HGNC,
  'varnomen.hgvs.org': HGVS,
  'ncbi.nlm.nih.gov/clinvar': CLINVAR,
  'ncbi.nlm.nih.gov/gene': NCBI_GENE,
  'ncbi.nlm.nih.gov/refseq': REFSEQ,
  'data.mskcc.org/ontologies/oncotree': ONCOTREE,
  'oncotree.mskcc.org/fhir/CodeSystem': ONCOTREE,
  'hl7.org/fhir/sid/icd-10': ICD10,
  // National modifications: the codes that the tables know are the same.
  'hl7.org/fhir/sid/icd-10-cm': ICD10,
  'fhir.de/CodeSystem/bfarm/icd-10-gm': ICD10,
  'fhir.de/CodeSystem/dimdi/icd-10-gm': ICD10,
  'terminology.hl7.org/CodeSystem/icd-o-3': ICDO3,
  'whocc.no/atc': ATC,
  'fhir.de/CodeSystem/bfarm/atc': ATC,
  'fhir.de/CodeSystem/dimdi/atc': ATC,
  'terminology.hl7.org/CodeSystem/mdr': MEDDRA,
  'meddra.org': MEDDRA,
}

export function foldSystem(system: string): string {
  const bare = system
    .trim()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/$/, '')
  return ALIASES[bare] ?? system.trim()
}

/** HGNC with its prefix, Sequence Ontology with a colon; other codes as they are. */
export function foldCode(system: string, code: string): string {
  const trimmed = code.trim()
  if (system === HGNC && /^\d+$/.test(trimmed)) return `HGNC:${trimmed}`
  if (system === SEQUENCE_ONTOLOGY) return trimmed.replace(/^SO_/, 'SO:')
  return trimmed
}
