/** The leak scanner for one text: a cell, a message, a file name. It tells what it found, never the content. */
import { DETECTORS } from './detectors.ts'
import type { Finding, PlacedFinding, ScanContext } from './finding.ts'
import { readText, strikeOut } from './read-text.ts'
import { hiddenTexts } from './unwrap.ts'

/** A code, a short number of up to seven digits in all, an ordinary date: nothing below can be found in it. */
const ORDINARY =
  /^(?:[\d.,-]{0,7}|(?=[\d .,:/+-]{0,11}$)(?:\D*\d){0,7}\D*|\d{4}-\d\d-\d\d|[A-Za-z]\d{0,2}(?:\.\d{1,2})?|[a-z]+)$/

/** A text in a text in a text: nobody reads further down. */
const DEEPEST = 3

/**
 * One finding for each kind, high before low where both were found; also of what is wrapped in it (base64, escapes).
 * Linear in the length of the text.
 */
export function scanText(text: string, context: ScanContext): Finding[] {
  if (ORDINARY.test(text)) return []
  return oneEachKind(scanLayers(text, context, 0))
}

function scanLayers(text: string, context: ScanContext, depth: number): Finding[] {
  const found: Finding[] = scanLayer(text, context)
  if (depth === DEEPEST) return found
  return [...found, ...hiddenTexts(text).flatMap(hidden => scanLayers(hidden, context, depth + 1))]
}

function scanLayer(text: string, context: ScanContext): PlacedFinding[] {
  const placed: PlacedFinding[] = []
  const readable = readText(text)
  for (const { find, passesOver } of DETECTORS) {
    const passed = placed.filter(finding => passesOver.includes(finding.kind))
    placed.push(...find(passed.length === 0 ? readable : strikeOut(readable, passed), context))
  }
  return placed
}

function oneEachKind(placed: readonly Finding[]): Finding[] {
  const found = new Map<string, Finding>()
  for (const { kind, certainty } of placed) {
    if (certainty === 'high' || !found.has(kind)) found.set(kind, { kind, certainty })
  }
  return [...found.values()]
}
