/**
 * All catalogue cells with all measures in one SQL statement, set by set: rows are joined with the cells that mean them, a
 * patient's first treatment in each is taken, and all is grouped by cell. Over the tables of the store, or over flat
 * episodes that were written out before. Other than the index it has the whole server to itself.
 */
import type { CohortCounts, TimeTable } from '../../src/cohort/measure/exact-measures.ts'
import { flatRows, treatedColumns } from '../../src/store/count-cohorts.ts'

/** `$1` the cells, as in the store's reference; `$2` the tumour tree, asked for by the normalised form alone. */
export function cubeStatement(flatTable: string | null): string {
  return `WITH asked AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($1::jsonb)
      AS one(number integer, "cohortKey" text, tumours text[], findings text[], drugs text[])),
    tumour_of AS MATERIALIZED (SELECT number AS cell, unnest(tumours) AS tumour FROM asked),
    finding_of AS MATERIALIZED (SELECT number AS cell, unnest(findings) AS finding FROM asked),
    drugs_of AS MATERIALIZED (SELECT number AS cell, unnest(drugs) AS given FROM asked),
    ${
      flatTable === null
        ? `tree AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($2::jsonb) AS node(code text, path text[])),
    board AS MATERIALIZED (SELECT bool_or(recommended IS NOT NULL) AS speaks FROM record.subjects),
    flat AS MATERIALIZED (${flatRows('all')})`
        : `flat AS NOT MATERIALIZED (SELECT * FROM ${flatTable} WHERE $2::jsonb IS NOT NULL)`
    },
    found AS MATERIALIZED (SELECT cell, pseudonym, treated_tumour, actionable
      FROM flat CROSS JOIN LATERAL unnest(findings) AS each(finding) JOIN finding_of USING (finding)),
    screened AS (
      SELECT found.cell, pseudonym, actionable FROM found JOIN tumour_of ON tumour_of.cell = found.cell
        AND tumour_of.tumour = treated_tumour
      UNION ALL SELECT cell, pseudonym, actionable FROM found JOIN asked ON asked.number = found.cell AND tumours IS NULL
      UNION ALL SELECT tumour_of.cell, pseudonym, actionable FROM flat JOIN tumour_of ON tumour = treated_tumour
        JOIN asked ON asked.number = tumour_of.cell AND asked.findings IS NULL),
    member AS MATERIALIZED (
      SELECT asked.number AS cell, flat.* FROM flat JOIN asked ON cohort_key = "cohortKey" WHERE flat.number IS NOT NULL
      UNION ALL SELECT drugs_of.cell, flat.* FROM flat JOIN drugs_of ON given = flat.drugs WHERE flat.number IS NOT NULL
      UNION ALL SELECT tumour_of.cell, flat.* FROM flat JOIN tumour_of ON tumour = treated_tumour
        JOIN asked ON asked.number = tumour_of.cell AND asked.findings IS NULL AND "cohortKey" IS NULL WHERE flat.number IS NOT NULL
      UNION ALL SELECT asked.number, flat.* FROM flat JOIN asked
        ON asked.tumours IS NULL AND asked.findings IS NULL AND asked.drugs IS NULL AND "cohortKey" IS NULL
        WHERE flat.number IS NOT NULL),
    first AS MATERIALIZED (SELECT DISTINCT ON (cell, pseudonym) * FROM member WHERE treated
      ORDER BY cell, pseudonym, coalesce(start_day, 0), number),
    everybody AS MATERIALIZED (SELECT count(*) AS screened, count(*) FILTER (WHERE actionable) AS actionable
      FROM (SELECT pseudonym, bool_or(actionable) AS actionable FROM flat GROUP BY pseudonym) AS each),
    person AS (SELECT cell, bool_or(actionable) AS actionable, bool_or(enrolled) AS enrolled FROM (
        SELECT cell, pseudonym, actionable, false AS enrolled FROM screened
        UNION ALL SELECT cell, pseudonym, actionable, true FROM member) AS either GROUP BY cell, pseudonym),
    people AS (SELECT cell, count(*) AS screened, count(*) FILTER (WHERE actionable) AS actionable,
        count(*) FILTER (WHERE enrolled) AS enrolled, count(*) FILTER (WHERE actionable AND enrolled) AS actionable_enrolled
      FROM person GROUP BY cell),
    treatment AS (SELECT cell, ${treatedColumns} FROM first GROUP BY cell),
    rows_of AS (SELECT cell, count(*) FILTER (WHERE treated) AS treated_rows FROM member GROUP BY cell)
    SELECT
      (SELECT jsonb_agg(jsonb_build_object('cell', number, 'isOpen', tumours IS NULL AND findings IS NULL,
        'people', to_jsonb(people), 'treated', to_jsonb(treatment), 'rows', treated_rows))
       FROM asked LEFT JOIN people ON people.cell = number LEFT JOIN treatment ON treatment.cell = number
         LEFT JOIN rows_of ON rows_of.cell = number) AS cells,
      (SELECT to_jsonb(everybody) FROM everybody) AS everybody,
      (SELECT jsonb_agg(jsonb_build_array(cell, kind, bin, event, patients)) FROM (
        SELECT cell, kind, greatest(1, ceil(days / 28.0)) AS bin, event, count(*) AS patients
        FROM first CROSS JOIN LATERAL (VALUES ('progressionFree', pfs_days, pfs_event), ('overall', os_days, os_event),
          ('responseDuration', response_days, response_event), ('onTreatment', on_treatment_days, on_treatment_event))
          AS timed(kind, days, event)
        WHERE days IS NOT NULL AND event IS NOT NULL GROUP BY 1, 2, 3, 4) AS binned) AS times,
      (SELECT jsonb_agg(jsonb_build_array(cell, start_quarter, treated, evaluable, pending, control)
          ORDER BY cell, start_quarter) FROM (
        SELECT cell, start_quarter, count(*) AS treated, count(*) FILTER (WHERE evaluable) AS evaluable,
          count(*) FILTER (WHERE NOT mature OR awaiting) AS pending,
          count(*) FILTER (WHERE evaluable AND disease_control) AS control
        FROM first GROUP BY 1, 2) AS quarterly) AS quarters`
}

type TimeKind = 'progressionFree' | 'overall' | 'responseDuration' | 'onTreatment'
type Treated = Pick<CohortCounts, 'control' | 'responses' | 'safety'> &
  Pick<CohortCounts['funnel'], 'treated' | 'evaluable' | 'pending' | 'awaiting'> & {
    readonly mature: number
    readonly quality: CohortCounts['qualityOfLife']
  }

export interface CubeRow {
  readonly cells: readonly {
    readonly cell: number
    readonly isOpen: boolean
    readonly people: Record<'screened' | 'actionable' | 'enrolled' | 'actionable_enrolled', number> | null
    readonly treated: Treated | null
    readonly rows: number | null
  }[]
  readonly everybody: Record<'screened' | 'actionable', number>
  readonly times: readonly (readonly [number, TimeKind, number, 0 | 1, number])[] | null
  readonly quarters: readonly (readonly [number, string, number, number, number, number])[] | null
}

/** Cells of patients only: what an empty one would hold says nothing. */
export function readCube({ cells, everybody, times, quarters }: CubeRow): ReadonlyMap<number, CohortCounts> {
  const timesOf = Map.groupBy(times ?? [], ([cell]) => cell)
  const quartersOf = Map.groupBy(quarters ?? [], ([cell]) => cell)
  return new Map(
    cells.flatMap(({ cell, isOpen, people, treated, rows }) => {
      if (treated === null || people === null) return []
      const { enrolled } = people
      const { screened, actionable } = isOpen ? everybody : people
      const table = (kind: TimeKind): TimeTable => {
        const own = (timesOf.get(cell) ?? []).filter(one => one[1] === kind)
        const bins = Math.max(0, ...own.map(one => one[2]))
        const of = (event: 0 | 1) => {
          const list = new Array<number>(bins).fill(0)
          for (const one of own) if (one[3] === event) list[one[2] - 1] = one[4]
          return list
        }
        const entered = own.reduce((sum, one) => sum + one[4], 0)
        return { denominator: 'treated', of: treated.treated, entered, events: of(1), censored: of(0) }
      }
      const sums = { treated: 0, evaluable: 0, pending: 0, control: 0 }
      const counts: CohortCounts = {
        funnel: {
          screened,
          actionable,
          enrolled,
          treated: treated.treated,
          treatedMature: treated.mature,
          evaluable: treated.evaluable,
          pending: treated.pending,
          awaiting: treated.awaiting,
        },
        dropOut: {
          notActionable: screened - actionable,
          notEnrolled: actionable - people.actionable_enrolled,
          notTreated: enrolled - treated.treated,
          notMature: treated.treated - treated.mature,
          notDosedEnough: treated.mature - treated.evaluable,
        },
        furtherEnrolments: (rows ?? 0) - treated.treated,
        control: treated.control,
        responses: treated.responses,
        safety: treated.safety,
        progressionFree: table('progressionFree'),
        overall: table('overall'),
        responseDuration: table('responseDuration'),
        onTreatment: table('onTreatment'),
        quarters: (quartersOf.get(cell) ?? []).map(([, quarter, ...counted]) => {
          sums.treated += counted[0]
          sums.evaluable += counted[1]
          sums.pending += counted[2]
          sums.control += counted[3]
          return { quarter, ...sums }
        }),
        qualityOfLife: treated.quality,
      }
      return [[cell, counts] as const]
    }),
  )
}
