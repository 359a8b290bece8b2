// The settings: one table of name, default and help, read once into a frozen Config.
// The only reader of the environment; the README's table is held against this one by a test.
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

export const SETTINGS = [
  {
    name: 'UPTAKE_DATA',
    default: 'data',
    help: 'Folder of everything that was found: the database, the raw pages, backups.',
  },
  { name: 'UPTAKE_FEEDS', default: 'feeds', help: 'Folder of what to watch: sources, publications, topics.' },
  {
    name: 'UPTAKE_HOST',
    default: '127.0.0.1',
    help: 'Address the site listens on. Put a proxy with TLS in front before you open it to others.',
  },
  { name: 'UPTAKE_PORT', default: '4321', help: 'Port the site listens on; 0 picks a free one.' },
  {
    name: 'UPTAKE_CONTACT',
    default: '',
    help: 'Your e-mail or web address, named in the User-Agent so that a site can reach you. Please set it.',
  },
  {
    name: 'UPTAKE_ALLOW',
    default: '',
    help: 'host:port pairs, by comma, that may be fetched although their address is private (an intranet mirror).',
  },
  { name: 'UPTAKE_PAUSE_MS', default: '2000', help: 'Milliseconds between two requests to one host.' },
  {
    name: 'UPTAKE_THREADS',
    default: '2',
    help: 'Threads that parse documents, and threads that search, each.',
  },
  {
    name: 'UPTAKE_ACCESS',
    default: 'public',
    help: 'public: visitors see excerpts and links to the originals; private: everything but the sign-in needs an account.',
  },
  {
    name: 'UPTAKE_ADDRESS',
    default: '',
    help: 'Where readers reach the site when it is not UPTAKE_HOST and UPTAKE_PORT: https://uptake.example. With https, cookies are kept to https.',
  },
  {
    name: 'UPTAKE_PROXIES',
    default: '0',
    help: 'How many proxies of your own stand in front of the site; their X-Forwarded-For is believed when tries are counted.',
  },
  {
    name: 'UPTAKE_MODEL_URL',
    default: '',
    help: "Address of a language model (chat completions in OpenAI's shape) that is asked about figures the rules are unsure of, such as http://127.0.0.1:11434/v1/chat/completions. Empty: none is asked.",
  },
  {
    name: 'UPTAKE_MODEL_NAME',
    default: '',
    help: 'Which model to ask there; its name stands beside what it read.',
  },
  {
    name: 'UPTAKE_MODEL_KEY',
    default: '',
    help: 'The key that the address wants, if any; sent there as a bearer token and kept nowhere.',
  },
  {
    name: 'UPTAKE_MODEL_DAILY',
    default: '100',
    help: 'Questions a day at most; an answer is kept, and no question is asked twice.',
  },
] as const

type SettingName = (typeof SETTINGS)[number]['name']

export type Config = Readonly<{
  root: string
  dataFolder: string
  feedsFolder: string
  host: string
  port: number
  contact: string
  allow: readonly string[]
  pauseMs: number
  threads: number
  access: 'public' | 'private'
  address: string // without a slash at the end; "" when readers come straight to host and port
  proxies: number
  model: Readonly<{ url: string; name: string; key: string; dailyMax: number }> | undefined // undefined: nobody is asked
}>

export class ConfigError extends Error {}

/** Reads the settings; throws a ConfigError that names the setting and what it takes. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const text = (name: SettingName) =>
    environment[name]?.trim() || SETTINGS.find((s) => s.name === name)!.default
  const whole = (name: SettingName, min: number, max: number) => {
    const value = Number(text(name))
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new ConfigError(`${name} is "${text(name)}", but takes a whole number from ${min} to ${max}.`)
    }
    return value
  }
  const allow = text('UPTAKE_ALLOW')
    .split(',')
    .map((pair) => pair.trim())
    .filter(Boolean)
  for (const pair of allow) {
    if (!/^.+:\d{1,5}$/.test(pair))
      throw new ConfigError(
        `UPTAKE_ALLOW has "${pair}", but takes host:port pairs, such as mirror.intranet:8080.`,
      )
  }
  const access = text('UPTAKE_ACCESS')
  if (access !== 'public' && access !== 'private')
    throw new ConfigError(`UPTAKE_ACCESS is "${access}", but takes public or private.`)
  const address = text('UPTAKE_ADDRESS').replace(/\/+$/, '')
  if (address !== '' && !/^https?:\/\/[^/?#\s\\@]+$/i.test(address))
    throw new ConfigError(
      `UPTAKE_ADDRESS is "${address}", but takes a web address without a path, such as https://uptake.example.`,
    )
  return Object.freeze({
    root: ROOT,
    dataFolder: path.resolve(ROOT, text('UPTAKE_DATA')),
    feedsFolder: path.resolve(ROOT, text('UPTAKE_FEEDS')),
    host: text('UPTAKE_HOST'),
    port: whole('UPTAKE_PORT', 0, 65535),
    contact: text('UPTAKE_CONTACT'),
    allow,
    pauseMs: whole('UPTAKE_PAUSE_MS', 0, 600_000),
    threads: whole('UPTAKE_THREADS', 1, 64),
    access,
    address,
    proxies: whole('UPTAKE_PROXIES', 0, 10),
    model: readModel(text, whole('UPTAKE_MODEL_DAILY', 0, 1_000_000)),
  })
}

/** The second engine's settings. What is wrong with the key or the address is said without repeating a secret. */
function readModel(text: (name: SettingName) => string, dailyMax: number): Config['model'] {
  const url = text('UPTAKE_MODEL_URL')
  const name = text('UPTAKE_MODEL_NAME')
  const key = text('UPTAKE_MODEL_KEY')
  if (url === '') return undefined
  const parsed = URL.parse(url)
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new ConfigError(
      'UPTAKE_MODEL_URL takes a whole web address, such as http://127.0.0.1:11434/v1/chat/completions.',
    )
  if (parsed.username || parsed.password)
    throw new ConfigError(
      'UPTAKE_MODEL_URL carries a user name or a password: put the key into UPTAKE_MODEL_KEY.',
    )
  if (!/^[\w][\w.:/@+-]{0,99}$/.test(name))
    throw new ConfigError(
      name === ''
        ? 'UPTAKE_MODEL_URL is set, but UPTAKE_MODEL_NAME is not: name the model that is to be asked.'
        : `UPTAKE_MODEL_NAME is "${name}", but takes up to 100 letters, digits and . : / @ + - _, such as llama3.1:8b.`,
    )
  if (!/^[\x21-\x7e]*$/.test(key))
    throw new ConfigError('UPTAKE_MODEL_KEY takes letters, digits and signs without blanks: copy it again.')
  return Object.freeze({ url: parsed.href, name, key, dailyMax })
}
