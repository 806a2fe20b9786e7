/**
 * Typed arrays as bytes: a length, a JSON head that lists them, and each array as it lies in memory, little-endian,
 * beginning at a multiple of eight, so that reading is looking.
 */
import { endianness } from 'node:os'

const KINDS = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
} as const
type Kind = keyof typeof KINDS
export type BundledArray = Uint8Array | Uint16Array | Uint32Array

const ALIGN = 8

interface Listed {
  readonly name: string
  readonly kind: Kind
  readonly length: number
}

interface Head {
  readonly facts: unknown
  readonly arrays: readonly Listed[]
}

export interface Bundle<Facts> {
  readonly facts: Facts
  readonly arrays: ReadonlyMap<string, BundledArray>
}

/** In pieces, so that nothing large is copied. */
export function packBundle({ facts, arrays }: Bundle<unknown>): readonly Uint8Array[] {
  checkMachine()
  const listed = [...arrays].map(([name, array]) => ({ name, kind: kindOf(array), length: array.length }))
  const head = Buffer.from(JSON.stringify({ facts, arrays: listed } satisfies Head))
  const length = Buffer.alloc(ALIGN)
  length.writeUInt32LE(head.length)
  return [
    length,
    head,
    padding(head.length),
    ...[...arrays.values()].flatMap(array => [
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
      padding(array.byteLength),
    ]),
  ]
}

/** Throws a RangeError where the head does not fit the bytes. `bytes` begin at a multiple of eight of their buffer. */
export function unpackBundle<Facts>(bytes: Uint8Array): Bundle<Facts> {
  checkMachine()
  if (bytes.byteOffset % ALIGN !== 0 || bytes.length < ALIGN) throw misfit()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headEnd = ALIGN + view.getUint32(0, true)
  const head = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(ALIGN, headEnd))) as Head
  const arrays = new Map<string, BundledArray>()
  let at = aligned(headEnd)
  for (const { name, kind, length } of head.arrays) {
    const array = KINDS[kind]
    const end = at + length * array.BYTES_PER_ELEMENT
    if (!Number.isSafeInteger(length) || length < 0 || end > bytes.length) throw misfit()
    arrays.set(name, new array(bytes.buffer as ArrayBuffer, bytes.byteOffset + at, length))
    at = aligned(end)
  }
  if (at !== bytes.length) throw misfit()
  return { facts: head.facts as Facts, arrays }
}

function kindOf(array: BundledArray): Kind {
  if (array instanceof Uint8Array) return 'u8'
  return array instanceof Uint16Array ? 'u16' : 'u32'
}

const aligned = (length: number) => Math.ceil(length / ALIGN) * ALIGN
const padding = (length: number) => new Uint8Array(aligned(length) - length)

function misfit(): RangeError {
  return new RangeError('a bundle of arrays does not fit its head')
}

function checkMachine(): void {
  if (endianness() !== 'LE') throw new RangeError('arrays are kept as little-endian machines have them')
}
