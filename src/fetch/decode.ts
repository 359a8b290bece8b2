// Where bodies become text: small ones at once, large ones in a thread of their own, so that 15 MiB in an undeclared
// charset (a second of guessing and decoding) never hold up everybody else's answers. What it decides is charset.ts.
import Tinypool from 'tinypool'
import { type Decoded, decodeBody } from './charset.ts'

export type Decoder = {
  decode(bytes: Uint8Array, contentType: string): Promise<Decoded>
  close(): Promise<void>
}

const idleMs = 30_000 // after which the thread is let go; the next large body starts another

/** Bodies up to the given size are decoded where they are; the thread starts with the first larger one. */
export function openDecoder({ decodeHereBytesMax }: { decodeHereBytesMax: number }): Decoder {
  let pool: Tinypool | undefined
  return {
    async decode(bytes, contentType) {
      if (bytes.byteLength <= decodeHereBytesMax) return decodeBody(bytes, contentType)
      pool ??= new Tinypool({
        filename: new URL('./decode.worker.ts', import.meta.url).href,
        execArgv: ['--disable-warning=ExperimentalWarning'], // Node strips the types itself
        minThreads: 0,
        maxThreads: 1,
        idleTimeout: idleMs,
      })
      return (await pool.run({ bytes, contentType }, { name: 'decode' })) as Decoded
    },
    async close() {
      await pool?.destroy()
      pool = undefined
    },
  }
}
