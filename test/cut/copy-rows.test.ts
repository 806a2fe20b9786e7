import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BundledArray, packBundle, unpackBundle } from '../../src/cut/array-bundle.ts'
import { ByteTexts } from '../../src/cut/byte-texts.ts'
import { CopyRows, isNull, readInteger, readText } from '../../src/cut/copy-rows.ts'
import { copyRow } from '../../src/store/copy-in.ts'

function readAll(text: Uint8Array, fields: number, pieces: readonly number[] = []): (string | null)[][] {
  const found: (string | null)[][] = []
  const rows = new CopyRows(fields, (bytes, starts) => {
    const each = Array.from({ length: fields }, (_, at) => [starts[at] ?? 0, (starts[at + 1] ?? 0) - 1] as const)
    found.push(each.map(([from, to]) => (isNull(bytes, from, to) ? null : readText(bytes, from, to))))
  })
  let at = 0
  for (const piece of [...pieces, text.length]) {
    rows.push(text.subarray(at, at + piece))
    at += piece
  }
  rows.end()
  return found
}

describe('copied rows', () => {
  it('are read as they were written, wherever the pieces end', () => {
    const cell = fc.option(fc.string({ unit: 'binary', maxLength: 12 }), { nil: null })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { maxLength: 6 }),
        fc.array(fc.nat(20), { maxLength: 8 }),
        (rows, pieces) => {
          const text = Buffer.from(rows.map(copyRow).join(''))
          expect(readAll(text, 3, pieces)).toEqual(rows)
        },
      ),
    )
  })

  it.each([
    ['a field too few', 'a\tb\n'],
    ['a field too many', 'a\tb\tc\td\n'],
    ['no end', 'a\tb\tc'],
  ])('are refused with %s', (_, text) => {
    expect(() => readAll(Buffer.from(text), 3)).toThrow(RangeError)
  })

  it('hold whole numbers or none', () => {
    const read = (text: string) => readInteger(Buffer.from(text), 0, text.length)
    expect([read('0'), read('-17'), read('2147483647')]).toEqual([0, -17, 2_147_483_647])
    for (const text of ['', '-', '1.5', 'x', '1e3']) expect(() => read(text)).toThrow(RangeError)
  })

  it('get the same number for the same text, however many there are', () => {
    const texts = new ByteTexts()
    const written = Array.from({ length: 5000 }, (_, at) => Buffer.from(`code ${at}`))
    const numbers = written.map(bytes => texts.numberOf(bytes, 0, bytes.length))
    expect(numbers).toEqual(written.map((_, at) => at))
    expect(written.map(bytes => texts.numberOf(bytes, 0, bytes.length))).toEqual(numbers)
    expect(texts.texts[4711]).toBe('code 4711')
  })
})

describe('a bundle of arrays', () => {
  const arrays = new Map<string, BundledArray>([
    ['bytes', Uint8Array.of(1, 2, 3)],
    ['words', Uint32Array.of(7, 2 ** 32 - 1)],
    ['none', new Uint16Array(0)],
  ])
  const bytes = () => new Uint8Array(Buffer.concat(packBundle({ facts: { a: 'b' }, arrays })))

  it('gives back facts and arrays, in the memory of the bytes', () => {
    const read = unpackBundle(bytes())
    expect(read).toEqual({ facts: { a: 'b' }, arrays })
    expect(read.arrays.get('words')?.buffer.byteLength).toBe(bytes().length)
  })

  it('is refused where the head does not fit the bytes', () => {
    const whole = bytes()
    for (const wrong of [whole.subarray(0, 4), whole.subarray(0, -8), Buffer.concat([whole, Buffer.alloc(8)])]) {
      expect(() => unpackBundle(new Uint8Array(wrong))).toThrow(RangeError)
    }
  })
})
