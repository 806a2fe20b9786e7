/** What else names a person or a machine: names of files, serial numbers of devices, occupations. Never sure. */
import type { Detector } from './finding.ts'

/** A sign that a shape needs, looked for first: most texts have none of them. */
const SHAPES: readonly { readonly sign: RegExp; readonly shape: RegExp }[] = [
  {
    sign: /\./,
    shape:
      /(?<![\p{L}\d])[\p{L}\d_-]{1,80}\.(?:jpe?g|png|tiff?|dcm|pdf|docx?|xlsx?|csv|txt|zip|mp4|bam|vcf|fastq)(?![\p{L}\d])/giu,
  },
  {
    sign: /\\/,
    shape: /(?<![\p{L}\d])[A-Z]:\\[^\s"<>|]{2,200}|\\\\[\p{L}\d_.-]{2,60}\\[^\s"<>|]{1,200}/giu,
  },
  {
    sign: /serial|serie|s\/n|device|udi/i,
    shape:
      /(?<!\p{L})(?:serial (?:number|no)|serienummer|serienr|s\/n|device id|udi)[ .:#]{1,3}(?=[A-Z\d-]{0,20}\d)[A-Z\d-]{4,40}/giu,
  },
  {
    sign: /yrke|occupation|beroep|ammatti|stilling|profession/i,
    shape: /(?<!\p{L})(?:yrke|occupation|beroep|ammatti|stilling som|profession)(?: ?[:=] ?| er | is )\p{L}{3,40}/giu,
  },
  {
    sign: / som | as | als |työskentelee/i,
    shape:
      /(?<!\p{L})(?:jobber som|arbeider som|arbetar som|arbejder som|works as an?|werkt als|työskentelee) \p{L}{3,40}/giu,
  },
]

export const findOtherIdentifiers: Detector = text =>
  SHAPES.flatMap(({ sign, shape }) =>
    sign.test(text)
      ? [...text.matchAll(shape)].map(found => ({
          kind: 'other' as const,
          certainty: 'low' as const,
          from: found.index,
          to: found.index + found[0].length,
        }))
      : [],
  )
