/** The report as one self-contained page: no script, no outside file, one style sheet named by its hash. */
import { createHash } from 'node:crypto'
import type { ReportResult } from '../../model/generated/report-result.ts'
import { plotsOf } from '../plots/all-plots.ts'
import type { Plot } from '../plots/plot.ts'
import { decisionSentences, methodsText, sourcesText, titleOf } from '../text/sentences.ts'
import type { Words } from '../text/words.ts'
import { estimatesTable, thirdStageTable } from './estimates.ts'
import { heterogeneityTables } from './heterogeneity.ts'
import { figure, type Html, paragraphs, section, table, tag, textTag } from './markup.ts'
import { accrualTexts, bayesTexts, limitTexts, safetyTexts, survivalTexts } from './section-texts.ts'
import {
  definitionTable,
  funnelTable,
  maskedTable,
  measureTable,
  partsTable,
  provenanceTable,
  rulesTable,
} from './sections.ts'
import { STYLE } from './style.ts'

export function htmlReport(result: ReportResult, words: Words): Html {
  const title = `${result.document.cohort.label} · ${titleOf(result, words)}`
  const head = [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hashOf(STYLE)}'; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    textTag('title', title),
    `<style>${STYLE}</style>`,
  ].join('\n')
  return `<!DOCTYPE html>\n<html lang="${words.language}">\n<head>\n${head}\n</head>\n<body>\n${body(result, words)}\n</body>\n</html>\n`
}

function hashOf(style: string): string {
  return createHash('sha256').update(style).digest('base64')
}

function body(result: ReportResult, words: Words): Html {
  const plots = new Map(plotsOf(result, words).map(plot => [plot.id, plot]))
  const drawn = (id: string): Html => draw(plots.get(id))
  const outcomes = result.pooled.length > 0
  return [
    tag(
      'header',
      textTag('p', words.say('report.name'), { class: 'subtitle' }) +
        textTag('h1', result.document.cohort.label) +
        textTag('p', sourcesText(result, words), { class: 'subtitle' }),
    ),
    tag(
      'main',
      [
        decisionBox(result, words),
        section('definition', words.say('section.definition'), table(definitionTable(result, words))),
        section('funnel', words.say('section.funnel'), table(funnelTable(result, words))),
        section(
          'parts',
          words.say('section.parts'),
          table(partsTable(result, words)),
          ...maskedTables(result, words),
          drawn('forest'),
        ),
        section(
          'estimates',
          words.say('section.estimates'),
          ...(outcomes
            ? [
                ...estimatesTable(result, words).map(table),
                ...thirdStageTable(result, words).map(table),
                ...(result.twoStage.length === 0
                  ? []
                  : [textTag('p', words.say('estimate.umvueNote'), { class: 'notice' })]),
                drawn('boundary'),
              ]
            : [textTag('p', words.say('rates.none'), { class: 'notice' })]),
        ),
        section('heterogeneity', words.say('section.heterogeneity'), ...heterogeneity(result, words)),
        ...(result.responses.length === 0
          ? []
          : [
              section(
                'responses',
                words.say('section.responses'),
                drawn('responses'),
                table(measureTable(result.responses, { result, words })),
              ),
            ]),
        section('survival', words.say('section.survival'), ...survival(result, words, drawn)),
        section('safety', words.say('section.safety'), ...safety(result, words)),
        section('accrual', words.say('section.accrual'), drawn('accrual'), paragraphs(accrualTexts(result, words))),
        ...(result.bayes === null
          ? []
          : [
              tag('div', section('bayes', words.say('section.bayes'), paragraphs(bayesTexts(result, words))), {
                class: 'exploratory',
              }),
            ]),
        section('rules', words.say('section.rules'), table(rulesTable(result, words))),
        section(
          'methods',
          words.say('section.methods'),
          textTag('p', words.say('methods.copy')),
          textTag('p', methodsText(result, words), { class: 'methods' }),
        ),
        section('limits', words.say('section.limits'), paragraphs(limitTexts(result, words))),
        section(
          'provenance',
          words.say('section.provenance'),
          tag('div', table(provenanceTable(result, words)), { class: 'hash' }),
        ),
      ].join('\n'),
    ),
  ].join('\n')
}

function draw(plot: Plot | undefined): Html {
  return plot === undefined ? '' : figure(plot.svg, plot.table)
}

function decisionBox(result: ReportResult, words: Words): Html {
  return tag(
    'section',
    textTag('h2', words.say('section.decision'), { id: 'decision-heading' }) +
      textTag('p', titleOf(result, words), { class: 'title' }) +
      paragraphs(decisionSentences(result, words)),
    { class: 'decision', id: 'decision', 'aria-labelledby': 'decision-heading' },
  )
}

function maskedTables(result: ReportResult, words: Words): Html[] {
  return maskedTable(result, words).map(table)
}

function heterogeneity(result: ReportResult, words: Words): Html[] {
  const { heterogeneity: found, heterogeneityMissing } = result
  if (found === null) {
    return heterogeneityMissing === null
      ? []
      : [textTag('p', words.say(`missing.${heterogeneityMissing}`), { class: 'notice' })]
  }
  const { tables, texts } = heterogeneityTables(result, words)
  return [...tables.map(table), paragraphs(texts, { class: 'notice' })]
}

function survival(result: ReportResult, words: Words, drawn: (id: string) => Html): Html[] {
  if (result.survival.length === 0) return [textTag('p', words.say('survival.none'), { class: 'notice' })]
  return result.survival.map(
    curve =>
      (drawn(curve.name) || textTag('h3', words.code('survival', curve.name))) +
      paragraphs(survivalTexts(curve, { result, words })),
  )
}

function safety(result: ReportResult, words: Words): Html[] {
  if (result.safety.length === 0) return [textTag('p', words.say('safety.none'), { class: 'notice' })]
  return [table(measureTable(result.safety, { result, words })), paragraphs(safetyTexts(result, words))]
}
