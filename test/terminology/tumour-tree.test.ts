import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isAtOrBelow, nameOf, tissueOf } from '../../src/terminology/tumour-tree.ts'
import { shipped } from './shipped-terminology.ts'

describe('the tree of tumours', () => {
  it('knows tissue, name and what lies below what', () => {
    expect(tissueOf(shipped, 'IHCH')).toBe('BILIARY_TRACT')
    expect(nameOf(shipped, 'COADREAD')).toBe('Colorectal Adenocarcinoma')
    expect(isAtOrBelow(shipped, 'LUAD', 'NSCLC')).toBe(true)
    expect(isAtOrBelow(shipped, 'NSCLC', 'LUAD')).toBe(false)
    expect(isAtOrBelow(shipped, 'LUAD', 'PAN')).toBe(true)
    expect(isAtOrBelow(shipped, 'PAN', 'LUNG')).toBe(false)
    expect(tissueOf(shipped, 'PAN')).toBeNull()
  })

  it('refuses a code that it does not know', () => {
    expect(() => tissueOf(shipped, 'NOPE')).toThrow(expect.objectContaining({ code: 'cohort/unknown-code' }))
  })

  // The whole official tree is not part of the project; where a copy lies beside it, the subset is compared.
  const official = join(import.meta.dirname, '../../../shared/data/oncotree/oncotree_2025_10_03.json')
  it.runIf(existsSync(official))('agrees with the official tree in every code, name and parent', () => {
    interface Node {
      readonly code: string
      readonly name: string
      readonly parent: string | null
      readonly children: Readonly<Record<string, Node>>
    }
    const nodes = new Map<string, Node>()
    const visit = (node: Node): void => {
      nodes.set(node.code, node)
      for (const child of Object.values(node.children)) visit(child)
    }
    visit((JSON.parse(readFileSync(official, 'utf8')) as { TISSUE: Node }).TISSUE)
    for (const { code, name, parent } of shipped.tumours.nodes.values()) {
      expect({ code, name, parent: parent ?? 'TISSUE' }).toEqual({
        code,
        name: nodes.get(code)?.name,
        parent: nodes.get(code)?.parent,
      })
    }
  })
})
