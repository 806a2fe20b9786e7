/** What pseudonyms are for; those of two purposes cannot be joined by whoever lacks the key. */

/** In the store. */
export const RECORD_PURPOSE = 'record'
/** In the audit, which is read by others than the store is. */
export const AUDIT_PURPOSE = 'audit'
