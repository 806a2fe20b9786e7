/**
 * The totals again, from the written files alone: the derivation rules read literally and simply, with no knowledge of
 * how the export was made. Only what the totals need.
 */
import type { ReadSheet } from './read-csv.ts'

type Cells = Readonly<Record<string, string>>

const NA = new Set(['', 'na', 'n/a', 'null', 'unknown', 'none', 'nk'])
const text = (cell: string | undefined): string => {
  const trimmed = (cell ?? '').trim()
  return NA.has(trimmed.toLowerCase()) ? '' : trimmed
}
const code = (cell: string | undefined): number | null => (text(cell) === '' ? null : Number(text(cell)))
const day = (cell: string | undefined): number | null => {
  const trimmed = text(cell)
  return /^\d{4}-\d{2}-\d{2}$/.test(trimmed) ? Date.parse(trimmed) / 86_400_000 : null
}
/** First day that a partial date can mean. */
const firstDay = (cell: string | undefined): number | null => {
  const [year, month, dayOfMonth] = text(cell).toLowerCase().replaceAll('nk', '01').split('-')
  if (!/^\d{4}$/.test(year ?? '')) return null
  return Date.parse(`${year}-${month ?? '01'}-${dayOfMonth ?? '01'}`) / 86_400_000
}
const lastDay = (cell: string | undefined): number | null => {
  const [year, month, dayOfMonth] = text(cell).toLowerCase().split('-')
  if (dayOfMonth !== undefined && dayOfMonth !== 'nk') return day(cell)
  return month === undefined || month === 'nk' ? firstDay(`${Number(year) + 1}`) : (firstDay(cell) ?? 0) + 30
}

/** One enrolment as the files tell it. */
export interface Recounted {
  readonly subjectId: string
  readonly treated: boolean
  readonly mature: boolean
  readonly awaiting: boolean
  readonly evaluable: boolean
  readonly control: boolean
  readonly grade3Related: boolean
  readonly grade3RelatedOrUnknown: boolean
  readonly serious: boolean
}

export interface Recount {
  readonly cutoff: string
  readonly screened: number
  readonly withdrawn: number
  readonly heldBack: number
  readonly enrolments: readonly Recounted[]
}

/** Rows of a sheet by subject, copies of a row dropped. */
function bySubject(sheet: ReadSheet | undefined): Map<string, Cells[]> {
  const seen = new Set<string>()
  const kept = (sheet?.rows ?? []).filter(({ cells }) => {
    const whole = JSON.stringify(Object.values(cells).map(cell => cell.trim()))
    return !seen.has(whole) && seen.add(whole)
  })
  const groups = Map.groupBy(kept, ({ cells }) => text(cells['SubjectId']))
  return new Map([...groups].map(([subject, rows]) => [subject, rows.map(row => row.cells)]))
}

const CONTROL = new Set([1, 2, 3])

export function recount(sheets: ReadonlyMap<string, ReadSheet>): Recount {
  const all = new Map([...sheets].map(([key, sheet]) => [key, bySubject(sheet)]))
  const rows = (key: string, subject: string): Cells[] => all.get(key)?.get(subject) ?? []

  const consent = all.get('consent') ?? new Map<string, Cells[]>()
  const withdrawn = new Set(
    [...consent].filter(([, its]) => its.some(row => text(row['WDRSCOPE']) === 'data')).map(([id]) => id),
  )
  const saysSo = (its: Cells[]): boolean =>
    its.some(row => Object.values(row).some(cell => /withdrew consent|trukket samtykke/i.test(cell)))
  const heldBack = new Set(
    [...all.values()].flatMap(sheet =>
      [...sheet].filter(([id, its]) => saysSo(its) && !consent.has(id)).map(([id]) => id),
    ),
  )
  const known = new Set([...(all.get('dm')?.keys() ?? []), ...(all.get('coh')?.keys() ?? [])])
  const screened = [...known].filter(id => !withdrawn.has(id) && !heldBack.has(id))

  const given = (id: string): Cells[] => rows('tr', id).filter(row => code(row['TRCYNCD']) === 1)
  const clinical = (id: string): (number | null)[] => [
    ...given(id).flatMap(row => [day(row['TRC1_DT']), day(row['TRO_STDT']), day(row['TROSTPDT'])]),
    ...[...rows('ra', id), ...rows('rnrsp', id)].map(row => day(row['EventDate'])),
    ...rows('eot', id).map(row => day(row['EOTDAT'])),
    ...rows('eos', id).map(row => day(row['DEATHDTC'])),
    ...rows('fu', id).flatMap(row => [day(row['FUPALDAT']), day(row['FUPDEDAT'])]),
  ]
  const cutoff = screened.flatMap(clinical).reduce<number>((latest, one) => Math.max(latest, one ?? 0), 0)

  const enrolments = screened.flatMap(id => {
    const named = rows('coh', id)
      .filter(row => text(row['COHORTNAME']) !== '')
      .sort((a, b) => (day(a['EventDate']) ?? 0) - (day(b['EventDate']) ?? 0))
    return named.map((_, at) => {
      const from = at === 0 ? Number.NEGATIVE_INFINITY : (day(named[at]?.['EventDate']) ?? 0)
      const to = at + 1 < named.length ? (day(named[at + 1]?.['EventDate']) ?? 0) : Number.POSITIVE_INFINITY
      const within = (its: Cells[], date: (row: Cells) => string | undefined): Cells[] =>
        its.filter(row => {
          const first = firstDay(date(row))
          return first === null ? at === 0 : first >= from && first < to
        })
      const deaths = [...rows('eos', id).map(row => row['DEATHDTC']), ...rows('fu', id).map(row => row['FUPDEDAT'])]
      const complete = deaths.map(day).filter(one => one !== null)
      const partial = deaths
        .filter(cell => text(cell) !== '')
        .map(lastDay)
        .filter(one => one !== null)
      const death = complete.length > 0 ? Math.min(...complete) : partial.length > 0 ? Math.min(...partial) : null
      return enrolment(id, {
        cutoff,
        death,
        cycles: within(given(id), row => row['TRO_STDT'] || row['TRC1_DT']),
        ra: within(rows('ra', id), row => row['EventDate']),
        rnrsp: within(rows('rnrsp', id), row => row['EventDate']),
        vi: within(rows('vi', id), row => row['EventDate']),
        eot: within(rows('eot', id), row => row['EOTDAT']),
        ae: within(rows('ae', id), row => row['AESTDAT']),
      })
    })
  })
  const iso = new Date(cutoff * 86_400_000).toISOString().slice(0, 10)
  return { cutoff: iso, screened: screened.length, withdrawn: withdrawn.size, heldBack: heldBack.size, enrolments }
}

interface Enrolment {
  readonly cutoff: number
  readonly death: number | null
  readonly cycles: Cells[]
  readonly ra: Cells[]
  readonly rnrsp: Cells[]
  readonly vi: Cells[]
  readonly eot: Cells[]
  readonly ae: Cells[]
}

/** Column and code of progression of the criterion in use. */
function criterion({ vi, ra, rnrsp }: Enrolment): readonly [Cells[], string, number] {
  const declared = vi.map(row => text(row['VITUMA']) + text(row['VITUMA__2'])).join(' ')
  if (/rano/i.test(declared)) return [rnrsp, 'RNRSPCLCD', 4]
  if (/irecist/i.test(declared)) return [ra, 'RAiMODCD', 5]
  if (/recist/i.test(declared)) return [ra, 'RATIMRESCD', 4]
  if (rnrsp.length > 0) return [rnrsp, 'RNRSPCLCD', 4]
  const onlyImmune = ra.some(row => code(row['RAiMODCD']) !== null) && ra.every(row => code(row['RATIMRESCD']) === null)
  return onlyImmune ? [ra, 'RAiMODCD', 5] : [ra, 'RATIMRESCD', 4]
}

function dosedEnough(cycles: Cells[]): boolean {
  const oral = cycles.filter(row => text(row['TRO_STDT']) !== '' || text(row['TROSTPDT']) !== '')
  const iv = cycles.filter(row => !oral.includes(row))
  const longOral = oral.some(row => {
    const start = text(row['TRO_STDT']) === '' ? day(row['TRC1_DT']) : day(row['TRO_STDT'])
    const stop = day(row['TROSTPDT'])
    return start !== null && stop !== null && stop - start >= 28
  })
  const byDrug = [...Map.groupBy(iv, row => code(row['TRTNO'])).values()]
  const longInterval = byDrug.some(rows => {
    const starts = rows
      .sort((a, b) => (firstDay(a['TRC1_DT']) ?? 0) - (firstDay(b['TRC1_DT']) ?? 0))
      .map(row => day(row['TRC1_DT']))
    return starts.some((one, at) => {
      const next = starts[at + 1]
      return one !== null && next !== null && next !== undefined && next - one >= 21
    })
  })
  return longOral || longInterval
}

function enrolment(subjectId: string, its: Enrolment): Recounted {
  const starts = its.cycles
    .map(row => day(text(row['TRO_STDT']) === '' ? row['TRC1_DT'] : row['TRO_STDT']))
    .filter(one => one !== null)
  const start = Math.min(...starts)
  const treated = starts.length > 0
  const mature = treated && start + 112 <= its.cutoff

  const [assessments, column, progressionCode] = criterion(its)
  const alive = assessments.filter(row => its.death === null || (day(row['EventDate']) ?? 0) <= its.death)
  const week16 = alive.filter(row => row['EventId'] === 'V03')
  const week16Day = Math.min(...week16.map(row => day(row['EventDate']) ?? 0))
  const progressedEarlier = alive.some(
    row => code(row[column]) === progressionCode && (day(row['EventDate']) ?? 0) < week16Day,
  )
  const control =
    mature && week16.length > 0 && week16.every(row => CONTROL.has(code(row[column]) ?? 0)) && !progressedEarlier

  const early = (date: number | null): boolean => date !== null && date <= start + 119
  const progression = [
    ...alive.filter(row => code(row[column]) === progressionCode).map(row => day(row['EventDate'])),
    // Without any later assessment an iUPD stands; where one follows, awaiting is decided by the week-16 row anyway.
    ...(column === 'RAiMODCD' ? alive.filter(row => code(row[column]) === 4).map(row => day(row['EventDate'])) : []),
    ...its.eot.map(row => firstDay(row['EOTPROGDTC'])).filter(one => one !== null && one >= start - 15),
  ].some(early)
  const ended = its.eot.some(row => early(day(row['EOTDAT'])))
  const open = week16.length === 0 && !progression && !ended && !early(its.death)

  return {
    subjectId,
    treated,
    mature,
    awaiting: treated && open && its.cutoff < start + 119 + 28,
    evaluable: mature && dosedEnough(its.cycles),
    control,
    ...safety(its, treated, start),
  }
}

function safety({ ae, death }: Enrolment, treated: boolean, start: number) {
  const emergent = ae.filter(row => {
    const onset = lastDay(row['AESTDAT'])
    return treated && (onset === null || onset >= start) && (death === null || (day(row['AESTDAT']) ?? 0) <= death)
  })
  const byNumber = [...Map.groupBy(emergent, row => code(row['AESPID'])).values()]
  const highest = byNumber.flatMap(copies =>
    copies.sort((a, b) => (code(b['AETOXGRECD']) ?? 0) - (code(a['AETOXGRECD']) ?? 0)).slice(0, 1),
  )
  const relations = highest
    .filter(row => (code(row['AETOXGRECD']) ?? 0) >= 3)
    .flatMap(row => {
      const slots = [1, 2].filter(slot => text(row[`AETRT${slot}`]) !== '').map(slot => code(row[`AEREL${slot}CD`]))
      return slots.length === 0 ? [null] : slots
    })
  return {
    grade3Related: relations.includes(4),
    grade3RelatedOrUnknown: relations.some(relation => relation !== 1),
    serious: highest.some(row => code(row['AESERCD']) === 1),
  }
}
