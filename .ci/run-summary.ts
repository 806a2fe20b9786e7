/**
 * Says at the end of a run where its time went and what failed, shortly enough to be read where only its last lines are
 * kept: of each file its first failure with the place, and of the others the names.
 */
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Reporter, TestModule } from 'vitest/node'

type Failure = NonNullable<ReturnType<TestModule['errors']>>[number]

const MOST_LINES = 60
const MOST_PLACES = 6
const MOST_NAMES = 30
const SLOWEST = 15

export default class RunSummary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly Failure[]): void {
    say(toldTimes(modules))
    say(toldFailures(modules, unhandled))
    const { passed, failed, skipped } = countsOf(modules)
    say([`${passed} passed, ${failed} failed, ${skipped} skipped`])
    if (passed > 0 && skipped === 0) return
    say(['a suite without tests, or with tests switched off, does not count'])
    process.exitCode = 1
  }
}

function toldTimes(modules: readonly TestModule[]): readonly string[] {
  const times = modules.map(module => ({ name: module.relativeModuleId, seconds: module.diagnostic().duration / 1000 }))
  const slowest = times.sort((one, other) => other.seconds - one.seconds).slice(0, SLOWEST)
  return [
    '',
    '== the slowest files, in seconds',
    ...slowest.map(({ name, seconds }) => `${seconds.toFixed(0).padStart(5)} ${name}`),
  ]
}

function countsOf(modules: readonly TestModule[]) {
  const states = modules.flatMap(module => [...module.children.allTests()].map(test => test.result().state))
  const count = (state: string) => states.filter(one => one === state).length
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: states.length - count('passed') - count('failed'),
  }
}

function toldFailures(modules: readonly TestModule[], unhandled: readonly Failure[]): readonly string[] {
  const failed = modules.filter(module => module.state() === 'failed')
  if (failed.length + unhandled.length === 0) return []
  const lines = ['', '== what failed first, by file', ...failed.flatMap(toldFile)]
  for (const error of unhandled) lines.push('', 'outside of any test:', ...toldError(error))
  return lines
}

function toldFile(module: TestModule): readonly string[] {
  const { relativeModuleId: name } = module
  const suites = [...module.children.allSuites()].flatMap(suite => suite.errors())
  const [outside] = [...module.errors(), ...suites]
  const [first, ...others] = [...module.children.allTests('failed')]
  const whole =
    outside === undefined
      ? ['', `FAIL ${name} > ${first?.fullName}`, ...(first?.result()?.errors ?? []).flatMap(toldError)]
      : ['', `FAIL ${name}: before or after its tests`, ...toldError(outside)]
  const left = outside === undefined ? others : [first, ...others].filter(test => test !== undefined)
  const names = left
    .slice(0, MOST_NAMES)
    .map(test => `       ${test.fullName}${isNotTried(test) ? ' (not tried)' : ''}`)
  const more = left.length > MOST_NAMES ? [`       and ${left.length - MOST_NAMES} more`] : []
  return [...whole, ...(names.length > 0 ? ['  then:', ...names, ...more] : [])]
}

function toldError(error: Failure): readonly string[] {
  const said = `${error.name}: ${error.message}${typeof error['diff'] === 'string' ? `\n${error['diff']}` : ''}`
  const lines = said.split('\n')
  const shown = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), `… ${lines.length} lines`] : lines
  const places = (error.stacks ?? [])
    .filter(({ file }) => !file.includes('node_modules'))
    .slice(0, MOST_PLACES)
    .map(({ file, line, column }) => `at ${relative(process.cwd(), file)}:${line}:${column}`)
  const cause = error.cause === undefined ? [] : [`caused by ${(error.cause as Failure).message}`]
  return [...shown, ...places, ...cause].map(line => `  ${line}`)
}

/** As `test/support/story.ts` says it. */
function isNotTried(test: { result(): { readonly errors?: readonly { readonly message: string }[] | undefined } }) {
  return test.result().errors?.[0]?.message.startsWith('Not tried,') === true
}

function say(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${stripVTControlCharacters(line)}\n`)
}
