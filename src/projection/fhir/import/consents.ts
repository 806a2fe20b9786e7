/** Consents, and what they mean for the subject's data. */
import type { Consent } from '../../../model/generated/common-record.ts'
import { elementsOf } from '../element.ts'
import { textsOf } from '../texts.ts'
import { dateOf } from './dates.ts'
import { participationsOf } from './study.ts'
import { ofType, readAnyCode, type SubjectContext } from './subject.ts'

const STATUSES: Readonly<Record<string, Consent['status']>> = {
  active: 'active',
  inactive: 'withdrawn',
  rejected: 'refused',
}

/** Consents whose kind the mapping or the standard codes know; of others a person says whether they are about other things. */
export function consentsOf(context: SubjectContext): Consent[] {
  return ofType(context, 'Consent').flatMap(source => {
    const categories = elementsOf(source.resource, 'category')
    const kind = readAnyCode(context, 'consent-kind', categories, { source, path: 'category' })
    if (kind === null) return []
    return [
      {
        origin: source.origin,
        kind: kind as Consent['kind'],
        status: STATUSES[String(source.resource['status'])] ?? 'unknown',
        date: dateOf(source.resource['dateTime']),
        scope: [],
      },
    ]
  })
}

export type Standing = 'counted' | 'withdrawn' | 'held-back'

/**
 * Sharing or screening taken back takes the subject out. A participation that was withdrawn, or words that speak of a
 * withdrawal, say nothing sure of the data: without a consent that settles it, a person decides.
 */
export function standingOf(
  context: SubjectContext,
  consents: readonly Consent[],
  speaksOfWithdrawal: (text: string) => boolean,
): Standing {
  const latest = (kind: Consent['kind']) =>
    consents
      .filter(consent => consent.kind === kind)
      .sort((a, b) => (a.date ?? '').localeCompare(b.date ?? ''))
      .at(-1)
  const taken = [latest('sharing'), latest('screening')].find(
    consent => consent?.status === 'withdrawn' || consent?.status === 'refused',
  )
  if (taken !== undefined) {
    context.noteAt('withdrawn', taken.origin, 'status')
    return 'withdrawn'
  }
  if (latest('sharing')?.status === 'active' || latest('treatment')?.status === 'withdrawn') return 'counted'
  const left = participationsOf(context).filter(({ resource }) => resource['status'] === 'withdrawn')
  for (const source of left) context.note('possible-withdrawal', source, 'status')
  const spoken = context.resources.flatMap(source => {
    const text = textsOf(source.resource).find(one => one.isProse && speaksOfWithdrawal(one.text))
    return text === undefined ? [] : [{ source, path: text.path }]
  })
  for (const { source, path } of spoken) context.note('possible-withdrawal', source, path)
  return left.length + spoken.length === 0 ? 'counted' : 'held-back'
}
