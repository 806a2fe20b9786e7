/** CodeableConcepts of a source, with the names of systems and codes folded. */
import { type Element, elementsOf, isElement, textOf } from '../element.ts'
import { foldCode, foldSystem } from './uri-aliases.ts'

export interface SourceCoding {
  /** Empty where the source names none. */
  readonly system: string
  /** Empty where the source gives a display only. */
  readonly code: string
  readonly display: string | null
}

export function codingsOf(conceptElement: unknown): readonly SourceCoding[] {
  if (!isElement(conceptElement)) return []
  return elementsOf(conceptElement, 'coding').map(codingOf)
}

export function codingOf(coding: Element): SourceCoding {
  const system = foldSystem(textOf(coding, 'system') ?? '')
  return {
    system,
    code: foldCode(system, textOf(coding, 'code') ?? ''),
    display: textOf(coding, 'display')?.trim() || null,
  }
}

export function codeIn(conceptElement: unknown, system: string): SourceCoding | undefined {
  return codingsOf(conceptElement).find(coding => coding.system === system && coding.code !== '')
}

export function hasCode(
  conceptElement: unknown,
  system: string,
  codes: ReadonlySet<string> | readonly string[],
): boolean {
  const wanted = codes instanceof Set ? codes : new Set(codes)
  return codingsOf(conceptElement).some(coding => coding.system === system && wanted.has(coding.code))
}

/** The words of a concept: its text, else the first display; a SNOMED CT tag in parentheses is no part of them. */
export function wordsOf(conceptElement: unknown): string | null {
  if (!isElement(conceptElement)) return null
  const text =
    textOf(conceptElement, 'text')?.trim() || codingsOf(conceptElement).find(coding => coding.display !== null)?.display
  return text ? withoutTag(text) : null
}

const TAG =
  / \((?:disorder|finding|morphologic abnormality|qualifier value|situation|procedure|observable entity|substance|product)\)$/

export function withoutTag(display: string): string {
  return display.replace(TAG, '').trim()
}
