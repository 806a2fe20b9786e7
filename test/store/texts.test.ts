import { DatabaseError } from 'pg'
import { describe, expect, it } from 'vitest'
import { NodeError } from '../../src/model/errors.ts'
import { copyRow } from '../../src/store/copy-in.ts'
import { toNodeError } from '../../src/store/database-error.ts'
import { databaseOf, withDatabase } from '../../src/store/database-url.ts'
import { scramVerifier } from '../../src/store/scram.ts'

function aDatabaseError(code: string): DatabaseError {
  const error = new DatabaseError('Key (pseudonym)=(canary) already exists', 1, 'error')
  return Object.assign(error, { code, detail: 'canary', table: 'subjects', constraint: 'subjects_pkey' })
}

describe('errors of the database', () => {
  it.each([
    ['23505', 'store/failed'],
    ['42501', 'store/role-refused'],
    ['28P01', 'store/role-refused'],
    ['57P01', 'store/unreachable'],
    ['57P03', 'store/unreachable'],
    ['08006', 'store/unreachable'],
    ['3D000', 'store/unreachable'],
  ])('%s becomes %s, without any value', (state, code) => {
    const error = toNodeError(aDatabaseError(state))
    expect(error.code).toBe(code)
    expect(error.cause).toBeUndefined()
    expect(JSON.stringify(error) + error.message).not.toContain('canary')
  })

  it('of the network become store/unreachable, with a hint', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' })
    expect(toNodeError(refused)).toMatchObject({ code: 'store/unreachable', hint: expect.any(String) })
    expect(toNodeError(new Error('Connection terminated unexpectedly'))).toMatchObject({ code: 'store/unreachable' })
  })

  it('that have a code of ours keep it', () => {
    const error = new NodeError('cut/not-found', 'none')
    expect(toNodeError(error)).toBe(error)
  })
})

describe('URLs of databases', () => {
  it('name another database and login whatever characters those have', () => {
    const url = withDatabase('postgresql://a:b@db.example:5433/one?sslmode=require', 'två/2', {
      user: 'u@x',
      password: 'p/w:?#',
    })
    expect(databaseOf(url)).toBe('två/2')
    const parsed = new URL(url)
    expect([decodeURIComponent(parsed.username), decodeURIComponent(parsed.password)]).toEqual(['u@x', 'p/w:?#'])
    expect([parsed.host, parsed.search]).toEqual(['db.example:5433', '?sslmode=require'])
  })
})

describe('the verifier of a password', () => {
  it('is the one of RFC 7677 section 3 for its password and salt', () => {
    const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64')
    const [scheme, iterations, keys] = scramVerifier('pencil', salt).split('$')
    expect([scheme, iterations]).toEqual(['SCRAM-SHA-256', '4096:W22ZaJ0SNY7soEsUEjb6gQ=='])
    expect(keys).toBe('WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=')
  })
})

describe('a row of a COPY', () => {
  it('escapes what the text format reads as something else, and tells null from an empty text', () => {
    expect(copyRow(['a\tb', 'back\\slash', 'two\r\nlines', null, '', '\\N', true, 1.5])).toBe(
      'a\\tb\tback\\\\slash\ttwo\\r\\nlines\t\\N\t\t\\\\N\ttrue\t1.5\n',
    )
  })
})
