/** Words of a report in one language. A key that a language lacks does not compile. */
import { en } from './en.ts'

export type MessageKey = keyof typeof en
export type Messages = Readonly<Record<MessageKey, string>>

export const languages = { en } as const satisfies Record<string, Messages>

export type Language = keyof typeof languages

export function isLanguage(text: string): text is Language {
  return Object.hasOwn(languages, text)
}
