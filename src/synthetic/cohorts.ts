/**
 * The cohorts of the synthetic trials. Sizes have a long tail, as in the network: a few cohorts of 8 to 20 treated
 * patients, most of 1 to 3. Weights are treated patients in the scenario `impress-2023-10`.
 */
import { NodeError } from '../model/errors.ts'
import { type Biomarker, biomarkers } from './biomarkers.ts'
import { type Drug, drugs } from './drugs.ts'
import { type Tumour, tumours } from './tumours.ts'

export interface Cohort {
  readonly id: string
  /** Canonical key v1; null where a part stays under review (glioblastoma: IDH status not stated). */
  readonly key: string | null
  readonly biomarker: Biomarker
  readonly tumour: Tumour
  /** In the order of the usual name. */
  readonly drugs: readonly Drug[]
  readonly criterion: 'RECIST1.1' | 'iRECIST' | 'RANO'
  readonly weight: number
}

type Line = readonly [biomarker: string, tumour: string, drugs: string, weight: number]

const table: readonly Line[] = [
  ['braf-v600e', 'colorectal', 'encorafenib+binimetinib', 17],
  ['her2exp', 'bile-duct', 'pertuzumab+trastuzumab', 13],
  ['tmb-high', 'pan', 'atezolizumab', 11],
  ['braf-non-v600', 'pancreas', 'trametinib+dabrafenib', 9],
  ['her2exp', 'colorectal', 'pertuzumab+trastuzumab', 10],
  ['brca1-2', 'pancreas', 'olaparib', 8],
  ['kras-g12c', 'colorectal', 'sotorasib', 7],
  ['pik3ca', 'endometrium', 'alpelisib', 6],
  ['braf-v600e', 'glioblastoma', 'dabrafenib+trametinib', 6],
  ['fgfr2fus', 'bile-duct', 'pemigatinib', 5],
  ['msi-h', 'pan', 'pembrolizumab', 5],
  ['brca2', 'prostate', 'olaparib', 4],
  ['her2exp', 'salivary-gland', 'trastuzumab-deruxtecan', 3],
  ['braf-v600e', 'bile-duct', 'dabrafenib+trametinib', 3],
  ['her2mut', 'lung', 'trastuzumab-deruxtecan', 3],
  ['her2exp', 'colorectal', 'trastuzumab-deruxtecan', 3],
  ['her2amp', 'colorectal', 'pertuzumab+trastuzumab', 3],
  ['retfus', 'pan', 'selpercatinib', 3],
  ['kras-g12c', 'pancreas', 'sotorasib', 3],
  ['atm', 'prostate', 'olaparib', 3],
  ['metex14', 'lung', 'capmatinib', 2],
  ['her2amp', 'bile-duct', 'pertuzumab+trastuzumab', 2],
  ['her2amp', 'salivary-gland', 'trastuzumab-emtansine', 2],
  ['her2amp', 'endometrium', 'trastuzumab-deruxtecan', 2],
  ['her2mut', 'colorectal', 'trastuzumab-deruxtecan', 2],
  ['braf-non-v600', 'colorectal', 'trametinib', 2],
  ['braf-non-v600', 'lung', 'trametinib+dabrafenib', 2],
  ['braf-v600e', 'pan', 'vemurafenib+cobimetinib', 2],
  ['brca1', 'bile-duct', 'niraparib', 2],
  ['brca2', 'colorectal', 'olaparib', 2],
  ['palb2', 'pancreas', 'olaparib', 2],
  ['pik3ca', 'colorectal', 'alpelisib', 2],
  ['pik3ca', 'salivary-gland', 'alpelisib', 2],
  ['ntrkfus', 'pan', 'larotrectinib', 2],
  ['alkfus', 'pan', 'alectinib', 2],
  ['tmb-high', 'colorectal', 'nivolumab', 2],
  ['tmb-high', 'prostate', 'atezolizumab', 2],
  ['cdk4amp', 'pan', 'palbociclib', 2],
  ['tmb-high', 'glioblastoma', 'nivolumab', 1],
  ['her2mut', 'glioblastoma', 'trastuzumab-deruxtecan', 1],
  ['retfus', 'pancreas', 'selpercatinib', 1],
  ['retfus', 'salivary-gland', 'selpercatinib', 1],
  ['ntrkfus', 'salivary-gland', 'entrectinib', 1],
  ['ros1fus', 'pan', 'crizotinib', 1],
  ['alkfus', 'colorectal', 'lorlatinib', 1],
  ['fgfr2fus', 'pancreas', 'pemigatinib', 1],
  ['fgfr3mut', 'pan', 'erdafitinib', 1],
  ['metamp', 'lung', 'capmatinib', 1],
  ['metamp', 'colorectal', 'crizotinib', 1],
  ['egfr-ex20ins', 'pan', 'osimertinib', 1],
  ['tmb-high', 'bile-duct', 'atezolizumab', 1],
  ['msi-or-mmr', 'pancreas', 'pembrolizumab', 1],
  ['msi-h', 'prostate', 'pembrolizumab', 1],
  ['msi-or-mmr', 'biliary-tract', 'nivolumab', 1],
  ['pole', 'pan', 'nivolumab', 1],
  ['cdkn2a-del', 'pancreas', 'palbociclib', 1],
  ['cdkn2a-del', 'lung', 'palbociclib', 1],
  ['ptch1', 'pan', 'vismodegib', 1],
  ['smo', 'pan', 'vismodegib', 1],
  ['tsc1', 'pan', 'everolimus', 1],
  ['tsc1', 'endometrium', 'everolimus', 1],
  ['nf1', 'melanoma', 'trametinib', 1],
  ['mek1', 'melanoma', 'trametinib', 1],
  ['kit', 'pan', 'imatinib', 1],
  ['kit', 'salivary-gland', 'sunitinib', 1],
  ['chek2', 'prostate', 'niraparib', 1],
  ['atm', 'bile-duct', 'olaparib', 1],
  ['brca1', 'endometrium', 'niraparib', 1],
  ['palb2', 'biliary-tract', 'olaparib', 1],
  ['her2exp', 'pan', 'trastuzumab-deruxtecan', 1],
  ['her2exp', 'endometrium', 'pertuzumab+trastuzumab', 1],
]

function look<T>(map: ReadonlyMap<string, T>, id: string): T {
  const found = map.get(id)
  if (found === undefined)
    throw new NodeError('internal', 'a synthetic cohort names an unknown part', { detail: { id } })
  return found
}

function criterion(tumour: Tumour, given: readonly Drug[]): Cohort['criterion'] {
  if (tumour.id === 'glioblastoma') return 'RANO'
  return given.some(drug => drug.immunotherapy) ? 'iRECIST' : 'RECIST1.1'
}

function cohort([biomarkerId, tumourId, drugIds, weight]: Line): Cohort {
  const biomarker = look(biomarkers, biomarkerId)
  const tumour = look(tumours, tumourId)
  const given = drugIds.split('+').map(inn => look(drugs, inn))
  const drugPart = [...given.map(drug => drug.inn)].sort().join('+')
  return {
    id: `${biomarkerId}/${tumourId}/${drugIds}`,
    key: tumour.node === null ? null : `v1|${tumour.node}|${biomarker.canonical}|${drugPart}`,
    biomarker,
    tumour,
    drugs: given,
    criterion: criterion(tumour, given),
    weight,
  }
}

export const syntheticCohorts: readonly Cohort[] = table.map(cohort)
