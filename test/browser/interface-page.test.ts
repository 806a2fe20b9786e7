/** The page of the interface as a gateway serves it, in a real browser under its real policy. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aGateway, anIdleAsker, type TestGateway } from '../support/gateway.ts'
import { type Browser, browserTests, chromiumPath, launchChromium, type Page } from './chromium.ts'

describe('a browser', () => {
  it('takes part where there is one', () => {
    expect(browserTests().startsWith('the browser tests run')).toBe(chromiumPath !== undefined)
  })
})

if (chromiumPath !== undefined) {
  describe('the page of the interface in a real browser', () => {
    let gateway: TestGateway
    let browser: Browser
    let page: Page
    const complaints: string[] = []

    beforeAll(async () => {
      gateway = await aGateway({ changes: { asker: anIdleAsker() } })
      const address = await gateway.app.listen({ host: '127.0.0.1', port: 0 })
      browser = await launchChromium()
      page = await browser.newPage({ viewport: { width: 480, height: 900 } })
      page.on('console', message => complaints.push(message.text()))
      page.on('pageerror', error => complaints.push(error.message))
      page.on('request', request => {
        if (request.url() !== `${address}/api`) complaints.push(request.url())
      })
      await page.goto(`${address}/api`)
    })
    afterAll(async () => {
      await browser.close()
      await gateway.app.close()
    })

    it('is drawn by its own style sheet, breaks none of its policy, and asks nobody for anything', async () => {
      expect(complaints).toEqual([])
      expect(await page.evaluate(`getComputedStyle(document.querySelector('thead th')).borderBottomStyle`)).toBe(
        'solid',
      )
      const overflows = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'
      expect(await page.evaluate(overflows)).toBe(false)
    })

    it('is read with a keyboard: past the contents, into an example', async () => {
      const active = () => page.evaluate<string>(`document.activeElement.id || document.activeElement.tagName`)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await active()).toBe('operations')
      while ((await active()) !== 'SUMMARY') await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await page.evaluate(`document.activeElement.parentElement.open`)).toBe(true)
    })
  })
}
