// What can go wrong at the door, in one table: a stable kind, the step, whether trying again can help, and one plain
// sentence for the operator. Turns whatever was thrown into a Failure; it never throws itself.

import type { Failure, FailureStep } from '../model.ts'

/** What the sentences may mention. */
export type Particulars = {
  host?: string
  detail?: string
  status?: number
  seconds?: number
  agent?: string
}

/** Thrown inside the door to end a fetch with a row of the table below. */
export class Refusal extends Error {
  readonly kind: FailureKind
  readonly particulars: Particulars
  readonly retryAt: string | undefined
  constructor(kind: FailureKind, particulars: Particulars = {}, retryAt?: string) {
    super(kind)
    this.kind = kind
    this.particulars = particulars
    this.retryAt = retryAt
  }
}

type Row = readonly [step: FailureStep, retry: 'later' | 'never', sentence: string]

/** {host}, {detail}, {status}, {seconds} and {agent} are filled in from what is known of the case. */
const rows = {
  // The address.
  'bad-url': ['request', 'never', 'This address cannot be fetched: {detail}; correct it in the source.'],
  'denied-address': [
    'resolve',
    'never',
    '{host} leads to an address that is not on the public internet ({detail}), and such addresses are never contacted; if this is a server of your own, name its host and port in the allow-list, and if many sites say this, look whether this network wants you to log in.',
  ],
  'denied-redirect': [
    'request',
    'later',
    'The site redirects to an address that cannot be fetched: {detail}; look in a browser where the page has gone.',
  ],
  'redirect-loop': [
    'request',
    'later',
    '{host} redirects in a circle (sites that insist on cookies do this); open the address in a browser and enter the one where it ends.',
  ],
  'too-many-redirects': [
    'request',
    'later',
    'The address was redirected more than {detail} times; open it in a browser and enter the one where it ends.',
  ],
  'redirect-without-target': [
    'request',
    'later',
    '{host} answered with a redirect ({status}) that does not say where to; nothing to do unless it lasts, then ask the publisher.',
  ],
  // The way there.
  dns: [
    'resolve',
    'later',
    'The name {host} was not found; check the address for a typing error, or the site has gone or its name service is down for now.',
  ],
  refused: [
    'connect',
    'later',
    '{host} refused the connection; its web server is down or moved to another port.',
  ],
  unreachable: [
    'connect',
    'later',
    "{host} cannot be reached from here ({detail}); check this machine's own connection if other sites fail too.",
  ],
  'connect-timeout': [
    'connect',
    'later',
    '{host} did not take the connection in time; it is down or overloaded, or a firewall drops our packets.',
  ],
  certificate: [
    'connect',
    'later',
    'The certificate of {host} is not valid ({detail}); the publisher must renew it, until then nothing is read from there.',
  ],
  tls: [
    'connect',
    'later',
    'No secure connection to {host} could be made ({detail}); check whether the address should begin with http: instead of https:, or the port is wrong.',
  ],
  // The answer.
  timeout: [
    'request',
    'later',
    '{host} did not finish its answer within {seconds} seconds; it is slow or overloaded and is asked again later.',
  ],
  'connection-lost': [
    'request',
    'later',
    '{host} broke the connection off before its answer was complete; it is asked again later.',
  ],
  'bad-http': [
    'request',
    'later',
    'What {host} answered is not valid HTTP ({detail}); check the port, and tell the publisher if it lasts.',
  ],
  'headers-too-large': [
    'request',
    'later',
    '{host} sent more headers than are read; nothing to do unless it lasts, then tell the publisher.',
  ],
  'too-large': [
    'decode',
    'later',
    'The answer of {host} is larger than {detail} MiB unpacked and was not read to its end; look for a smaller feed of the same site.',
  ],
  'too-many-encodings': [
    'decode',
    'later',
    '{host} packed its answer {detail} times over, which is not read; tell the publisher if it lasts.',
  ],
  'unknown-encoding': [
    'decode',
    'later',
    '{host} packed its answer in a way we cannot open (Content-Encoding: {detail}); tell the publisher.',
  ],
  'bad-encoding': [
    'decode',
    'later',
    'The packed answer of {host} is damaged or was cut short ({detail}); it is asked again later.',
  ],
  'not-text': [
    'request',
    'later',
    'The address leads to {detail}, and only texts are read; if it is a source, enter the address of its feed.',
  ],
  'no-content': [
    'request',
    'later',
    '{host} answered {status}, "no content"; the address may have become wrong.',
  ],
  'unasked-part': [
    'request',
    'later',
    '{host} sent only a part of the document (206) although all of it was asked for; it is asked again later.',
  ],
  'unasked-304': [
    'request',
    'later',
    '{host} answered "not modified" although nothing was known yet; it is asked again later.',
  ],
  // Statuses.
  'http-401': [
    'request',
    'later',
    '{host} wants a user name and password (401), which are not sent; look for an open feed of the same site.',
  ],
  'http-402': [
    'request',
    'later',
    '{host} wants payment for this address (402); look for an open feed of the same site.',
  ],
  'http-403': [
    'request',
    'later',
    '{host} turns programs away here (403 forbidden): if the address opens in a browser, ask the publisher to let "{agent}" in, or follow the title another way (a feed at PubMed or Crossref, a search).',
  ],
  'bot-wall': [
    'request',
    'later',
    '{host} shows a check for humans instead of the page ({detail}); ask the publisher to let "{agent}" in, or follow the title another way.',
  ],
  'http-404': [
    'request',
    'later',
    "There is nothing at this address (404); look on the site's home page for its new feed or page.",
  ],
  'http-407': [
    'request',
    'later',
    "A proxy on the way wants a password (407); check this machine's network.",
  ],
  'http-408': ['request', 'later', '{host} gave up waiting (408); it is asked again later.'],
  'http-410': [
    'request',
    'never',
    '{host} says that this address is gone for good (410): remove the source or enter its new address; until then it is asked once a week.',
  ],
  'http-421': ['request', 'later', '{host} says it does not serve this address (421); check the host name.'],
  'http-429': [
    'request',
    'later',
    '{host} says that we ask too often (429); it is left alone for a while, nothing to do.',
  ],
  'http-451': [
    'request',
    'later',
    '{host} may not show this address for legal reasons (451); look for another source.',
  ],
  'http-4xx': ['request', 'later', '{host} refuses this address (status {status}); check it in a browser.'],
  'http-5xx': [
    'request',
    'later',
    '{host} has a fault of its own (status {status}); it is asked again later, nothing to do.',
  ],
  'http-odd': [
    'request',
    'later',
    '{host} answered with a status that says nothing we know ({status}); check the address in a browser.',
  ],
  // Manners.
  'robots-closed': [
    'robots',
    'later',
    'The robots.txt of {host} asks programs like this one not to fetch this address; respect it, or ask the publisher for leave.',
  ],
  'robots-unreachable': [
    'robots',
    'later',
    'The robots.txt of {host} could not be read ({detail}), so nothing is fetched from there until it can; it is asked again later.',
  ],
  'host-resting': [
    'request',
    'later',
    '{host} asked to be left alone for a while (429 or 503); this address is fetched when that time is over, nothing to do.',
  ],
  'queue-full': [
    'request',
    'later',
    'Too many requests are waiting already ({host}); this one is taken up again later.',
  ],
  stopped: [
    'request',
    'later',
    'The fetch was stopped before it ended, because the program was; it is taken up again later.',
  ],
  internal: ['request', 'later', 'A fault of Uptake itself ({detail}); please report it with this address.'],
} as const satisfies Record<string, Row>

export type FailureKind = keyof typeof rows

/** The Failure for a thrown Refusal, or for an error of undici, Node or OpenSSL. */
export function failureOf(thrown: unknown, about: Particulars & { url: string; failedAt: string }): Failure {
  const { url, failedAt, ...known } = about
  const refusal = thrown instanceof Refusal ? thrown : readError(thrown)
  const [step, retry, sentence]: Row = rows[refusal.kind]
  const particulars = { ...known, ...refusal.particulars }
  return {
    outcome: 'failure',
    step,
    kind: refusal.kind,
    url,
    message: fillIn(sentence, particulars),
    ...(particulars.status === undefined ? {} : { status: particulars.status }),
    retry,
    ...(refusal.retryAt === undefined ? {} : { retryAt: refusal.retryAt }),
    failedAt,
  }
}

function fillIn(sentence: string, particulars: Particulars): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(particulars[name as keyof Particulars] ?? 'unknown'),
  )
}

/** Codes of errors to rows of the table. Sources: undici's docs/api/Errors, Node's errors documentation, OpenSSL's X509_V_ERR names. */
const codes: readonly (readonly [code: RegExp, kind: FailureKind])[] = [
  [/^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL|ENONAME|EBADNAME)/, 'dns'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/, 'unreachable'],
  [/^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/, 'connect-timeout'],
  [
    /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_CA|CRL_)/,
    'certificate',
  ],
  [/^(ERR_SSL_|ERR_TLS_|EPROTO)/, 'tls'],
  [/^UND_ERR_HEADERS_OVERFLOW$/, 'headers-too-large'],
  // An assertion of undici's about the answer (a status below 100) is the answer's fault, too.
  [/^(HPE_|HTTPParserError|UND_ERR_RES|UND_ERR_INVALID|ERR_ASSERTION)/, 'bad-http'],
  [/^(UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/, 'timeout'],
  [/^(Z_|ERR__ERROR_|ERR_BROTLI|ERR_PADDING|ZSTD_|ERR_ZSTD|ERR_BUFFER_TOO_LARGE)/, 'bad-encoding'],
  [
    /^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|UND_ERR_ABORTED|ERR_STREAM_PREMATURE_CLOSE)/,
    'connection-lost',
  ],
]

function readError(thrown: unknown): Refusal {
  const chain = errorChain(thrown)
  for (const { name, code = name, message } of chain) {
    const kind = codes.find(([pattern]) => pattern.test(code))?.[1]
    if (kind) return new Refusal(kind, { detail: oneLine(`${code}: ${message}`) })
  }
  if (chain.some((error) => error.name === 'AbortError')) return new Refusal('stopped')
  const fault = chain[0] ? `${chain[0].name}: ${chain[0].message}` : String(thrown)
  return new Refusal('internal', { detail: oneLine(fault) })
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 160)
}

/** The error, its cause, and the errors of an AggregateError, outermost first. */
function errorChain(thrown: unknown): (Error & { code?: string })[] {
  const chain: Error[] = []
  const waiting: unknown[] = [thrown]
  while (waiting.length > 0 && chain.length < 16) {
    const error = waiting.shift()
    if (!(error instanceof Error)) continue
    chain.push(error)
    waiting.push(error.cause, ...(error instanceof AggregateError ? error.errors : []))
  }
  return chain
}
