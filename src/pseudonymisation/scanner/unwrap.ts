/**
 * Texts within a text: base64 and hexadecimal of readable text, escapes of JSON, of addresses and of HTML, digits of other
 * scripts. What decodes to no readable text is a key, a hash or a signature, and holds nothing that anybody reads.
 */
import { isUtf8 } from 'node:buffer'

/** Nine bytes are the shortest number there is. */
const BASE64 = /[A-Za-z0-9+/_-]{12,}(?:\r?\n[ \t]?[A-Za-z0-9+/_-]{4,})*={0,2}/g
const HEXADECIMAL = /(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[ :]?){9,}(?![0-9A-Fa-f])/g
const MAY_BE_WRAPPED = /[A-Za-z0-9+/_-]{12}|\\[un]|%[0-9A-Fa-f]{2}|&#|[0-9A-Fa-f]{2}[ :][0-9A-Fa-f]{2}/
/** Control characters, of which a text has none but tabs and ends of lines. */
const UNREADABLE = /[^\P{Cc}\t\n\r]|\ufffd/u

/** One layer down; empty for almost every text. Linear in its length. */
export function hiddenTexts(text: string): string[] {
  if (!MAY_BE_WRAPPED.test(text)) return []
  return [...unescaped(text), ...decoded(text, BASE64, fromBase64), ...decoded(text, HEXADECIMAL, fromHexadecimal)]
}

function decoded(text: string, shape: RegExp, decode: (run: string) => Buffer[]): string[] {
  return [...text.matchAll(shape)].flatMap(([run]) => decode(run).flatMap(readable))
}

/** Whether a text of one word, as machines make them, is another text in base64url or hexadecimal. */
export function isWrappedText(word: string): boolean {
  if (word.length < SHORTEST_WRAPPED) return false
  const isHexadecimal = word.length % 2 === 0 && /^[0-9a-f]+$/.test(word)
  return readable(Buffer.from(word, isHexadecimal ? 'hex' : 'base64url')).length > 0
}

/** Nine bytes in base64. */
const SHORTEST_WRAPPED = 12

function readable(bytes: Buffer): string[] {
  if (bytes.length < 9 || !isUtf8(bytes)) return []
  const text = bytes.toString('utf8')
  return UNREADABLE.test(text) ? [] : [text]
}

/** Letters that stand before it shift its groups of four: short runs are tried at all four places. */
function fromBase64(run: string): Buffer[] {
  const letters = run.replace(/\s/g, '')
  const starts = letters.length <= LONGEST_SHIFTED ? [0, 1, 2, 3] : [0]
  return starts.map(start => Buffer.from(letters.slice(start), 'base64'))
}

const LONGEST_SHIFTED = 400

function fromHexadecimal(run: string): Buffer[] {
  return [Buffer.from(run.replace(/[ :]/g, ''), 'hex')]
}

/** Of JSON, of addresses (RFC 3986), of HTML; each undone everywhere at once. */
function unescaped(text: string): string[] {
  const plain = text
    .replace(/\\u([0-9A-Fa-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\[nrt]/g, ' ')
    .replace(/&#(x[0-9A-Fa-f]{1,6}|[0-9]{1,7});/g, (_, code: string) => ofCode(code))
    .replace(/(?:%[0-9A-Fa-f]{2})+/g, run => ofPercent(run))
  return plain === text ? [] : [plain]
}

function ofCode(code: string): string {
  const value = code.startsWith('x') ? Number.parseInt(code.slice(1), 16) : Number(code)
  return value <= 0x10ffff ? String.fromCodePoint(value) : ' '
}

function ofPercent(run: string): string {
  const bytes = Buffer.from(run.replaceAll('%', ''), 'hex')
  return isUtf8(bytes) ? bytes.toString('utf8') : run
}
