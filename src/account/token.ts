// Secrets that we make: sessions, one-time links, API tokens. 256 random bits, kept only as a hash.
import { createHash, randomBytes } from 'node:crypto'

const tokenBytes = 32
export const linkHours = 24 // a one-time link is good for this long
export const API_TOKEN_PREFIX = 'uptake_' // so that a token that leaked into a repository is recognised

export function makeToken(prefix = ''): string {
  return prefix + randomBytes(tokenBytes).toString('base64url')
}

/** A token has too many bits to be guessed from its hash: no salt, no slow hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Whether a text could be a token of ours: anything else is not worth a look into the database. */
export function isToken(text: string | undefined, prefix = ''): text is string {
  return text?.startsWith(prefix) === true && /^[\w-]{43}$/.test(text.slice(prefix.length))
}
