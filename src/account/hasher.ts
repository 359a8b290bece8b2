// Hashing of passwords with argon2id, a few at a time: each takes 19 MiB, so a crowd at the door must wait outside.
import { hash as argonHash, verify as argonVerify } from '@node-rs/argon2'
import PQueue from 'p-queue'

export type Hasher = {
  /** Undefined when too many are waiting. */
  hash(password: string): Promise<string | undefined>
  /** Without a stored hash it works as long and says no, so that the time tells nobody which names exist. */
  verify(stored: string | null | undefined, password: string): Promise<boolean | 'busy'>
}

export type HashFunctions = {
  hash(password: string): Promise<string>
  verify(stored: string, password: string): Promise<boolean>
}

// OWASP's first choice for argon2id: 19 MiB, 2 passes, 1 lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 }
const ARGON: HashFunctions = {
  hash: (password) => argonHash(password, COST),
  verify: (stored, password) => argonVerify(stored, password),
}

/** Of the same cost as a real one, and of no password that anybody knows. */
const NOBODYS = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`

const hashesAtOnceMax = 2
const hashesWaitingMax = 32

export function openHasher({ hash, verify }: HashFunctions = ARGON): Hasher {
  const queue = new PQueue({ concurrency: hashesAtOnceMax })
  const hasRoom = () => queue.size < hashesWaitingMax
  return {
    hash: async (password) =>
      hasRoom() ? await queue.add(() => hash(password.normalize('NFC'))) : undefined,
    verify: async (stored, password) => {
      if (!hasRoom()) return 'busy'
      const right = await queue.add(() => verify(stored ?? NOBODYS, password.normalize('NFC')))
      return right === true && typeof stored === 'string'
    },
  }
}
