/** The first page of the demo: who is there, what the first question was answered with, where the first round stands. */
import { createHash } from 'node:crypto'
import { terminologyOf } from '../../app/terminology.ts'
import { explainDefinition } from '../../cohort/explain.ts'
import type { DemoStanding } from '../../demo/standing.ts'
import { type Html, section, table, tag, textTag } from '../../report/html/markup.ts'
import { STYLE } from '../../report/html/style.ts'
import { memberInWords, pooledInWords } from '../answer-in-words.ts'

const REFRESH_SECONDS = 3
const PAGE_STYLE = `${STYLE}a{color:#0b4f8a}:focus-visible{outline:3px solid #0b4f8a}pre{overflow-x:auto}`
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`

export function demoPage(standing: DemoStanding): Html {
  const { answer, round, commands } = standing
  const title = 'PRIME-ROSE demo'
  const isMoving = answer === null || answer.state === 'open' || round === null || round.state === 'open'
  const body = [
    tag(
      'header',
      textTag('h1', title) +
        textTag('p', 'Five national nodes and a relay on this machine. All patients are synthetic.', {
          class: 'subtitle',
        }),
    ),
    tag(
      'main',
      [
        section('nodes', 'Nodes', nodes(standing)),
        section('question', 'The first question, to all', question(standing)),
        section('round', 'The first pooled round', ...roundHtml(standing)),
        section(
          'next',
          'In a terminal, try next',
          tag('pre', commands.map(command => textTag('code', command)).join('\n'), { tabindex: '0' }),
        ),
      ].join('\n'),
    ),
  ].join('\n')
  const head = [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    isMoving ? `<meta http-equiv="refresh" content="${REFRESH_SECONDS}">` : '',
    textTag('title', title),
    `<style>${PAGE_STYLE}</style>`,
  ].join('')
  return `<!doctype html>\n<html lang="en"><head>${head}</head><body>${body}</body></html>\n`
}

function nodes({ nodes: all }: DemoStanding): Html {
  const head = ['Country', 'Trial', 'Reads', 'Reached', 'In rounds', 'Its interface']
  const rows = all.map(({ country, trialId, source, reached, role, url }) =>
    tag(
      'tr',
      textTag('th', country, { scope: 'row' }) +
        [trialId, source, reached, role ?? 'member'].map(cell => textTag('td', cell)).join('') +
        tag('td', textTag('a', `${url}/api`, { href: `${url}/api` })),
    ),
  )
  const heads = head.map(name => textTag('th', name, { scope: 'col' })).join('')
  return tag('table', tag('thead', tag('tr', heads)) + tag('tbody', rows.join('')))
}

function question({ answer }: DemoStanding): Html {
  if (answer === null) return textTag('p', 'It is about to be asked.')
  return (
    textTag('p', `Patients ${answer.denominator}: ${explainDefinition(terminologyOf(), answer.cohort)}`) +
    table({
      caption: 'Each answers from its protected table: a number from five patients on, else masked.',
      head: ['Country', 'Member', 'Answer'],
      rows: answer.members.map(member => [member.country, member.member, memberInWords(member)]),
    }) +
    textTag('p', pooledInWords(answer))
  )
}

function roundHtml({ round }: DemoStanding): Html[] {
  if (round === null) return [textTag('p', 'It begins after the first question.')]
  const words = {
    open: 'It is on its way: five sealed contributions, added by two combiners who see no country’s part.',
    done: 'It is over: its table is signed by both combiners and held by all members.',
    ended: `It ended without a table: ${round.reason ?? 'no reason told'}.`,
  } as const
  return [
    textTag('p', `${round.round}: ${words[round.state]}`),
    round.state === 'done' ? tag('p', textTag('a', 'The cohorts of the network', { href: '/cohorts' })) : '',
  ]
}
