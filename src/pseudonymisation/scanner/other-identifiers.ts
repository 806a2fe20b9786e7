/** What else names a person or a machine: names of files, serial numbers of devices, occupations. Never sure. */
import type { Detector } from './finding.ts'

const SHAPES = [
  /(?<![\p{L}\d])[\p{L}\d_-]{1,80}\.(?:jpe?g|png|tiff?|dcm|pdf|docx?|xlsx?|csv|txt|zip|mp4|bam|vcf|fastq)(?![\p{L}\d])/giu,
  /(?<![\p{L}\d])[A-Z]:\\[^\s"<>|]{2,200}|\\\\[\p{L}\d_.-]{2,60}\\[^\s"<>|]{1,200}/giu,
  /(?<!\p{L})(?:serial (?:number|no)|serienummer|serienr|s\/n|device id|udi)[ .:#]{1,3}(?=[A-Z\d-]{0,20}\d)[A-Z\d-]{4,40}/giu,
  /(?<!\p{L})(?:yrke|occupation|beroep|ammatti|stilling som|profession)(?: ?[:=] ?| er | is )\p{L}{3,40}/giu,
  /(?<!\p{L})(?:jobber som|arbeider som|arbetar som|arbejder som|works as an?|werkt als|työskentelee) \p{L}{3,40}/giu,
]

export const findOtherIdentifiers: Detector = text =>
  SHAPES.flatMap(shape =>
    [...text.matchAll(shape)].map(found => ({
      kind: 'other' as const,
      certainty: 'low' as const,
      from: found.index,
      to: found.index + found[0].length,
    })),
  )
