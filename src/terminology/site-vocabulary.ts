/** What a trial's mapping declares about its own cohort names. */
export interface SiteVocabulary {
  /** Tumour nodes at which the trial declares its cohorts; a tumour word rolls up to the nearest one at or above it. */
  readonly declaredTumours: readonly string[]
  /** Local words (compared folded, the whole tumour part); `concept` is set where the words name one concept without a node. */
  readonly tumourWords: readonly {
    readonly tumour: string | null
    readonly concept: string | null
    readonly words: readonly string[]
  }[]
  /** Cut-offs that the trial declares once, e.g. `{ "TMB": 10 }`; used where neither name nor row states one. */
  readonly thresholds: Readonly<Record<string, number>>
  /** What people of this node decided of texts that could not be read: folded text (`foldLocal`) -> one that can. */
  readonly decided?: {
    readonly names: ReadonlyMap<string, string>
    readonly alterations: ReadonlyMap<string, string>
    /** Of findings of reports, by `findingText`. */
    readonly findings: ReadonlyMap<string, string>
    /** Of tumours that a source states by themselves, by `diagnosisKey`: OncoTree codes. */
    readonly diagnoses: ReadonlyMap<string, string>
  }
}

/** Facts of the allocation row that may fill in what a cohort name leaves open, never change what it states. */
export interface CohortRowFacts {
  readonly targetMutation: string | null
  readonly targetName: string | null
  readonly geneMutation: string | null
  readonly icd10: string | null
  readonly tumourPick: string | null
  readonly tumourShort: string | null
  readonly drugs: readonly string[]
}

/** What a local cohort name turned out to be. */
export interface CohortReading {
  /** Key v1, or null where a part is under review. */
  readonly key: string | null
  /** Equal for names of one local cohort; the key where there is one. */
  readonly group: string
  /** Plain words. */
  readonly label: string
  readonly tumour: string | null
  readonly alteration: string | null
  readonly drugs: string | null
  readonly problems: readonly ('unknown-drug' | 'unknown-tumour' | 'unknown-biomarker' | 'tumour-conflict')[]
}
