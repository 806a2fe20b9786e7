/** The disclosure policy of a node: two members put another in its place, and nobody weakens it. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { initNode } from '../../src/app/init-node.ts'
import { addMember } from '../../src/app/members.ts'
import { activatePolicy, policyInForce, signPolicy } from '../../src/app/policies.ts'
import type { Config } from '../../src/config.ts'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import { enginePaths } from '../../src/engine/engine-paths.ts'
import { readPins } from '../../src/engine/pins-file.ts'
import { systemClock as clock } from '../../src/model/clock.ts'
import type { DisclosurePolicy } from '../../src/model/generated/disclosure-policy.ts'
import { generateKey } from '../../src/trust/keys.ts'
import { signTogether } from '../../src/trust/signed-together.ts'
import { rose, roseJson } from '../support/rose-process.ts'

const stricter: DisclosurePolicy = { ...defaultPolicy, version: '2', serial: 2, k: 6, accrualBands: [6, 8, 24] }

describe('the policy of a node', () => {
  let folder: string
  let config: Config
  const sign = (document: unknown, as: string) =>
    signPolicy(config, { text: typeof document === 'string' ? document : JSON.stringify(document), as, clock })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rose-policy-'))
    chmodSync(folder, 0o755)
    const node = { folder: join(folder, 'node'), trialId: 'impress-norway', country: 'NO', clock }
    config = (await initNode(node)).config
    for (const name of ['anna', 'bo', 'cecilie']) await addMember(config, { name, role: 'committee', clock })
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is at first the one that comes with the program', async () => {
    expect(await policyInForce(config)).toMatchObject({ policy: defaultPolicy, signedBy: [], proposed: [] })
  })

  it.each<[string, unknown, string, string]>([
    ['with k below five', { ...stricter, k: 4 }, 'anna', 'policy/bad-policy'],
    ['with a threshold that nobody knows', { ...stricter, noise: 1 }, 'anna', 'policy/bad-policy'],
    ['that is not newer', defaultPolicy, 'anna', 'policy/superseded'],
    ['that says k twice', '{"k": 5, "k": 6}', 'anna', 'policy/bad-policy'],
    ['by a member who is not pinned', stricter, 'cecilie', 'approval/unknown-member'],
    ['by nobody of this node', stricter, 'dag', 'member/not-found'],
  ])('is not signed %s', async (_, document, as, code) => {
    await expect(sign(document, as)).rejects.toMatchObject({ code })
    expect((await policyInForce(config)).proposed).toEqual([])
  })

  it('is another one only once two members have signed it', async () => {
    expect((await sign(stricter, 'anna')).signedBy).toEqual(['anna'])
    expect((await sign(stricter, 'anna')).signedBy).toEqual(['anna'])
    await expect(activatePolicy(config, undefined, clock)).rejects.toMatchObject({ code: 'trust/too-few-signatures' })
    await expect(sign({ ...stricter, version: 'x' }, 'bo')).rejects.toMatchObject({ code: 'policy/other-proposed' })
    expect(await policyInForce(config)).toMatchObject({ policy: defaultPolicy, proposed: [2] })
    expect((await sign(stricter, 'bo')).signedBy).toEqual(['anna', 'bo'])
    await activatePolicy(config, undefined, clock)
    expect(await policyInForce(config)).toMatchObject({ policy: stricter, signedBy: ['anna', 'bo'], proposed: [] })
  })

  it('does not lower k again', async () => {
    const weaker = { ...defaultPolicy, serial: 3 }
    await expect(sign(weaker, 'anna')).rejects.toMatchObject({ code: 'policy/weaker' })
  })

  it('is what the engine has pinned: a document put in its place is not believed', async () => {
    const kept = join(config.paths.documents, 'policy.json')
    const text = readFileSync(kept, 'utf8')
    const forged = { ...stricter, version: '3', serial: 3 }
    writeFileSync(kept, await signTogether(forged, { key: generateKey(), typ: 'prime-rose-policy+jws' }))
    await expect(policyInForce(config)).rejects.toMatchObject({ code: 'policy/not-pinned' })
    writeFileSync(kept, text)
    expect((await policyInForce(config)).policy).toEqual(stricter)
  })

  it('keeps the one before beside it', async () => {
    const third = { ...stricter, version: '3', serial: 3, k: 7, accrualBands: [7] }
    const sixAgain = { ...stricter, version: '9', serial: 9 }
    for (const as of ['anna', 'bo']) for (const policy of [third, sixAgain]) await sign(policy, as)
    await activatePolicy(config, 3, clock)
    // Signed by two while k was 6: it does not come back under 7.
    await expect(activatePolicy(config, 9, clock)).rejects.toMatchObject({ code: 'policy/weaker' })
    expect(existsSync(join(config.paths.documents, 'policy.2.json'))).toBe(true)
    expect(readPins(enginePaths(config.paths.folder)).policy).toMatchObject({ serial: 3, k: 7 })
  })

  it('is shown and compared by the command, which ends with 2 where it refuses', async () => {
    const node = ['--node', config.paths.folder]
    const file = join(folder, 'next.json')
    writeFileSync(file, JSON.stringify({ ...stricter, serial: 4, k: 8, accrualBands: [8] }))
    expect((await rose(['policy', 'show', ...node])).out).toContain('signed by anna and bo')
    const { differences } = await roseJson<{ differences: unknown[] }>(['policy', 'diff', file, ...node])
    expect(differences).toContainEqual({ member: 'k', from: '7', to: '8' })
    writeFileSync(file, JSON.stringify(defaultPolicy))
    const refused = await rose(['policy', 'sign', file, ...node, '--as', 'anna'])
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).toContain('policy/weaker')
  })
})
