// Asks the frozen web on loopback for one of its addresses, as it is: no redirects, no decompression.

import { type IncomingHttpHeaders, request } from 'node:http'

export type Got = { status: number; headers: IncomingHttpHeaders; bytes: Buffer; text: string }

export function askLoopback(port: number, url: string, headers: Record<string, string> = {}): Promise<Got> {
  const { host, pathname, search } = new URL(url)
  return new Promise((resolve, reject) => {
    const path = pathname + search
    request({ host: '127.0.0.1', port, path, headers: { host, ...headers } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const bytes = Buffer.concat(chunks)
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          bytes,
          text: bytes.toString(),
        })
      })
    })
      .on('error', reject)
      .end()
  })
}
