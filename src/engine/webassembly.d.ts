/** Named by the types of `highs`; of the standard libraries only the browser's declares it. */
declare namespace WebAssembly {
  type Module = object
}
