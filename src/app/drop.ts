/** The file drop of a node, for its operator: a turn of sending or receiving without a gateway, its state, a courier's pass. */
import type { Config } from '../config.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { DropManifest } from '../model/generated/drop-manifest.ts'
import { parseMemberId } from '../model/ids.ts'
import type { Gap, KeptLetter } from '../outbox/ports.ts'
import { createArrivalStore } from '../store/arrivals.ts'
import type { DropTurn } from '../transport/drop/inbox-folder.ts'
import { writeManifest } from '../transport/drop/manifest.ts'
import { createHttpClient } from '../transport/http-client.ts'
import { LONGEST_PASS_DAYS, signPass } from '../trust/courier-pass.ts'
import { parsePublicKey } from '../trust/keys.ts'
import { readGiven } from './courier.ts'
import { withDatabaseAs } from './database.ts'
import { type Exchange, type NodeDrop, openExchange } from './exchange.ts'
import { openGatewayOnce } from './gateway.ts'
import { openPartners } from './partners.ts'
import { clientSettings } from './tls-files.ts'

interface OpenDrop {
  readonly exchange: Exchange
  readonly drop: NodeDrop
  readonly gaps: () => Promise<readonly Gap[]>
}

async function withDrop<T>(config: Config, use: (open: OpenDrop) => Promise<T>): Promise<T> {
  if (config.federation.drop === null) throw noDrop()
  const partners = await openPartners(config, systemClock.now)
  const client = createHttpClient(clientSettings(config))
  const onError = (error: unknown) => {
    throw error
  }
  try {
    return await withDatabaseAs(config, 'gateway', async database => {
      const exchange = openExchange({ config, database, partners, client, onError })
      if (exchange.drop === null) throw noDrop()
      return use({ exchange, drop: exchange.drop, gaps: createArrivalStore(database).gaps })
    })
  } finally {
    client.close()
  }
}

function noDrop(): NodeError {
  return new NodeError('config/missing', 'this node exchanges no files', {
    hint: 'rose join DIR --courier URL [--drop DIR], or federation.drop in rose.json.',
  })
}

/** Puts what waits into the outbox folder, and says what lies there. */
export function sendFiles(config: Config): Promise<{ readonly handed: number; readonly manifest: DropManifest }> {
  return withDrop(config, async ({ exchange, drop }) => {
    let handed = 0
    for (let more = await exchange.sendOnce(); more > 0; more = await exchange.sendOnce()) handed += more
    return { handed, manifest: writeManifest(drop.outbox, { member: config.member, clock: systemClock }) }
  })
}

/** Handles what lies in the inbox as a gateway would, with all that a gateway does with messages. */
export async function receiveFiles(config: Config): Promise<DropTurn> {
  if (config.federation.drop === null) throw noDrop()
  const gateway = await openGatewayOnce(config)
  try {
    return await gateway.readDrop()
  } finally {
    await gateway.close()
  }
}

export interface DropStatus {
  readonly member: string
  readonly inbox: { readonly folder: string; readonly waiting: number; readonly strange: number }
  readonly outbox: { readonly folder: string; readonly files: DropManifest['files'] }
  /** That have not ended. */
  readonly letters: readonly KeptLetter[]
  readonly gaps: readonly Gap[]
}

export function dropStatus(config: Config): Promise<DropStatus> {
  return withDrop(config, async ({ exchange, drop, gaps }) => {
    const { files, strange } = drop.inbox.list()
    return {
      member: config.member,
      inbox: { folder: drop.inbox.path, waiting: files.length, strange: strange.length },
      outbox: {
        folder: drop.outbox.path,
        files: writeManifest(drop.outbox, { member: config.member, clock: systemClock }).files,
      },
      letters: await exchange.store.list({ open: true }),
      gaps: await gaps(),
    }
  })
}

/** For the courier whose card it is; returns the text to give it. */
export async function makePass(
  config: Config,
  { card, days }: { readonly card: string; readonly days: number },
): Promise<{ readonly pass: string; readonly relay: string; readonly expires: string }> {
  const relay = config.federation.endpoints.file?.courier
  if (relay === undefined) throw noDrop()
  if (days > LONGEST_PASS_DAYS) {
    throw new NodeError('usage/bad-argument', `a pass holds ${LONGEST_PASS_DAYS} days at most`)
  }
  const partners = await openPartners(config, systemClock.now)
  const courierKey = parsePublicKey(readGiven(card, "the courier's card"))
  const pass = await signPass(
    { relay, courierKey, days },
    { member: parseMemberId(config.member), key: partners.signingKey(), clock: systemClock },
  )
  return { pass, relay, expires: new Date(systemClock.now() + days * 86_400_000).toISOString() }
}
