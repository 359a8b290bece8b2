// Every limit of the door, named with its unit. Numbers only: the code that keeps a limit names it from here.

export type Limits = {
  bodyBytesMax: number
  headerBytesMax: number
  encodingsMax: number
  decodeHereBytesMax: number
  zstdWindowBitsMax: number
  totalMsMax: number
  connectMsMax: number
  connectAttemptMs: number
  redirectsMax: number
  urlCharsMax: number
  validatorCharsMax: number
  robotsBytesMax: number
  robotsMsMax: number
  robotsRedirectsMax: number
  robotsFreshMs: number
  robotsStaleMsMax: number
  robotsUnreachableMs: number
  unreachableHostMs: number
  robotsCacheCharsMax: number
  hostPauseMs: number
  crawlDelayMsMax: number
  requestsAtOnceMax: number
  waitingPerHostMax: number
  hostsMax: number
  retryAfterMsMax: number
  hostRestMs: number
  freshForMsMax: number
}

export const defaultLimits: Readonly<Limits> = {
  // One answer.
  bodyBytesMax: 15 * 1024 * 1024, // after Content-Encoding is undone; each layer of it, and the wire, too
  headerBytesMax: 64 * 1024, // all response headers together
  decodeHereBytesMax: 128 * 1024, // a larger body's charset is found and undone in a thread of the door's own
  encodingsMax: 3, // codings stacked in one Content-Encoding
  zstdWindowBitsMax: 23, // 8 MiB, the most that RFC 9659 lets "zstd" ask of a client
  // One fetch. Time spent waiting for a host's turn does not count, the server's own time does.
  totalMsMax: 20_000, // name look-up, connections, all redirects, all bodies together
  connectMsMax: 10_000, // until TCP and TLS stand
  connectAttemptMs: 1_000, // one address of several; long enough for the other side of the world
  redirectsMax: 5,
  urlCharsMax: 8_192,
  validatorCharsMax: 8_192, // a longer ETag or Last-Modified is not kept
  // robots.txt (RFC 9309 in brackets).
  robotsBytesMax: 500 * 1024, // what is beyond is not read [2.5]
  robotsMsMax: 10_000, // one look-up with its redirects
  robotsRedirectsMax: 5, // [2.3.1.2]
  robotsFreshMs: 24 * 3_600_000, // [2.4]
  robotsStaleMsMax: 30 * 24 * 3_600_000, // how long old rules stand in while the file cannot be reached [2.3.1.4]
  robotsUnreachableMs: 30 * 60_000, // "may not be fetched" is asked again after this
  unreachableHostMs: 60_000, // a host that did not let itself be reached is not tried again before
  robotsCacheCharsMax: 32 * 1024 * 1024, // rules kept in memory, all origins together
  // Politeness.
  hostPauseMs: 2_000, // from the end of one answer to the next request to the same host
  crawlDelayMsMax: 60_000, // a longer Crawl-delay counts as this
  requestsAtOnceMax: 32, // over all hosts; one host never has more than one
  waitingPerHostMax: 5_000, // requests standing in one host's queue
  hostsMax: 20_000, // hosts remembered at one time
  retryAfterMsMax: 7 * 24 * 3_600_000, // a longer Retry-After counts as this
  hostRestMs: 3_600_000, // after a 429 that does not say how long
  freshForMsMax: 7 * 24 * 3_600_000, // a longer max-age or Expires counts as this
}
