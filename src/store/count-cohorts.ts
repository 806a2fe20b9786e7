/**
 * Every measure of cohorts by SQL over the flat rows: the reference for what a snapshot counts. It shares with the index
 * nothing but the meaning of a definition in codes.
 */
import type { CohortInCodes, CutStore, TumourPaths, Who } from '../cut/ports.ts'
import type { Transaction } from './connection.ts'
import { isAmong } from './records-reader.ts'

export async function selectCohortCounts(
  transaction: Transaction,
  { who, asked, tree }: { readonly who: Who; readonly asked: readonly CohortInCodes[]; readonly tree: TumourPaths },
): ReturnType<CutStore['countCohorts']> {
  // Hundreds of expressions over few rows: compiling them takes longer than counting.
  await transaction.query('SET LOCAL jit = off')
  type Counts = Awaited<ReturnType<CutStore['countCohorts']>>[number]
  const { rows } = await transaction.query<{ counts: Counts }>(countStatement(who), [
    JSON.stringify(asked.map((one, number) => ({ ...one, number }))),
    JSON.stringify(tree.map(([code, path]) => ({ code, path }))),
  ])
  return rows.map(({ counts }) => counts)
}

/** `$1` the cohorts, `$2` the tumour tree. */
export function countStatement(who: Who): string {
  return `WITH
    asked AS (SELECT * FROM jsonb_to_recordset($1::jsonb)
      AS one(number integer, "cohortKey" text, tumours text[], findings text[], drugs text[])),
    tree AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($2::jsonb) AS node(code text, path text[])),
    board AS MATERIALIZED (SELECT bool_or(recommended IS NOT NULL) AS speaks FROM record.subjects WHERE ${isAmong(who)}),
    flat AS MATERIALIZED (${flatRows(who)})
    SELECT ${countsOfOne} AS counts FROM asked ORDER BY number`
}

const FACTS = [
  'cohort_key',
  'drugs',
  'treated',
  'start_quarter',
  'start_day',
  'mature',
  'awaiting',
  'evaluable',
  'disease_control',
  'no_control_reason',
  'best_response',
  'confirmed_response',
  'pfs_days',
  'pfs_event',
  'os_days',
  'os_event',
  'grade3_related',
  'grade3_related_or_unknown',
  'serious',
  'grade3_related_events',
  'serious_events',
  'response_days',
  'response_event',
  'on_treatment_days',
  'on_treatment_event',
  'quality_of_life_change',
].join(', ')

/**
 * The tumour of a treatment is the subject's own where it lies at or below a node of the cohort, or where the cohort has
 * none; else the cohort's, if it is one node of the tree. What a subject was found to have is in each of its rows. Who
 * is actionable has the tumour board's yes; where it never speaks, an enrolment.
 */
export const flatRows = (who: Who) => `
  SELECT subjects.pseudonym, number, ${FACTS},
    CASE WHEN board.speaks THEN coalesce(recommended, false) ELSE number IS NOT NULL END AS actionable,
    ARRAY(SELECT jsonb_array_elements_text(subjects.findings))
      || ARRAY(SELECT own.alteration FROM record.enrolments own
               WHERE own.pseudonym = subjects.pseudonym AND own.alteration IS NOT NULL) AS findings,
    CASE
      WHEN nodes IS NULL OR 'PAN' = ANY (nodes) OR own.path && nodes THEN subjects.tumour
      ELSE named.code
    END AS treated_tumour
  FROM record.subjects CROSS JOIN board
    LEFT JOIN record.enrolments USING (pseudonym)
    CROSS JOIN LATERAL (SELECT string_to_array(enrolments.tumour, ',') AS nodes) AS parts
    LEFT JOIN tree AS own ON own.code = subjects.tumour
    LEFT JOIN tree AS named ON named.code = enrolments.tumour
  WHERE ${isAmong(who)}`

const timesOf = (days: string, event: string) => `(
  SELECT jsonb_build_object('denominator', 'treated', 'of', (SELECT count(*) FROM first),
    'entered', coalesce(sum(events + censored), 0),
    'events', coalesce(jsonb_agg(events ORDER BY bin), '[]'), 'censored', coalesce(jsonb_agg(censored ORDER BY bin), '[]'))
  FROM (
    SELECT bin, count(*) FILTER (WHERE ${event} = 1) AS events, count(*) FILTER (WHERE ${event} = 0) AS censored
    FROM (SELECT greatest(1, ceil(${days} / 28.0)) AS in_bin, ${event} FROM first
          WHERE ${days} IS NOT NULL AND ${event} IS NOT NULL) AS timed
    RIGHT JOIN generate_series(1, (SELECT max(greatest(1, ceil(${days} / 28.0))) FROM first
                                   WHERE ${days} IS NOT NULL AND ${event} IS NOT NULL)) AS bin ON in_bin = bin
    GROUP BY bin) AS binned)`

const REASONS = ['progressed', 'died', 'off-treatment', 'missed', 'unconfirmed-progression', 'not-assessable']
const reasonsIn = (denominator: string) =>
  REASONS.map(reason => `'${reason}', count(*) FILTER (WHERE ${denominator} AND no_control_reason = '${reason}')`).join(
    ', ',
  )

const controlOf = (denominator: string, name: string) => `jsonb_build_object('denominator', '${name}',
  'of', count(*) FILTER (WHERE ${denominator}),
  'control', count(*) FILTER (WHERE evaluable AND disease_control),
  'awaiting', count(*) FILTER (WHERE ${denominator} AND awaiting),
  'reasons', jsonb_build_object(${reasonsIn(denominator)}),
  'controlNotEvaluable', count(*) FILTER (WHERE ${denominator} AND NOT evaluable AND disease_control))`

const bestIn = (denominator: string) =>
  ['CR', 'PR', 'SD', 'PD', 'NE']
    .map(best => `'${best}', count(*) FILTER (WHERE ${denominator} AND best_response = '${best}')`)
    .join(', ')

const responsesOf = (denominator: string, name: string) => `jsonb_build_object('denominator', '${name}',
  'of', count(*) FILTER (WHERE ${denominator}),
  'best', jsonb_build_object(${bestIn(denominator)}),
  'objective', count(*) FILTER (WHERE ${denominator} AND best_response IN ('CR', 'PR')),
  'objectiveConfirmed', count(*) FILTER (WHERE ${denominator} AND confirmed_response IS NOT NULL))`

/** Cumulative: window functions add up the counts of each quarter. */
const QUARTERS = `(SELECT coalesce(jsonb_agg(jsonb_build_object('quarter', quarter, 'treated', treated,
    'evaluable', evaluable, 'pending', pending, 'control', control) ORDER BY quarter), '[]')
  FROM (SELECT start_quarter AS quarter,
      sum(count(*)) OVER later AS treated,
      sum(count(*) FILTER (WHERE evaluable)) OVER later AS evaluable,
      sum(count(*) FILTER (WHERE NOT mature OR awaiting)) OVER later AS pending,
      sum(count(*) FILTER (WHERE evaluable AND disease_control)) OVER later AS control
    FROM first GROUP BY start_quarter WINDOW later AS (ORDER BY start_quarter)) AS cumulated)`

const quality = (change: string) => `count(*) FILTER (WHERE mature AND quality_of_life_change ${change})`

/** Over rows of `first`: what is counted of treated patients, but for times and quarters. */
export const treatedColumns = `
        count(*) AS treated, count(*) FILTER (WHERE mature) AS mature, count(*) FILTER (WHERE evaluable) AS evaluable,
        count(*) FILTER (WHERE NOT mature OR awaiting) AS pending, count(*) FILTER (WHERE awaiting) AS awaiting,
        jsonb_build_array(${controlOf('evaluable', 'evaluable')}, ${controlOf('mature', 'treated-mature')}) AS control,
        jsonb_build_array(${responsesOf('true', 'treated')}, ${responsesOf('evaluable', 'evaluable')}) AS responses,
        jsonb_build_object('denominator', 'treated', 'of', count(*),
          'grade3Related', count(*) FILTER (WHERE grade3_related),
          'grade3RelatedOrUnknown', count(*) FILTER (WHERE grade3_related_or_unknown),
          'serious', count(*) FILTER (WHERE serious),
          'grade3RelatedEvents', coalesce(sum(grade3_related_events), 0),
          'seriousEvents', coalesce(sum(serious_events), 0),
          'exposureDays', coalesce(sum(on_treatment_days), 0)) AS safety,
        jsonb_build_object('denominator', 'treated-mature', 'of', count(*) FILTER (WHERE mature),
          'improved', ${quality("= 'improved'")}, 'stable', ${quality("= 'stable'")}, 'worse', ${quality("= 'worse'")},
          'missing', ${quality('IS NULL')}) AS quality`

/** Each patient once: of several treatments within the cohort the first counts. */
const countsOfOne = `(
  WITH
    found AS MATERIALIZED (
      SELECT * FROM (
        SELECT flat.*,
          number IS NOT NULL AND CASE WHEN asked."cohortKey" IS NOT NULL THEN cohort_key IS NOT DISTINCT FROM asked."cohortKey"
            ELSE is_screened AND coalesce(asked.drugs IS NULL OR drugs = ANY (asked.drugs), false) END AS is_member,
          is_screened
        FROM flat CROSS JOIN LATERAL (
          SELECT coalesce((asked.tumours IS NULL OR treated_tumour = ANY (asked.tumours))
            AND (asked.findings IS NULL OR findings && asked.findings), false) AS is_screened) AS parts) AS judged
      WHERE is_member OR is_screened),
    first AS (
      SELECT DISTINCT ON (pseudonym) * FROM found WHERE is_member AND found.treated
      ORDER BY pseudonym, coalesce(start_day, 0), number),
    person AS (
      SELECT bool_or(actionable) AS actionable, bool_or(is_member) AS enrolled FROM found GROUP BY pseudonym),
    people AS (
      SELECT count(*) AS screened, count(*) FILTER (WHERE actionable) AS actionable,
        count(*) FILTER (WHERE enrolled) AS enrolled, count(*) FILTER (WHERE actionable AND NOT enrolled) AS not_enrolled
      FROM person),
    treated AS (
      SELECT ${treatedColumns}
      FROM first)
  SELECT jsonb_build_object(
    'funnel', jsonb_build_object('screened', people.screened, 'actionable', people.actionable, 'enrolled', people.enrolled,
      'treated', treated.treated, 'treatedMature', mature, 'evaluable', evaluable, 'pending', pending, 'awaiting', awaiting),
    'dropOut', jsonb_build_object('notActionable', people.screened - people.actionable, 'notEnrolled', people.not_enrolled,
      'notTreated', people.enrolled - treated.treated, 'notMature', treated.treated - mature,
      'notDosedEnough', mature - evaluable),
    'furtherEnrolments', (SELECT count(*) FROM found WHERE is_member AND found.treated) - treated.treated,
    'control', control, 'responses', responses, 'safety', safety,
    'progressionFree', ${timesOf('pfs_days', 'pfs_event')}, 'overall', ${timesOf('os_days', 'os_event')},
    'responseDuration', ${timesOf('response_days', 'response_event')},
    'onTreatment', ${timesOf('on_treatment_days', 'on_treatment_event')},
    'quarters', ${QUARTERS}, 'qualityOfLife', quality)
  FROM people, treated)`
