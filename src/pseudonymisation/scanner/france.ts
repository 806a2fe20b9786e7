/** NIR (numéro de sécurité sociale): 13 digits and a key of two, 97 less the number modulo 97; Corsica 2A and 2B. */
import type { PlacedNumber } from './finding.ts'

const NIR =
  /(?<!\d)([1-478])[ .-]{0,3}(\d{2})[ .-]{0,3}(\d{2})[ .-]{0,3}(\d{2}|2[AB])[ .-]{0,3}(\d{3})[ .-]{0,3}(\d{3})[ .-]{0,3}(\d{2})(?!\d)/gi

export function findFrenchNumbers(text: string): PlacedNumber[] {
  return [...text.matchAll(NIR)].flatMap(found => {
    const [all, sex = '', year = '', month = '', department = '', commune = '', order = '', key = ''] = found
    const place = department.toUpperCase().replace('2A', '19').replace('2B', '18')
    const number = Number(`${sex}${year}${month}${place}${commune}${order}`)
    // 20 and above stand for a month that is not known.
    const isMonth = Number(month) >= 1 && (Number(month) <= 12 || Number(month) >= 20)
    if (!isMonth || 97 - (number % 97) !== Number(key)) return []
    return [{ kind: 'fr-nir', certainty: 'high', from: found.index, to: found.index + all.length }]
  })
}
