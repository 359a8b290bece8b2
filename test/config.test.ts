// Settings: defaults, and errors that name the setting and what it takes.
import { describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'

describe('settings', () => {
  it('have defaults', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 4321,
      pauseMs: 2000,
      threads: 2,
      contact: '',
      allow: [],
    })
  })

  it('are read', () => {
    const config = readConfig({
      UPTAKE_PORT: '0',
      UPTAKE_ALLOW: 'mirror.intranet:8080, 10.0.0.1:80',
      UPTAKE_DATA: '/var/uptake',
      UPTAKE_CONTACT: ' a@b.example ',
    })
    expect(config).toMatchObject({
      port: 0,
      allow: ['mirror.intranet:8080', '10.0.0.1:80'],
      dataFolder: '/var/uptake',
      contact: 'a@b.example',
    })
  })

  for (const [name, value] of [
    ['UPTAKE_PORT', 'http'],
    ['UPTAKE_PORT', '70000'],
    ['UPTAKE_PAUSE_MS', '-1'],
    ['UPTAKE_PAUSE_MS', '2.5'],
    ['UPTAKE_THREADS', '0'],
    ['UPTAKE_ALLOW', 'mirror.intranet'],
  ] as const) {
    it(`${name}=${value} is refused by name`, () => {
      expect(() => readConfig({ [name]: value })).toThrow(
        new RegExp(`^${name}\\b.*"${value}"|^${name} has "${value}"`),
      )
    })
  }

  it('of a second engine: off unless an address is set, and then whole', () => {
    const url = 'http://127.0.0.1:11434/v1/chat/completions'
    expect(readConfig({ UPTAKE_MODEL_NAME: 'stub', UPTAKE_MODEL_KEY: 'k' }).model).toBeUndefined()
    const model = { UPTAKE_MODEL_URL: url, UPTAKE_MODEL_NAME: 'llama3.1:8b' }
    expect(readConfig(model).model).toEqual({ url, name: 'llama3.1:8b', key: '', dailyMax: 100 })
    expect(readConfig({ ...model, UPTAKE_MODEL_KEY: 'k', UPTAKE_MODEL_DAILY: '5' }).model).toMatchObject({
      key: 'k',
      dailyMax: 5,
    })
  })

  for (const [changes, problem] of [
    [{ UPTAKE_MODEL_NAME: '' }, /UPTAKE_MODEL_URL is set, but UPTAKE_MODEL_NAME is not/],
    [{ UPTAKE_MODEL_NAME: 'a b' }, /^UPTAKE_MODEL_NAME is "a b"/],
    [{ UPTAKE_MODEL_URL: '127.0.0.1:11434' }, /^UPTAKE_MODEL_URL takes a whole web address/],
    [{ UPTAKE_MODEL_URL: 'file:///etc/passwd' }, /^UPTAKE_MODEL_URL takes a whole web address/],
    [{ UPTAKE_MODEL_URL: 'http://me:canary@m.example/v1' }, /put the key into UPTAKE_MODEL_KEY/],
    [{ UPTAKE_MODEL_KEY: 'canary\nHost: x' }, /^UPTAKE_MODEL_KEY takes/],
    [{ UPTAKE_MODEL_DAILY: '-1' }, /^UPTAKE_MODEL_DAILY is "-1"/],
  ] as const)
    it(`${Object.entries(changes).join('')} is refused, and no secret is repeated`, () => {
      const settings = { UPTAKE_MODEL_URL: 'http://m.example/v1', UPTAKE_MODEL_NAME: 'stub', ...changes }
      let said = ''
      try {
        readConfig(settings)
      } catch (error) {
        said = (error as Error).message
      }
      expect(said).toMatch(problem)
      expect(said).not.toContain('canary')
    })
})
