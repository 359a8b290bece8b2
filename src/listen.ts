// The site's socket: where it listens, and how long a client may take. A slow or silent client costs a socket for so
// long and no longer; a body that is refused is not waited for.
import { serve } from '@hono/node-server'

export type Patience = {
  headersMs: number // from the connection to the last header
  requestMs: number // to the last byte of the body
  idleMs: number // between two requests on one connection
}

export const PATIENCE: Patience = { headersMs: 10_000, requestMs: 30_000, idleMs: 10_000 }
const connectionsMax = 2_000
const headerBytesMax = 16 * 1024

export type Listening = { port: number; close(): Promise<void> }
type Fetch = Parameters<typeof serve>[0]['fetch']

/** Rejects with Node's error when the port cannot be had. */
export function listenSite(
  fetch: Fetch,
  { host, port, patience = PATIENCE }: { host: string; port: number; patience?: Patience },
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch,
        hostname: host,
        port,
        serverOptions: {
          headersTimeout: patience.headersMs,
          requestTimeout: patience.requestMs,
          keepAliveTimeout: patience.idleMs,
          connectionsCheckingInterval: Math.min(1_000, patience.headersMs / 2),
          maxHeaderSize: headerBytesMax,
        },
      },
      ({ port: taken }) =>
        resolve({
          port: taken,
          close: () =>
            new Promise((done) => {
              server.close(() => done())
              if ('closeAllConnections' in server) server.closeAllConnections()
            }),
        }),
    )
    server.maxConnections = connectionsMax
    server.once('error', reject)
  })
}
