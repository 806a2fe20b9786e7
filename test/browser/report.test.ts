import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { htmlReport } from '../../src/report/html/page.ts'
import { buildResult } from '../../src/report/result/build-result.ts'
import { wordsOf } from '../../src/report/text/words.ts'
import { threeCountries } from '../support/report-documents.ts'
import { type Browser, browserTests, chromiumPath, launchChromium, type Page } from './chromium.ts'

const told = browserTests()

describe('a browser', () => {
  it(`takes part where there is one: ${told}`, () => {
    expect(told.startsWith('the browser tests run')).toBe(chromiumPath !== undefined)
  })
})

if (chromiumPath !== undefined) {
  describe('the report in a real browser', () => {
    let folder: string
    let browser: Browser
    let page: Page
    const complaints: string[] = []

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'rose-browser-'))
      const result = buildResult(threeCountries(), { program: 'prime-rose-node 0.1.0' })
      writeFileSync(join(folder, 'report.html'), htmlReport(result, wordsOf('fi')))
      browser = await launchChromium()
      page = await browser.newPage({ viewport: { width: 1000, height: 1400 } })
      page.on('console', message => complaints.push(message.text()))
      page.on('pageerror', error => complaints.push(error.message))
      page.on('request', request => {
        if (!request.url().startsWith('file:')) complaints.push(request.url())
      })
      await page.goto(`file://${join(folder, 'report.html')}`)
    })

    afterAll(async () => {
      await browser.close()
      rmSync(folder, { recursive: true, force: true })
    })

    it('breaks none of its own policy, and asks nobody for anything', async () => {
      expect(complaints).toEqual([])
      // A counter-test: the style sheet is applied, so the policy let it in.
      expect(await page.evaluate(`getComputedStyle(document.querySelector('.decision')).borderLeftStyle`)).toBe('solid')
    })

    it('names every plot to those who do not see it', async () => {
      expect(await page.getByRole('img').count()).toBe(6)
      expect(await page.getByRole('img', { name: 'Simonin rajat ja polku' }).count()).toBe(1)
    })

    it('fits into its page: no table or plot is cut off, also at twice the size', async () => {
      const overflows = () =>
        page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth')
      expect(await overflows()).toBe(false)
      await page.setViewportSize({ width: 500, height: 700 })
      const widest = await page.evaluate<number>(
        `Math.max(...[...document.querySelectorAll('svg')].map(svg => svg.getBoundingClientRect().right))`,
      )
      expect(widest).toBeLessThanOrEqual(500)
      await page.setViewportSize({ width: 1000, height: 1400 })
    })

    it('keeps the text of every plot inside the plot', async () => {
      const outside = await page.evaluate<string[]>(`
        [...document.querySelectorAll('svg')].flatMap(svg => {
          const box = svg.getBoundingClientRect()
          return [...svg.querySelectorAll('text')].filter(text => {
            const own = text.getBoundingClientRect()
            return own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 1 || own.bottom > box.bottom + 1
          }).map(text => text.textContent)
        })`)
      expect(outside).toEqual([])
    })

    it('prints with the tables of the plots open', async () => {
      await page.emulateMedia({ media: 'print' })
      const shown = await page.evaluate<number>(
        `document.querySelector('details table').getBoundingClientRect().height`,
      )
      expect(shown).toBeGreaterThan(20)
      const pdf = await page.pdf({ preferCSSPageSize: true })
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
      await page.emulateMedia({ media: 'screen' })
    })

    it('opens a table by keyboard alone', async () => {
      await page.evaluate(`document.querySelector('summary').focus()`)
      await page.keyboard.press('Enter')
      expect(await page.evaluate(`document.querySelector('details').open`)).toBe(true)
    })
  })
}
