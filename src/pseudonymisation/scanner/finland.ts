/** Henkilötunnus, DDMMYYCiiiX: a letter or sign for the century, a check character modulo 31. */
import { isDayOfYear } from './check-digits.ts'
import type { PlacedNumber } from './finding.ts'

const CHECK_CHARACTERS = '0123456789ABCDEFHJKLMNPRSTUVWXY'
const WITH_SIGN = /(?<!\d)(\d{2})[ .-]?(\d{2})[ .-]?(\d{2}) ?[-+A-FU-Y] ?(\d{3}) ?([0-9A-FHJ-NPR-Y])(?!\d)/gi
/** The hyphen left out; then the check character must be a letter, or it would be ten plain digits. */
const WITHOUT_SIGN = /(?<!\d)(\d{2})(\d{2})(\d{2}) ?(\d{3})([A-FHJ-NPR-Y])(?![\p{L}\d])/giu

export function findFinnishNumbers(text: string): PlacedNumber[] {
  return [...text.matchAll(WITH_SIGN), ...text.matchAll(WITHOUT_SIGN)].flatMap(found => {
    const [all, day = '', month = '', year = '', individual = '', check = ''] = found
    const expected = CHECK_CHARACTERS[Number(`${day}${month}${year}${individual}`) % 31]
    const isIssued = Number(individual) >= 2 && isDayOfYear(Number(day), Number(month), Number(year))
    if (!isIssued || check.toUpperCase() !== expected) return []
    return [{ kind: 'fi-hetu', certainty: 'high', from: found.index, to: found.index + all.length }]
  })
}
