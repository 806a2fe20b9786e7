/**
 * The sheets of an IMPRESS-style eCRF export and their columns, in file order. A line is `NAME type label`; `+CD` adds
 * the code's twin. Types: t text, c code (the text where `+CD` is given), d date, n number, k key or running number.
 * Questionnaire items carry numbers, never wording, which is licensed.
 */

export type SheetKey =
  | 'coh'
  | 'dm'
  | 'ecog'
  | 'ct'
  | 'mh'
  | 'cm'
  | 'tr'
  | 'ae'
  | 'ra'
  | 'rnrsp'
  | 'rcnt'
  | 'rntmnt'
  | 'vi'
  | 'eot'
  | 'eos'
  | 'fu'
  | 'eq5d'
  | 'c30'
  | 'consent'

export interface Column {
  readonly name: string
  readonly label: string
  readonly type: 'text' | 'code' | 'date' | 'number' | 'key'
}

const VISIT = `
  EventId k Event id
  EventDate d Event date`

const numbered = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => `  ${line(at + 1)}`).join('\n')

const LINES: Readonly<Record<SheetKey, string>> = {
  coh: `
  EventDate d Date of allocation
  COHORTNAME t Cohort name
  ICD10COD t ICD-10 code
  ICD10DES t ICD-10 description
  COHTTYPE+CD t Tumour type
  COHTTYPE__2+CD t Tumour type (2)
  COHTT t Tumour, short name
  COHTTOSP t Tumour, other, specify
  COHALLO1+CD t Allocated drug 1
  COHALLO1__2+CD t Allocated drug 1 (2)
  COHALLO1__3+CD t Allocated drug 1 (3)
  COHALLO2+CD t Allocated drug 2
  COHALLO2__2+CD t Allocated drug 2 (2)
  COHALLO2__3+CD t Allocated drug 2 (3)
  GENMUT1+CD t Gene mutation 1
  COHCTN t Target name
  COHTMN t Target mutation`,
  dm: `
  DMAGE n Age
  BRTHDAT d Birth date
  SEX+CD t Sex`,
  ecog: `
  EventId k Event id
  ECOGDAT d Date of assessment
  ECOGS+CD t ECOG performance status`,
  ct: `
  CTSPID k Running number
  CTTYPE+CD t Type of earlier treatment
  CTTYPESP t Specify
  CTSTDAT d Start date
  CTENDAT d End date`,
  mh: `
  MHSPID k Running number
  MHTERM t Condition
  MHSTDAT d Start date
  MHENDAT d End date
  MHONGO+CD t Status`,
  cm: `
  CMSPID k Running number
  CMTRT t Medication
  CMMHYN+CD t Because of medical history
  CMONGO+CD t Ongoing
  CMSTDAT d Start date
  CMENDAT d End date
  CMAEYN t Because of an adverse event
  CMAENO k Number of the adverse event`,
  tr: `
  EventName t Event
  TRNAME t Study drug
  TRTNO n Treatment number
  TRCNO1 n Cycle number
  TRCYN+CD t Treatment received this cycle
  TRC1_DT d Cycle start
  TRIVDS1 n Dose prescribed
  TRIVU1 t Unit
  TRIVDELYN1 t Total dose given
  TRDSDEL1 n Dose given
  TRO_YN+CD t As prescribed
  TRODSTOT n Daily dose
  TRODSU+CD t Unit of daily dose
  TRODSUOT t Other unit
  TRO_STDT d Start date
  TROSTPDT d Stop date
  TROTAKE+CD t Taken as prescribed
  TROTABNO n Days not taken
  TROSPE t Why not taken
  TROREA+CD t Reason
  TROOTH t Other reason`,
  ae: `
  AESPID k Running number
  AECTCAET t Adverse event term
  AETOXGRECD c Toxicity grade
  AESTDAT d Start date
  AEENDAT d End date
  AEOUT+CD t Outcome
  AESERCD c Serious
  SAESTDAT d Date it became serious
  AETRT1 t Study drug 1
  AETRT2 t Study drug 2
  AEREL1+CD t Relation to drug 1
  AEREL2+CD t Relation to drug 2
  SAEREL1+CD t SAE relation to drug 1
  SAEREL2+CD t SAE relation to drug 2
  AETRTMM1 t Measure taken, drug 1
  AETRTMM2 t Measure taken, drug 2
  SAEEXP1+CD t Expected, drug 1
  SAEEXP2+CD t Expected, drug 2`,
  ra: `${VISIT}
  RARECBAS n Sum of target lesions at baseline
  RARECNAD n Sum of target lesions, nadir
  RABASECH n Change from baseline
  RARECCH n Change from nadir
  RANLBASE+CD t New lesions since baseline
  RATIMRES+CD t Response (RECIST)
  RAiMOD+CD t Response (iRECIST)
  RAPROGDT d Date of progression
  RAiUNPDT d Date of unconfirmed progression
  RAASSESS1 t RECIST done
  RAASSESS2 t iRECIST done`,
  rnrsp: `${VISIT}
  TERNTBAS n Sum at baseline
  TERNAD n Sum, nadir
  TERNCFB n Change from baseline
  TERNCFN n Change from nadir
  RNRSPNL+CD t New lesions
  RNRSPCL+CD t Response (RANO)`,
  rcnt: `${VISIT}
  RCNTNOB n Number of non-target lesions at baseline`,
  rntmnt: `${VISIT}
  RNTMNTNOB n Number of non-target lesions at baseline
  RNTMNTNO n Number of non-target lesions`,
  vi: `${VISIT}
  VITUMA+CD t Response criterion
  VITUMA__2+CD t Response criterion (2)`,
  eot: `
  EventDate d Event date
  EOTDAT d Last day of treatment
  EOTPROGDTC d Date of progression
  EOTREOT+CD t Reason for end of treatment`,
  eos: `
  DEATHDTC d Date of death`,
  fu: `
  FUPALDAT d Last seen alive
  FUPDEDAT d Date of death
  FUPSST+CD t Survival status`,
  eq5d: `
  EventName t Event
  EventDate d Event date
  EQ5DDAT d Date filled in
  EQ5DVAS n VAS
${numbered(5, at => `EQ5D${at}+CD t Dimension ${at}`)}`,
  c30: `
  EventName t Event
  EventDate d Event date
  C30DAT d Date filled in
${numbered(30, at => `C30_Q${at}+CD t Item ${at}`)}`,
  consent: `
  WDRDAT d Date of withdrawal
  WDRSCOPE t Scope of withdrawal`,
}

const TYPES: Readonly<Record<string, Column['type']>> = { t: 'text', c: 'code', d: 'date', n: 'number', k: 'key' }

function columnsOf(line: string): Column[] {
  const [shape = '', letter = '', ...label] = line.trim().split(' ')
  const type = TYPES[letter] ?? 'text'
  const [name = '', twin] = shape.split('+')
  const own: Column = { name, label: label.join(' '), type }
  return twin === undefined ? [own] : [own, { name: `${name}CD`, label: `${own.label} (code)`, type: 'code' }]
}

const SUBJECT: Column = { name: 'SubjectId', label: 'Subject', type: 'key' }

/** In the order in which the files are written. */
export const sheets: ReadonlyMap<SheetKey, readonly Column[]> = new Map(
  (Object.keys(LINES) as SheetKey[]).map(key => [
    key,
    [
      SUBJECT,
      ...LINES[key]
        .split('\n')
        .filter(line => line.trim() !== '')
        .flatMap(columnsOf),
    ],
  ]),
)
