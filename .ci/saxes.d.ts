/**
 * Types of the XML parser `saxes`, the part that is used here: those of the package fail under `skipLibCheck: false`.
 * `tsconfig.json` (paths) puts them in their place; at run time it is the package itself.
 */
export interface SaxesTag {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly isSelfClosing: boolean
}

export interface SaxesEvents {
  readonly opentag: (tag: SaxesTag) => void
  readonly closetag: (tag: SaxesTag) => void
  readonly text: (text: string) => void
  readonly cdata: (text: string) => void
  readonly doctype: (doctype: string) => void
  readonly error: (error: Error) => void
}

/** Without namespaces: names and attributes as they are written. */
export declare class SaxesParser {
  constructor(options?: { readonly xmlns?: false; readonly fragment?: boolean })
  on<Name extends keyof SaxesEvents>(name: Name, handler: SaxesEvents[Name]): void
  write(chunk: string): this
  close(): this
}
