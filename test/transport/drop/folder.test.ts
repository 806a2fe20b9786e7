/** The folders of a file drop as others may find or leave them. */
import { execFileSync } from 'node:child_process'
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { NodeError } from '../../../src/model/errors.ts'
import { parseMemberId } from '../../../src/model/ids.ts'
import type { Outcome } from '../../../src/outbox/ports.ts'
import { type DropFolder, MAX_FILE_BYTES, openDropFolder } from '../../../src/transport/drop/folder.ts'
import { readDropInbox } from '../../../src/transport/drop/inbox-folder.ts'
import { readManifest } from '../../../src/transport/drop/manifest.ts'
import { type DropName, fileNameOf, messageId, parseFileName } from '../../../src/transport/drop/names.ts'
import { type DropOutbox, openDropOutbox } from '../../../src/transport/drop/outbox-folder.ts'

const NORWAY = parseMemberId('impress-norway')
const TEXT = 'a.b.c.d.e'
const name: DropName = { kind: 'message', from: 'protarget-denmark', to: NORWAY, id: messageId(TEXT) }

const made: string[] = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

let inbox: DropFolder
let outbox: DropFolder
let leaving: DropOutbox
let received: string[]
let recorded: [string, Outcome][]
let answer: () => { member: string; type: 'ping/1'; reply: string | null }

beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), 'rose-drop-'))
  made.push(root)
  for (const folder of ['in', 'out']) mkdirSync(join(root, folder))
  ;[inbox, outbox] = [openDropFolder(join(root, 'in')), openDropFolder(join(root, 'out'))]
  leaving = openDropOutbox({ folder: outbox, member: NORWAY, clock: { now: () => 0 }, againAfterHours: 72 })
  received = []
  recorded = []
  answer = () => ({ member: 'protarget-denmark', type: 'ping/1', reply: 'r.e.p.l.y' })
})

const look = () =>
  readDropInbox({
    folder: inbox,
    member: NORWAY,
    outbox: leaving,
    receive: async text => {
      received.push(text)
      return answer()
    },
    record: async (id, outcome) => recorded.push([id, outcome]),
  })

const at = (fileName: string, folder = inbox) => join(folder.path, fileName)

describe('names of files', () => {
  it('are read back whole, and nothing else is a name', () => {
    for (const kind of ['message', 'reply', 'note'] as const) {
      expect(parseFileName(fileNameOf({ ...name, kind }))).toEqual({ ...name, kind })
    }
    const good = fileNameOf(name)
    const odd = [`../${good}`, `${good}.part`, good.replace('jwe', 'json'), good.toUpperCase(), 'patient-7.jwe', '']
    expect(odd.map(parseFileName)).toEqual(odd.map(() => null))
  })
})

describe('an inbox', () => {
  it('hands a message on, answers into the outbox with a line in its manifest, and removes it', async () => {
    inbox.put(name, TEXT)
    expect(await look()).toMatchObject({ received: 1, refused: [] })
    expect(received).toEqual([TEXT])
    expect(inbox.list().files).toEqual([])
    const reply: DropName = { kind: 'reply', from: NORWAY, to: 'protarget-denmark', id: name.id }
    expect(outbox.read(reply)).toBe('r.e.p.l.y\n')
    expect(readManifest(outbox)?.files).toMatchObject([
      { file: fileNameOf(reply), to: 'protarget-denmark', sha256: messageId('r.e.p.l.y\n'), approvedBy: [] },
    ])
    expect(outbox.readPlain('manifest.txt')).toContain('that this node is there, and its version; no data')
    expect(readdirSync(outbox.path).filter(file => file.startsWith('.'))).toEqual([])
  })

  it('says what became of one that has no reply, of one that is refused, and keeps one that may pass', async () => {
    answer = () => ({ member: 'protarget-denmark', type: 'ping/1', reply: null })
    inbox.put(name, TEXT)
    await look()
    const note: DropName = { kind: 'note', from: NORWAY, to: 'protarget-denmark', id: name.id }
    expect(JSON.parse(outbox.read(note) ?? '')).toEqual({ schema: 'drop-note/1', message: name.id, state: 'delivered' })
    for (const [code, told] of [
      ['trust/unknown-issuer', 'trust/bad-token'],
      ['exchange/sequence-used', 'exchange/sequence-used'],
    ] as const) {
      answer = () => {
        throw new NodeError(code, 'refused')
      }
      inbox.put(name, TEXT)
      await look()
      expect(JSON.parse(outbox.read(note) ?? '')).toMatchObject({ state: 'failed', code: told })
    }
    answer = () => {
      throw new NodeError('store/unreachable', 'away')
    }
    inbox.put(name, TEXT)
    expect(await look()).toMatchObject({ received: 0, later: 1, laterCodes: ['store/unreachable'] })
    expect(inbox.has(name)).toBe(true)
  })

  it('ends letters by replies and notes, and takes their files out of the outbox', async () => {
    const mine: DropName = { kind: 'message', from: NORWAY, to: 'protarget-denmark', id: '1'.repeat(64) }
    outbox.put(mine, TEXT)
    inbox.put({ ...name, kind: 'reply', id: mine.id }, 'r.e.p.l.y\n')
    inbox.put(
      { ...name, kind: 'note', id: '2'.repeat(64) },
      JSON.stringify({ schema: 'drop-note/1', message: '2'.repeat(64), state: 'failed', code: 'trust/token-expired' }),
    )
    expect(await look()).toMatchObject({ replies: 1, notes: 1, refused: [] })
    expect(recorded).toEqual([
      ['2'.repeat(64), { state: 'failed', code: 'trust/token-expired' }],
      [mine.id, { state: 'delivered', reply: 'r.e.p.l.y' }],
    ])
    expect(outbox.has(mine)).toBe(false)
  })

  it('puts aside what is not what its name says, and reads no link, pipe, folder or giant', async () => {
    const secret = join(inbox.path, '..', 'secret')
    writeFileSync(secret, TEXT)
    const other = (n: number) => fileNameOf({ ...name, id: n.toString().repeat(64) })
    symlinkSync(secret, at(other(1)))
    linkSync(secret, at(other(2)))
    execFileSync('mkfifo', [at(other(3))])
    mkdirSync(at(other(4)))
    writeFileSync(at(other(5)), '')
    truncateSync(at(other(5)), MAX_FILE_BYTES + 1)
    writeFileSync(at(other(6)), Buffer.from([0x50, 0x4b, 0x03, 0x04, 0xff]))
    writeFileSync(at(other(7)), 'x.b.c.d.e')
    writeFileSync(at(fileNameOf({ ...name, to: 'drup-nl' })), TEXT)
    writeFileSync(at(fileNameOf({ ...name, kind: 'note', id: '8'.repeat(64) })), '{"schema":"drop-note/1"}')
    writeFileSync(at('patients.xlsx'), 'x')
    writeFileSync(at('.being-copied'), 'x')
    symlinkSync('/etc', at('etc'))
    inbox.put(name, TEXT)
    // What is not whole may still be being copied: it waits a minute.
    expect(await look()).toMatchObject({ later: 5, refused: { length: 6 } })
    const old = new Date(Date.now() - 61_000)
    for (const { kind, from, to, id } of inbox.list().files)
      utimesSync(at(fileNameOf({ kind, from, to, id })), old, old)
    const turn = await look()
    expect(received).toEqual([TEXT])
    expect(turn.later).toBe(0)
    expect(turn.refused.map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => 'drop/bad-file'))
    expect(readdirSync(inbox.path).sort()).toEqual(['.being-copied', 'refused'])
    expect(readdirSync(at('refused'))).toHaveLength(11)
    expect(recorded).toEqual([])
  })

  it('refuses a folder that is a link or missing, and says which', () => {
    symlinkSync(inbox.path, join(inbox.path, '..', 'link'))
    for (const path of ['link', 'none']) {
      expect(() => openDropFolder(join(inbox.path, '..', path))).toThrow(
        expect.objectContaining({ code: 'drop/bad-folder' }),
      )
    }
  })
})

describe('an outbox', () => {
  it('names what lies there in words, with number, hash and who approved, as long as it lies there', async () => {
    const letter = {
      id: name.id,
      name: 'n',
      to: parseMemberId('protarget-denmark'),
      type: 'question/1' as const,
      carrier: 'file' as const,
      sequence: 12,
      jti: 'j',
      bytes: 9,
      storedAt: '',
      expiresAt: '',
      state: 'waiting' as const,
      tries: 1,
      code: null,
      reply: null,
      approvedBy: ['committee:anne', 'committee:bjorn'],
      message: TEXT,
    }
    expect(await leaving.carry(letter)).toMatchObject({ state: 'sent', code: 'drop/waiting' })
    expect(outbox.readPlain('manifest.txt')).toMatch(
      /a question about one cohort; no data of this country\n.*protarget-denmark, number 12\n.*committee:anne, committee:bjorn\n/,
    )
    leaving.tell({ from: 'drup-nl', id: '3'.repeat(64), type: null }, { state: 'delivered' })
    expect(readManifest(outbox)?.files.map(({ sequence, sha256 }) => [sequence, sha256.length])).toEqual([
      [12, 64],
      [null, 64],
    ])
    leaving.end('protarget-denmark', name.id)
    expect(readManifest(outbox)?.files.map(({ to }) => to)).toEqual(['drup-nl'])
  })

  it('says that it could not be written where the folder is away, and leaves no half of a file', async () => {
    rmSync(outbox.path, { recursive: true })
    expect(() => outbox.put(name, TEXT)).toThrow(expect.objectContaining({ code: 'drop/not-written' }))
  })
})
