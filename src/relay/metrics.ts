/** Counters and gauges as Prometheus reads them; labels are member ids and states, never anything from a message. */
import type { FastifyInstance } from 'fastify'
import type { Mailboxes, Parcel } from './mailboxes.ts'

export interface RelayMetrics {
  sent(from: string, bytes: number): void
  delivered(to: string, parcels: readonly Parcel[]): void
  settled(by: string, state: string): void
  text(mailboxes: Pick<Mailboxes, 'count'>): Promise<string>
}

export function countRelay(): RelayMetrics {
  const counters = new Map<string, Map<string, number>>()
  const add = (name: string, labels: string, amount = 1) => {
    const values = counters.get(name) ?? new Map<string, number>()
    counters.set(name, values)
    values.set(labels, (values.get(labels) ?? 0) + amount)
  }
  return {
    sent: (from, bytes) => {
      add('rose_relay_messages_sent_total', `member="${from}"`)
      add('rose_relay_bytes_sent_total', `member="${from}"`, bytes)
    },
    delivered: (to, parcels) => {
      add('rose_relay_deliveries_total', `member="${to}"`, parcels.length)
      const again = parcels.filter(parcel => parcel.deliveries > 1).length
      if (again > 0) add('rose_relay_redeliveries_total', `member="${to}"`, again)
    },
    settled: (by, state) => add('rose_relay_settlements_total', `member="${by}",state="${state}"`),
    text: async mailboxes => {
      const kept = await mailboxes.count()
      return [
        ...[...counters].flatMap(([name, values]) => [
          `# TYPE ${name} counter`,
          ...[...values].map(([labels, value]) => `${name}{${labels}} ${value}`),
        ]),
        '# TYPE rose_relay_messages gauge',
        ...kept.map(
          ({ recipient, state, messages }) => `rose_relay_messages{member="${recipient}",state="${state}"} ${messages}`,
        ),
        '',
      ].join('\n')
    },
  }
}

/** `GET /metrics`; keep it from the outside by where the relay listens or by what stands in front. */
export function addMetricsRoute(
  app: FastifyInstance,
  { metrics, mailboxes }: { readonly metrics: RelayMetrics; readonly mailboxes: Pick<Mailboxes, 'count'> },
): void {
  app.get(
    '/metrics',
    {
      schema: {
        querystring: { type: 'object', additionalProperties: false, properties: {} },
        response: { 200: { content: { 'text/plain': { schema: { type: 'string' } } } } },
      },
    },
    async (_request, reply) => reply.type('text/plain; version=0.0.4').send(await metrics.text(mailboxes)),
  )
}
