/** Where a Chromium is, and how it is started: headless, and talking to nobody. */
import { existsSync } from 'node:fs'

/** What is used here of a page; expressions run in the page are texts, so that no test file needs a browser's types. */
export interface Page {
  on(event: 'console', listener: (message: { text(): string }) => void): void
  on(event: 'pageerror', listener: (error: Error) => void): void
  on(event: 'request', listener: (request: { url(): string }) => void): void
  goto(url: string): Promise<unknown>
  evaluate<T>(expression: string): Promise<T>
  setViewportSize(size: { width: number; height: number }): Promise<void>
  emulateMedia(options: { media: 'print' | 'screen' }): Promise<void>
  pdf(options: { preferCSSPageSize: boolean }): Promise<Buffer>
  getByRole(role: 'img', options?: { name: string }): { count(): Promise<number> }
  keyboard: { press(key: string): Promise<void> }
}

export interface Browser {
  newPage(options: { viewport: { width: number; height: number } }): Promise<Page>
  close(): Promise<void>
}

/** The package's own types ask for those of a browser, so it is loaded by name. */
const playwright = 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Set where a missing Chromium must fail the run rather than be told of. */
const REQUIRED = process.env['ROSE_REQUIRE_CHROMIUM'] === '1'

export const chromiumPath: string | undefined = PLACES.find(existsSync)

/** One sentence on whether browser tests take part; throws where they have to and cannot. */
export function browserTests(): string {
  if (chromiumPath !== undefined) return `the browser tests run in ${chromiumPath}`
  if (REQUIRED) throw new Error('no Chromium was found, and ROSE_REQUIRE_CHROMIUM is 1')
  return 'no Chromium was found: the browser tests do not run'
}

export async function launchChromium(): Promise<Browser> {
  const { chromium } = (await import(playwright)) as { chromium: { launch(options: object): Promise<Browser> } }
  return chromium.launch({
    executablePath: chromiumPath ?? '',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
