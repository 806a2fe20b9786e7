import { describe, expect, it } from 'vitest'
import { htmlReport } from '../../src/report/html/page.ts'
import { plotsOf } from '../../src/report/plots/all-plots.ts'
import { cohortMatrix, falsePositivesSentence } from '../../src/report/plots/matrix.ts'
import { buildResult } from '../../src/report/result/build-result.ts'
import { type Language, languages } from '../../src/report/text/messages.ts'
import { wordsOf } from '../../src/report/text/words.ts'
import { aCountry, aDocument, aPool } from '../support/merged-counts.ts'
import { threeCountries } from '../support/report-documents.ts'

const program = 'prime-rose-node 0.1.0'
const result = buildResult(threeCountries(), { program })
const words = wordsOf('en')
const page = htmlReport(result, words)
const everyLanguage = Object.keys(languages) as Language[]

describe('the page', () => {
  it('has every section of the report', () => {
    const sections = [...page.matchAll(/<section[^>]* id="(\w+)"/g)].map(([, id]) => id)
    expect(sections).toEqual([
      'decision',
      'definition',
      'funnel',
      'parts',
      'estimates',
      'heterogeneity',
      'responses',
      'survival',
      'safety',
      'accrual',
      'bayes',
      'rules',
      'methods',
      'limits',
      'provenance',
    ])
  })

  it('needs nothing but itself: no script, no inline style, no address but the one of SVG, a policy that allows one style sheet', () => {
    expect(page).not.toMatch(/<script|\sstyle="|\son\w+="|javascript:/i)
    expect(page.match(/<style>/g)).toHaveLength(1)
    expect(new Set(page.match(/https?:\/\/[^"'\s<)]+/g))).toEqual(new Set(['http://www.w3.org/2000/svg']))
    expect(page).toContain(`default-src 'none'; style-src 'sha256-`)
  })

  it('shows the decision, its numbers and its hash', () => {
    expect(page).toContain('<p class="title">Positive</p>')
    expect(page).toContain('29.0%')
    expect(page).toContain(result.documentHash)
    expect(page).toContain('Bayesian box (exploratory)')
  })

  it('says in every language what a degenerate table does to the methods, and names none by a member of a file', () => {
    const nobody = (country: string) => aCountry(country, { evaluable: 8, control: 0 })
    const degenerate = buildResult(aDocument([nobody('NO'), nobody('DK'), nobody('SE')]), { program })
    for (const language of everyLanguage) {
      const shown = htmlReport(degenerate, wordsOf(language))
      expect(shown).toContain(languages[language]['heterogeneity.onlyHalf'])
      expect(shown).toContain(languages[language]['heterogeneity.noMaximum'])
      expect(shown).not.toMatch(/commonEffect|randomEffects|glmm:/)
    }
  })

  it('escapes whatever a label holds', () => {
    const label = `<img src=x onerror=alert(1)> & "quoted" 'single' \u0000`
    const hostile = buildResult(threeCountries({ cohort: { key: null, label, definitionHash: null } }), { program })
    const shown = htmlReport(hostile, words)
    expect(shown).not.toContain('<img')
    expect(shown).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quoted&quot; &#39;single&#39;')
    expect(shown).not.toContain('\u0000')
  })

  it.each(everyLanguage)('is complete in each language, in its own words, codes as they are: %s', language => {
    const shown = htmlReport(result, wordsOf(language))
    expect(shown).toContain(`<html lang="${language}">`)
    expect(shown).not.toMatch(/\{\w+\}|NaN|undefined|\[object/)
    expect(shown).toContain(languages[language]['title.positive'])
    expect(shown).toContain('control-w16-visit')
  })

  it('says of a pooled round what it cannot, and shows no country', () => {
    const pooled = buildResult(aDocument([aPool(['DK', 'FI', 'NL', 'NO'], { evaluable: 24, control: 5 })]), { program })
    const shown = htmlReport(pooled, words)
    expect(shown).toContain('Heterogeneity is not assessable from a pooled round')
    expect(shown).toContain('do not all collude')
  })

  it('shows numbers of patients alone where no outcome is counted', () => {
    const part = aCountry(
      'DK',
      { evaluable: 0, control: 0 },
      { counts: { treated: { masked: { lo: 0, hi: 22 } } }, measures: [] },
    )
    const shown = htmlReport(buildResult(aDocument([part], { design: null }), { program }), words)
    expect(shown).toContain('0 to 22 (masked)')
    expect(shown).toContain('never a rate')
  })
})

describe('the plots', () => {
  const plots = plotsOf(result, words)

  it('are forest, boundary, responses, two curves and accrual', () => {
    expect(plots.map(({ id }) => id)).toEqual(['forest', 'boundary', 'responses', 'pfs', 'os', 'accrual'])
  })

  it.each(plots.map(plot => [plot.id, plot] as const))(
    'is an image with title and description, told in a table too: %s',
    (_, plot) => {
      expect(plot.svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="(\w+)-title \1-desc"/)
      expect(plot.svg).toMatch(/<title id="\w+-title">[^<]+<\/title><desc id="\w+-desc">[^<]+\d[^<]*<\/desc>/)
      expect(plot.svg).not.toMatch(/style=|<script|NaN|undefined|Infinity/)
      expect(plot.table.rows.length).toBeGreaterThan(0)
      expect(plot.table.rows.every(row => row.length === plot.table.head.length)).toBe(true)
    },
  )

  it('are the same bytes for the same result', () => {
    const again = plotsOf(buildResult(structuredClone(threeCountries()), { program }), wordsOf('en'))
    expect(again.map(({ svg }) => svg)).toEqual(plots.map(({ svg }) => svg))
  })

  it('put countries in the order of their names and never of their results', () => {
    const forest = plots.find(({ id }) => id === 'forest')
    expect(forest?.table.rows.map(([name]) => name)).toEqual(['DK', 'FI', 'NO', 'Pooled', 'Random effects'])
  })

  it('have no tick at a censored patient and no point beyond the merged steps', () => {
    const pfs = plots.find(({ id }) => id === 'pfs')
    expect(pfs?.table.rows.map(([step]) => step)).toEqual([
      '(0, 28]',
      '(28, 56]',
      '(56, 84]',
      '(84, 140]',
      '(140, 168]',
    ])
  })
})

describe('an overview of cohorts', () => {
  const cell = (tumour: string, drug: string, lo: number, hi: number | null) => ({
    tumour,
    drug,
    evaluable: { lo, hi },
    of: 24,
    stage: null,
  })

  it('is a matrix of n/24, bands and masked cells, with a table beside', () => {
    const plot = cohortMatrix(
      [cell('CRC', 'sotorasib', 12, 12), cell('CRC', 'nivolumab', 0, null), cell('BTC', 'nivolumab', 8, 12)],
      words,
    )
    expect(plot?.table.rows).toEqual([
      ['BTC', '8–12', ''],
      ['CRC', 'masked', '12/24'],
    ])
    expect(plot?.svg).toContain('url(#matrix-masked)')
    expect(plot?.svg).toContain('role="img"')
    expect(cohortMatrix([], words)).toBeNull()
  })

  it('has links that those who do not see it find, where there is more to read', () => {
    const linked = { ...cell('CRC', 'sotorasib', 0, 7), href: '#PR-1', name: 'KRAS <G12C>' }
    const plot = cohortMatrix([linked, cell('BTC', 'nivolumab', 8, 8)], words)
    expect(plot?.svg).toContain('role="group"')
    expect(plot?.svg).toContain('<a href="#PR-1" aria-label="KRAS &lt;G12C&gt;: ≤ 7">')
    expect(plot?.svg.match(/<a /g)).toHaveLength(1)
  })

  it('has how many false positives to expect above it', () => {
    const text = falsePositivesSentence({ decided: 40, expected: 3.11, atStage2: 20, expectedAtStage2: 2.73 }, words)
    expect(text).toContain('3.1 false positives are to be expected')
    expect(text).toContain('20 at stage 2: 2.7')
  })
})
