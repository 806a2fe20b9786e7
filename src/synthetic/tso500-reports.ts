/**
 * CombinedVariantOutput.tsv of the panel that Norwegian hospitals run, a file a sample, beside the same trial's eCRF
 * sheets and the sheet that joins samples to subjects. Laid out as pipeline 2.x writes it; every call is made up.
 */
import { isoDate } from './calendar.ts'
import { draftTrial } from './draft-trial.ts'
import { type EcrfExport, makeEcrfExport } from './ecrf-export.ts'
import { type PanelFindings, panelFindings } from './panel-findings.ts'
import type { EcrfRequest } from './scenarios.ts'
import { randomOf } from './tell-trial.ts'

export const TSO500_FOLDER = 'tso500'

export interface Tso500Export extends EcrfExport {
  readonly reports: readonly { readonly name: string; readonly text: string }[]
  /** By subject, as the reports tell it. */
  readonly findings: ReadonlyMap<string, PanelFindings>
}

export function makeTso500Export(request: EcrfRequest): Tso500Export {
  const ecrf = makeEcrfExport(request)
  const findings = findingsOfTrial(request)
  const samples = [...findings].map(([subjectId, { sampleId, collectedDay }]) => [
    subjectId,
    sampleId,
    isoDate(collectedDay),
  ])
  const sheet = [['Subject', 'Sample', 'Date of sample'], ['SubjectId', 'SAMPLEID', 'SAMPDAT'], ...samples]
  const prefix = ecrf.files[0]?.name.replace(/_[^_]*$/, '') ?? request.trialId
  return {
    ...ecrf,
    files: [
      ...ecrf.files,
      { name: `${prefix}_sample.csv`, text: `${sheet.map(cells => cells.join(',')).join('\n')}\n` },
    ],
    reports: [...findings.values()].map(found => ({
      name: `${found.sampleId}_CombinedVariantOutput.tsv`,
      text: writeReport(found),
    })),
    findings,
  }
}

/** Subjects whose tumour was sequenced, with what was found; the same in every format. */
export function findingsOfTrial(request: EcrfRequest): ReadonlyMap<string, PanelFindings> {
  const trial = draftTrial(request)
  return new Map(
    trial.stories.flatMap((story, at) => {
      const found = panelFindings(story, at + 1, randomOf(trial, story).fork('panel'))
      return found === null ? [] : [[story.subjectId, found] as const]
    }),
  )
}

/** Cells of the widest section: every line is padded to it. */
const WIDTH = 11

export function writeReport(found: PanelFindings): string {
  const { sampleId } = found
  const lines: string[][] = [
    ['[Analysis Details]'],
    ['Pair ID', sampleId],
    ['DNA Sample ID', `${sampleId}-DNA`],
    ['RNA Sample ID', `${sampleId}-RNA`],
    ['Output Date', isoDate(found.collectedDay + 14)],
    ['Output Time', '12:00:00'],
    ['Module Version', '2.1.1'],
    ['Pipeline Version', 'synthetic'],
    [],
    ['[Sequencing Run Details]'],
    ['NA'],
    [],
    ['[TMB]'],
    ['Total TMB', found.tmb.toFixed(1)],
    ['Coding Region Size in Megabases', '1.3'],
    ['Number of Passing Eligible Variants', String(Math.round(found.tmb * 1.3))],
    [],
    ['[MSI]'],
    ['Usable MSI Sites', '120'],
    ['Total MSI Sites Unstable', String(Math.round(found.unstableSites * 1.2))],
    ['Percent Unstable MSI Sites', found.unstableSites.toFixed(2)],
    [],
    ['[Gene Amplifications]'],
    ['Gene', 'Fold Change'],
    ...orNothing(found.amplified.map(({ gene, foldChange }) => [gene, foldChange.toFixed(3)])),
    [],
    ['[Splice Variants]'],
    [
      'Gene',
      'Affected Exon(s)',
      'Breakpoint 1',
      'Breakpoint 2',
      'Splice Supporting Reads',
      'Reference Reads Transcript',
    ],
    ...orNothing(
      found.skippedExons.map(({ gene, exon }) => [gene, exon, 'chr7:116411708', 'chr7:116414935', '86', '41']),
    ),
    [],
    ['[Fusions]'],
    [
      'Gene Pair',
      'Breakpoint 1',
      'Breakpoint 2',
      'Fusion Supporting Reads',
      'Gene 1 Reference Reads',
      'Gene 2 Reference Reads',
    ],
    ...orNothing(
      found.fusions.map(({ genes, reads }) => [
        genes.join('-'),
        'chr1:1000000',
        'chr2:2000000',
        String(reads),
        '120',
        '95',
      ]),
    ),
    [],
    ['[Small Variants]'],
    [
      'Gene',
      'Chromosome',
      'Genomic Position',
      'Reference Call',
      'Alternative Call',
      'Allele Frequency',
      'Depth',
    ].concat('P-Dot Notation', 'C-Dot Notation', 'Consequence(s)', 'Affected Exon(s)'),
    // A call on no gene of the panel's list: its gene stays blank.
    ['', 'chr1', '4367323', 'G', 'A', '0.4987', '812'],
    ...found.variants.map(variant => [
      variant.gene,
      variant.chromosome,
      String(variant.position),
      variant.reference,
      variant.alternative,
      variant.fraction.toFixed(4),
      String(variant.depth),
      `${variant.protein}:p.(${variant.hgvsP.slice(2)})`,
      `${variant.transcript}:${variant.hgvsC}`,
      variant.consequence,
      variant.exon,
    ]),
  ]
  return lines.map(cells => `${[...cells, ...Array<string>(WIDTH - cells.length).fill('')].join('\t')}\r\n`).join('')
}

function orNothing(calls: string[][]): string[][] {
  return calls.length > 0 ? calls : [['NA']]
}
