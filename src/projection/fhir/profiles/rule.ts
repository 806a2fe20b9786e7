/** The words in which a profile is told: what must stand where. */
import type { Coding } from '../element.ts'

/** Paths are names of members joined by dots; a list is looked at item by item. */
export type Rule =
  /** How many values there are at the path. */
  | { readonly count: string; readonly min?: number; readonly max?: number }
  /** One of the codings at the path is this one. */
  | { readonly coding: string; readonly is: Coding }
  /** Every coding at the path that is of one of these systems is one of these codings. */
  | { readonly codings: string; readonly from: readonly Coding[] }
  /** The value at the path is one of these. */
  | { readonly value: string; readonly in: readonly unknown[] }
  /** Components with this code: how many there may be, which value they have, of which system its code is. */
  | {
      readonly component: Coding
      readonly max?: number
      readonly valueIn: string
      readonly systems?: readonly string[]
    }

export interface Profile {
  readonly canonical: string
  readonly resourceType: string
  readonly rules: readonly Rule[]
}

export const exactly = (count: number, path: string): Rule => ({ count: path, min: count, max: count })
export const atMost = (count: number, path: string): Rule => ({ count: path, max: count })
export const required = (path: string): Rule => ({ count: path, min: 1 })
export const none = (path: string): Rule => ({ count: path, max: 0 })
