/** E-mail and web addresses. */
import type { Detector, PlacedFinding } from './finding.ts'

/** Bounded on both sides of the sign: a megabyte of letters is read once. */
const LOCAL_PART = /[\p{L}\d.!#$%&'*+/=?^_`{|}~-]{1,64}$/u
const DOMAIN = /^[\p{L}\d](?:[\p{L}\d-]{0,62})(?:\.[\p{L}\d-]{1,63}){1,6}/u
const SPELT_OUT =
  /(?<![\p{L}\d])([\p{L}\d._+-]{1,64}) ?[[(](?:at|a|alfa|krøllalfa|snabela)[\])] ?([\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,6})/giu

export const findEmails: Detector = text => [...withSign(text), ...speltOut(text)]

function withSign(text: string): PlacedFinding[] {
  const found: PlacedFinding[] = []
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const local = LOCAL_PART.exec(text.slice(Math.max(0, at - 64), at))?.[0]
    const domain = DOMAIN.exec(text.slice(at + 1, at + 256))?.[0]
    if (local === undefined || domain === undefined) continue
    found.push({ kind: 'email', certainty: 'high', from: at - local.length, to: at + 1 + domain.length })
  }
  return found
}

function speltOut(text: string): PlacedFinding[] {
  if (!/[[(](?:at|a|alfa|krøllalfa|snabela)[\])]/iu.test(text)) return []
  return [...text.matchAll(SPELT_OUT)].map(found => placed('email', found))
}

const WITH_SCHEME = /(?<![\p{L}\d])(?:https?:\/\/|ftp:\/\/|www\.)[^\s<>"',;]{3,2000}/giu
/** Endings that are no word of the network's languages: a full stop without a blank behind it makes no address. */
const BARE =
  /(?<![\p{L}\d@.-])(?:[a-z\d][a-z\d-]{1,62}\.){1,4}(?:com|org|net|eu|info|uk|dk|nl|ee|lt)(?:\/[^\s<>"',;]{0,2000})?(?![\p{L}\d-])/gu
/** Here the ending is a word too (no, is, se, de ...): only with a path, or where nothing follows. */
const BARE_OR_WORD =
  /(?<![\p{L}\d@.-])(?:[a-z\d][a-z\d-]{2,62}\.){1,4}(?:no|se|fi|is|be|fr|de)(?:\/[^\s<>"',;]{1,2000}|(?= ?[)\];,.]| ?$))/gu

export const findWebAddresses: Detector = text => {
  if (!text.includes('.') && !text.includes('://')) return []
  return [WITH_SCHEME, BARE, BARE_OR_WORD].flatMap(shape =>
    [...text.matchAll(shape)].map(found => placed('web', found)),
  )
}

function placed(kind: 'email' | 'web', found: RegExpExecArray): PlacedFinding {
  return { kind, certainty: 'high', from: found.index, to: found.index + found[0].length }
}
