/** The report of a data cut for the people who are asked to sign it. */
import type { CutDescription } from '../../model/generated/cut.ts'
import type { CutReport } from '../../model/generated/cut-report.ts'
import { formatTable } from '../terminal.ts'

export function reportInWords(report: CutReport): string {
  const { cut, state, since, openedBy } = report
  return [
    `${cut.id}: ${state} since ${since}${openedBy.length === 0 ? ', signed by nobody' : `, signed by ${openedBy.join(' and ')}`}`,
    `Data of ${cut.trialId} (${cut.country}) up to ${cut.cutoff}; mapping ${cut.mapping.id} ${cut.mapping.version}, derivation ${cut.versions.derivation}, normaliser ${cut.versions.normaliser}, OncoTree ${cut.versions.oncotree}, pseudonym key version ${cut.pseudonymKeyVersion}`,
    basisInWords(cut.sharingBasis),
    '',
    ...coverageLines(report),
    '',
    ...validationLines(cut),
    '',
    ...differenceLines(report),
  ].join('\n')
}

export function basisInWords(basis: CutDescription['sharingBasis']): string {
  switch (basis.kind) {
    case 'document':
      return `Sharing rests on: ${basis.consentForm}; approval ${basis.approval}. Signed by the committee as a document of its own.`
    case 'row-by-row':
      return "Sharing rests on each subject's own consent; who gave none is not in it."
    case 'example':
      return `SHARING RESTS ON AN EXAMPLE: ${basis.consentForm}; approval ${basis.approval}. Who opens this cut signs that with it; for real data the mapping states its own basis.`
  }
}

function coverageLines({ coverage }: CutReport): string[] {
  if (coverage === null) return ['The snapshot can be read no more: no coverage, no difference.']
  const share = (part: number, whole: number) => `${part} of ${whole}`
  return [
    `Subjects with a known tumour: ${share(coverage.subjectsWithTumour, coverage.subjects)}`,
    `Enrolments whose cohort is understood: ${share(coverage.enrolmentsWithCohortKey, coverage.enrolments)}`,
    `Treated with a best response: ${share(coverage.treatedWithResponse, coverage.treated)}`,
    `Mature with a reading at week 16: ${share(coverage.matureWithWeek16, coverage.mature)}`,
  ]
}

function validationLines({ validation: { heldBack, rejected, problems } }: CutDescription): string[] {
  const first = `Left out: ${heldBack} held back until somebody decides, ${rejected} rejected.`
  if (problems.length === 0) return [first, 'The ingest found no problem.']
  return [
    first,
    formatTable(
      ['problem', 'rows'],
      problems.map(({ code, rows }) => [code, rows]),
    ),
  ]
}

function differenceLines({ difference, k }: CutReport): string[] {
  if (difference === null) return ['There is no earlier opened cut to compare with.']
  const { subjects, treated, cohorts, cohortsUnchanged, cohortsMasked } = difference
  const inWords = ({ came, went }: typeof subjects) => `${came} came, ${went} went`
  return [
    `Since ${difference.to} (masked: 1 to ${k - 1} persons): subjects ${inWords(subjects)}; treated ${inWords(treated)}.`,
    `Cohorts: ${cohortsUnchanged} unchanged, ${cohortsMasked} with few changes, ${cohorts.length} with more.`,
    ...(cohorts.length === 0
      ? []
      : [
          formatTable(
            ['cohort', 'came', 'went'],
            cohorts.map(({ cohort, change }) => [cohort, change.came, change.went]),
          ),
        ]),
  ]
}
