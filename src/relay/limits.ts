/** How much anybody may leave here, and how long it stays. */
export interface RelayLimits {
  readonly messageBytes: number
  /** Of all parcels in one reply. */
  readonly replyBytes: number
  readonly messagesPerRecipient: number
  readonly messagesPerSender: number
  readonly bytesPerRecipient: number
  readonly longestTtlSeconds: number
  /** How long a reader may work on a message before it is given out again. */
  readonly claimSeconds: number
  readonly longestWaitSeconds: number
  /** How long the end of a message can be asked for. */
  readonly retentionSeconds: number
  /** When a sender who was refused should come back. */
  readonly retryAfterSeconds: number
}

export const DEFAULT_RELAY_LIMITS: RelayLimits = {
  messageBytes: 8_388_608,
  replyBytes: 16_777_216,
  messagesPerRecipient: 2_000,
  messagesPerSender: 5_000,
  bytesPerRecipient: 268_435_456,
  longestTtlSeconds: 30 * 86_400,
  claimSeconds: 60,
  longestWaitSeconds: 30,
  retentionSeconds: 86_400,
  retryAfterSeconds: 30,
}
