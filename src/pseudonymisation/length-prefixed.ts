/** Each field behind its length in UTF-8 (four bytes, most significant first): no two lists of fields give the same bytes. */
export function lengthPrefixed(...fields: readonly string[]): Buffer {
  return Buffer.concat(
    fields.map(field => {
      const bytes = Buffer.from(field, 'utf8')
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      return Buffer.concat([length, bytes])
    }),
  )
}
