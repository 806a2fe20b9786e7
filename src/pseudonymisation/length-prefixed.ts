/** Each field behind its length in UTF-8 (four bytes, most significant first): no two lists of fields give the same bytes. */
export function lengthPrefixed(...fields: readonly string[]): Buffer {
  const lengths = fields.map(field => Buffer.byteLength(field, 'utf8'))
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + length + LENGTH_BYTES, 0))
  let at = 0
  for (const [index, field] of fields.entries()) {
    at = bytes.writeUInt32BE(lengths[index] ?? 0, at)
    at += bytes.write(field, at, 'utf8')
  }
  return bytes
}

const LENGTH_BYTES = 4
