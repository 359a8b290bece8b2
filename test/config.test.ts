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
})
