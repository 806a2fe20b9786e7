/** Tumours of the synthetic cohorts in the three vocabularies that an allocation form holds at once. */

export interface Tumour {
  readonly id: string
  /** OncoTree code at which the trial declares its cohorts; null where the words name no single node. */
  readonly node: string | null
  /** First the usual word of a cohort name, then other spellings of the same concept. */
  readonly words: readonly string[]
  readonly norwegian: readonly string[]
  /** COHTTYPE pick-list text and its study-local code. */
  readonly pick: string
  readonly pickCode: string
  /** COHTT. */
  readonly short: string
  /** ICD-10 code with a description as sites type it. */
  readonly icd10: readonly (readonly [string, string])[]
}

const table: readonly Omit<Tumour, 'pickCode'>[] = [
  {
    id: 'pancreas',
    node: 'PANCREAS',
    words: ['Pancreatic', 'Pancreas', 'pancreatic cancer', 'PDAC', 'Pancreatic adenocarcinoma'],
    norwegian: ['Bukspyttkjertel', 'bukspyttkjertelkreft', 'Pankreaskreft'],
    pick: 'Pancreatic Cancer',
    short: 'Pancreas',
    icd10: [
      ['C25.9', 'Malignant neoplasm of pancreas, unspecified'],
      ['C25.0', 'Malignant neoplasm: head of pancreas'],
    ],
  },
  {
    id: 'bile-duct',
    node: 'CHOL',
    words: ['Cholangiocarcinoma', 'Cholangio', 'CCA', 'cholangiocarcinoma'],
    norwegian: ['Gallegang', 'gallegangskreft', 'Kolangiokarsinom'],
    pick: 'Cholangiocarcinoma',
    short: 'CCA',
    icd10: [
      ['C22.1', 'Intrahepatic bile duct carcinoma'],
      ['C24.0', 'Malignant neoplasm: extrahepatic bile duct'],
    ],
  },
  {
    id: 'colorectal',
    node: 'COADREAD',
    words: ['Colorectal', 'CRC', 'mCRC', 'colorectal cancer'],
    norwegian: ['Kolorektal', 'kolorektalkreft', 'Tykk- og endetarmskreft'],
    pick: 'Colorectal Cancer',
    short: 'CRC',
    icd10: [
      ['C18.9', 'Malignant neoplasm of colon, unspecified'],
      ['C20', 'Malignant neoplasm of rectum'],
      ['C18.7', 'Malignant neoplasm; sigmoid colon'],
    ],
  },
  {
    id: 'lung',
    node: 'NSCLC',
    words: ['NSCLC', 'Non-small cell lung cancer', 'nsclc', 'Lung cancer: non-small cell'],
    norwegian: ['Ikke-småcellet lungekreft', 'ikke-småcellet lungekreft'],
    pick: 'Lung Cancer: Non-Small Cell',
    short: 'NSCLC',
    icd10: [['C34.9', 'Malignant neoplasm og lung']],
  },
  {
    id: 'prostate',
    node: 'PROSTATE',
    words: ['Prostate', 'prostate cancer', 'Prostate Cancer'],
    norwegian: ['Prostata', 'prostatakreft'],
    pick: 'Prostate Cancer',
    short: 'Prostate',
    icd10: [['C61', 'Malignant neoplasm of prostate']],
  },
  {
    id: 'salivary-gland',
    node: 'SACA',
    words: ['Salivary gland', 'Salivary Gland Cancer'],
    norwegian: ['Spyttkjertel', 'spyttkjertelkreft'],
    pick: 'Salivary Gland Cancer',
    short: 'SGC',
    icd10: [
      ['C07', 'Malignant neoplasm of parotid gland'],
      ['C08.9', 'Malignant neoplasm: major salivary gland, unspecified'],
    ],
  },
  {
    id: 'endometrium',
    node: 'UCEC',
    words: ['Endometrial', 'Endometrium', 'endometrial cancer', 'Endometrial carcinoma'],
    norwegian: ['Endometriekreft', 'endometriekreft'],
    pick: 'Endometrial Cancer',
    short: 'EC',
    icd10: [['C54.1', 'Malignant neoplasm: endometrium']],
  },
  {
    id: 'glioblastoma',
    node: null,
    words: ['Glioblastoma', 'GBM', 'glioblastoma'],
    norwegian: ['Glioblastom'],
    pick: 'Glioblastoma',
    short: 'GBM',
    icd10: [
      ['C71.2', 'Malignant neoplasm: temporal lobe'],
      ['C71.9', 'Malignant neoplasm of brain, unspecified'],
    ],
  },
  {
    id: 'pan',
    node: 'PAN',
    words: ['Pan-cancer', 'Pan cancer', 'Solid', 'Solid tumours', 'Pan-tumour'],
    norwegian: ['Solide svulster'],
    pick: 'Odontogenic Carcinoma',
    short: 'other',
    icd10: [
      ['C41.1', 'Malignant neoplasm: mandible (odontogenic)'],
      ['C68', 'Other and unspecified urinary organs'],
      ['C74.0', 'Malignant neoplasm: cortex of adrenal gland'],
    ],
  },
  {
    id: 'biliary-tract',
    node: 'BILIARY_TRACT',
    words: ['Biliary tract cancer', 'biliary tract cancer'],
    norwegian: [],
    pick: 'Biliary Tract Cancer',
    short: 'BTC',
    icd10: [['C24.9', 'Malignant neoplasm: biliary tract, unspecified']],
  },
  {
    id: 'melanoma',
    node: 'MEL',
    words: ['Melanoma', 'melanoma'],
    norwegian: [],
    pick: 'Melanoma',
    short: 'MM',
    icd10: [['C43.9', 'Malignant melanoma of skin, unspecified']],
  },
]

export const tumours: ReadonlyMap<string, Tumour> = new Map(
  table.map((tumour, at) => [tumour.id, { ...tumour, pickCode: String(at + 3) }]),
)
