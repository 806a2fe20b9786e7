/**
 * A first mapping from what is seen of an unknown export: what names of columns say for certain enough, and everything
 * else named as still to be said. Nothing is guessed from values but the form of dates.
 */

import type { TrialMapping } from '../../model/generated/mapping.ts'
import { firstOf } from './advice.ts'
import type { ColumnProfile, ExportProfile, SheetProfile } from './profile.ts'

export interface StartSetting {
  readonly id: string
  readonly sources: TrialMapping['sources']
  readonly subjectColumn: string
  /** Lists and phrases that the program's own mappings have. */
  readonly shipped: Pick<TrialMapping, 'codeLists' | 'withdrawal' | 'naTokens'>
}

export interface StartedMapping {
  readonly mapping: object
  /** What a person has to say next, in sentences. */
  readonly open: readonly string[]
}

type Kind = 'text' | 'date' | 'number-text' | 'digit' | { readonly list: string }

interface FieldHint {
  /** Of the name of a column, lower case, letters and digits alone. */
  readonly name: RegExp
  readonly kind: Kind
}

interface EntityHint {
  readonly entity: string
  /** Without one of these a sheet is not read as this entity. */
  readonly sign: readonly string[]
  readonly fields: Readonly<Record<string, FieldHint | null>>
  /** Readings that no column decides yet. */
  readonly fixed?: Readonly<Record<string, object>>
}

const hint = (name: RegExp, kind: Kind): FieldHint => ({ name, kind })
const nothing = { read: 'constant', value: null } as const

const ENTITIES: readonly EntityHint[] = [
  {
    entity: 'subject',
    sign: ['birth', 'sex'],
    fields: {
      birth: hint(/birth|brthd|^dob$|fodsel|fodt|geboorte|syntym/, 'date'),
      sex: hint(/^(?:\w{0,4}sex|gender|kjonn|kon|koen|geslacht|sukupuoli)(?:cd|code)?$/, { list: 'sex' }),
    },
  },
  {
    entity: 'enrolments',
    sign: ['localName'],
    fields: {
      localName: hint(/cohort(?:name)?$|^kohort/, 'text'),
      allocated: hint(/alloc|enrol|inclu|^(?:event|cohort)(?:date|dat)$/, 'date'),
      icd10: hint(/icd10?(?:cod|code)?$/, 'text'),
      tumourPick: hint(/tumou?r(?:type)?$|diagnosis$/, 'text'),
      tumourShort: null,
      targetName: null,
      targetMutation: null,
      geneMutation: null,
    },
    fixed: { drugs: { read: 'split', column: 'DRUGS', at: '+' } },
  },
  {
    entity: 'doses',
    sign: ['drug'],
    fields: {
      drug: hint(/^(?:study)?(?:drug|medicine|medication|agent|treatment|trname|middel|laakeaine)(?:name)?$/, 'text'),
      treatmentNumber: hint(/^(?:trtno|treatment(?:no|nr|number))$/, 'number-text'),
      cycleNumber: hint(/cycle(?:no|nr|number)?$|^trcno\d?$/, 'number-text'),
      given: hint(/^(?:given|delivered|administered|trcyn(?:cd)?)$/, { list: 'yes-no' }),
      cycleStart: hint(/start(?:date|dat)?$|^dosedate$|^trc1dt$/, 'date'),
      oralStart: null,
      oralStop: hint(/stop(?:date|dat)?$|^enddate$/, 'date'),
    },
    fixed: { route: { read: 'constant', value: 'iv' } },
  },
  {
    entity: 'assessments',
    sign: ['responses'],
    fields: {
      visit: hint(/visit(?:name|id|code)?$|^eventid$/, 'text'),
      date: hint(/^(?:\w*assess\w*|visit|event|scan|response)?(?:date|dat)$/, 'date'),
      responses: hint(/^(?:overall)?response$|recist|^ratimres$/, { list: 'recist' }),
      progressionDate: hint(/progressiondat/, 'date'),
      unconfirmedProgressionDate: null,
    },
  },
  {
    entity: 'adverseEvents',
    sign: ['grade'],
    fields: {
      key: hint(/^(?:ae)?(?:id|no|nr|number|spid)$/, 'number-text'),
      term: hint(/term$|^event$|aectcaet/, 'text'),
      grade: hint(/grade|toxgr/, { list: 'ctcae-grade' }),
      onset: hint(/onset|start(?:date|dat)?$|aestdat/, 'date'),
      ended: hint(/end(?:date|dat)?$|aeendat/, 'date'),
      outcome: null,
      serious: hint(/serious$|^aeser(?:cd)?$/, { list: 'yes-no' }),
      becameSerious: null,
    },
    fixed: {
      drugs: { read: 'list', items: [{ name: nothing, relation: nothing, expected: nothing }], needs: ['name'] },
    },
  },
  {
    entity: 'performance',
    sign: ['gradeByText'],
    fields: {
      visit: hint(/visit(?:name|id|code)?$|^eventid$/, 'text'),
      date: hint(/^(?:ecog|visit|event)?(?:date|dat)$/, 'date'),
      gradeByText: hint(/^ecog(?:s|ps|status|grade)?$|performancestatus/, 'digit'),
      gradeByCode: null,
    },
  },
  {
    entity: 'deaths',
    sign: ['date'],
    fields: { date: hint(/death(?:date|dat|dtc)?$|dateofdeath|dodsdato|overlijdensdatum|kuolinpaiva/, 'date') },
  },
]

export function startMapping(
  profile: ExportProfile,
  { id, sources, subjectColumn, shipped }: StartSetting,
): StartedMapping {
  const open: string[] = []
  const lists = new Set<string>()
  const isSubject = (name: string) => name.toLowerCase() === subjectColumn.toLowerCase()
  // The file of withdrawals that the node asks every trial for, whatever else its export holds.
  const isOfWithdrawal = (name: string) =>
    [shipped.withdrawal.scope, shipped.withdrawal.date].some(column => column.toLowerCase() === name.toLowerCase())
  const withdrawals = profile.sheets.find(({ columns }) =>
    columns.some(({ name }) => name.toLowerCase() === shipped.withdrawal.scope.toLowerCase()),
  )
  const sheets = profile.sheets.map(sheet => {
    const used = new Set<string>()
    const columns = sheet.columns.filter(({ name }) => name !== '' && !isSubject(name))
    const entities = ENTITIES.flatMap(entity => entityRules(entity, { ...sheet, columns }, { used, lists, open }))
    const rest = columns.filter(({ name }) => !used.has(name) && !isOfWithdrawal(name))
    if (entities.length === 0 && sheet !== withdrawals)
      open.push(`Sheet ${sheet.key} becomes nothing yet: say what its rows are (entity, fields).`)
    else if (entities.length > 0 && rest.length > 0)
      open.push(`Sheet ${sheet.key}: read these or name them under ignored: ${firstOf(rest.map(({ name }) => name))}.`)
    const screens = entities.some(({ entity }) => entity === 'subject' || entity === 'enrolments')
    const rules = {
      about: `Started from the columns of an export; ${sheet.oneRow ? 'one row a subject' : 'several rows a subject'}`,
      required: screens,
      screens,
      ...(entities.length === 0 ? { entity: null, fields: {} } : { entities }),
      dates: rest
        .filter(({ dateForm }) => dateForm !== null)
        .map(({ name, dateForm: form }) => ({ column: name, form })),
      codes: [],
      ignored: [],
    }
    return [sheet.key, rules] as const
  })
  if (!sheets.some(([, { screens }]) => screens))
    open.push('No sheet makes its subjects patients of the trial yet: set screens where one does.')
  open.push(
    withdrawals === undefined
      ? 'Withdrawals of consent: name the sheet, its columns and its words under withdrawal.'
      : `Withdrawals of consent are read from sheet ${withdrawals.key}: see that its words are those under withdrawal.`,
  )
  open.push('Say under sharingBasis what sharing rests on; with null a data cut is refused.')
  const mapping = {
    schema: 'mapping/1',
    id,
    version: '1',
    title: `${id}: started from the columns of an export`,
    sharingBasis: null,
    entryLagDays: 28,
    sources,
    subjectId: { column: subjectColumn, shape: profile.subjectShape },
    naTokens: shipped.naTokens,
    withdrawal:
      withdrawals === undefined
        ? { ...shipped.withdrawal, sheet: 'withdrawals', date: 'DATE', scope: 'SCOPE' }
        : { ...shipped.withdrawal, sheet: withdrawals.key },
    siteVocabulary: { declaredTumours: [], tumourWords: [], thresholds: {} },
    codeLists: Object.fromEntries([...lists].sort().map(name => [name, shipped.codeLists[name]])),
    sheets: Object.fromEntries(sheets),
  }
  return { mapping, open }
}

interface Told {
  readonly used: Set<string>
  readonly lists: Set<string>
  readonly open: string[]
}

function entityRules(
  { entity, sign, fields, fixed }: EntityHint,
  sheet: SheetProfile,
  { used, lists, open }: Told,
): { readonly entity: string; readonly fields: object; readonly needs?: readonly string[] }[] {
  const found = new Map<string, ColumnProfile>()
  for (const [field, hinted] of Object.entries(fields)) {
    const column = hinted === null ? undefined : sheet.columns.find(one => isHinted(one, hinted) && !used.has(one.name))
    if (column !== undefined && ![...found.values()].includes(column)) found.set(field, column)
  }
  if (!sign.some(field => found.has(field))) return []
  for (const column of found.values()) used.add(column.name)
  const readings = Object.entries(fields).map(([field, hinted]) => {
    const column = found.get(field)
    if (column === undefined || hinted === null) return [field, nothing] as const
    if (typeof hinted.kind === 'object') lists.add(hinted.kind.list)
    return [field, field === 'responses' ? responses(column) : reading(column, hinted.kind)] as const
  })
  const missing = Object.keys(fields).filter(field => !found.has(field))
  if (missing.length > 0)
    open.push(
      `Sheet ${sheet.key}: no column was found for ${missing.map(field => `${entity}.${field}`).join(', ')}; they are read as nothing.`,
    )
  if (entity === 'doses')
    open.push(`Sheet ${sheet.key}: doses count as infusions (doses.route); say how intakes are told.`)
  if (entity === 'enrolments')
    open.push(`Sheet ${sheet.key}: say where enrolments.drugs stand; now it is a column DRUGS that is not there.`)
  if (entity === 'adverseEvents')
    open.push(`Sheet ${sheet.key}: say to which drugs events are related (adverseEvents.drugs).`)
  const isFact = entity === 'subject'
  return [
    {
      entity,
      ...(isFact ? {} : { needs: sign.filter(field => found.has(field) && field !== 'responses') }),
      fields: { ...Object.fromEntries(isFact ? readings.filter(([field]) => found.has(field)) : readings), ...fixed },
    },
  ]
}

/** A date is one by its cells, too; a column without any may be one. */
function isHinted(
  { name, filled, dateForm, isPartlyDate }: ColumnProfile,
  { name: pattern, kind }: FieldHint,
): boolean {
  if (!pattern.test(folded(name))) return false
  return kind === 'date' ? filled === 0 || isPartlyDate : dateForm === null
}

/** The last part of a path of JSON names the member. */
function folded(name: string): string {
  const last = name.split('/').at(-1) ?? name
  return last
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replace(/[^a-z0-9]/g, '')
}

function reading({ name, dateForm }: ColumnProfile, kind: Kind): object {
  if (typeof kind === 'object') return { read: 'code', text: name, list: kind.list }
  if (kind === 'digit') return { read: 'leading-digit', column: name, from: 0, to: 5 }
  if (kind !== 'date') return { read: kind, column: name }
  return dateForm === null || dateForm === 'YYYY-MM-DD'
    ? { read: 'date', column: name }
    : { read: 'date', column: name, form: dateForm }
}

function responses({ name }: ColumnProfile): object {
  const criterion = { read: 'constant', value: 'RECIST1.1' }
  return { read: 'list', items: [{ criterion, response: { read: 'code', text: name, list: 'recist' } }] }
}
