/** Hospital record numbers, known by the word before them. */
import type { Detector } from './finding.ts'

const RECORD_NUMBER =
  /(?<!\p{L})(?:npr|mrn|emr|journal(?:nummer|nr|no)|journal(?= (?:nr|no|nummer)\b)|pas(?:ient)?(?:nummer|nr|-?id)|pat(?:ient)?(?:nummer|nr|en-?nr|[ -]?id)|hospital (?:number|no)|chart (?:number|no)|(?:medical |patient )?record (?:number|no)|dipsnr|dips-?id|dossiernummer|potilasnumero)(?:[ -]?(?:id|nr|no|nummer|number))?[ .:#=]{0,3}([A-Z]{0,3}-?\d[\d ./-]{2,20}\d)/giu

export const findRecordNumbers: Detector = text => {
  if (!/\d{3}/.test(text)) return []
  return [...text.matchAll(RECORD_NUMBER)]
    .filter(found => (found[1] ?? '').replace(/\D/g, '').length >= 4)
    .map(found => ({
      kind: 'record-number',
      certainty: 'high',
      from: found.index,
      to: found.index + found[0].length,
    }))
}
