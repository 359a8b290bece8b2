// Names, passwords, tokens: the rules, and that a hash is always worked out, also for names that do not exist.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openHasher } from '../../src/account/hasher.ts'
import { checkName, nameKeyOf } from '../../src/account/names.ts'
import { checkPassword, passwordLengthMax, passwordLengthMin } from '../../src/account/password.ts'
import { API_TOKEN_PREFIX, hashToken, isToken, makeToken } from '../../src/account/token.ts'

describe('a password', () => {
  it.each([
    ['short', 'only eleven', /at least 12/],
    ['too long', 'ab cd ef gh '.repeat(30), /at most 256/],
    ['one sign again and again', 'abababababab', /different characters/],
    ['on every list', 'Password1234', /every list/],
    ['on every list, with signs between', 'pass-word-pass-word', /every list/],
    ['in Chinese digits of love', '5201314520131', /every list/],
    ['the name', 'florence.nightingale', /the name/],
    ['the name in capitals', 'FLORENCE nightingale', /the name/],
    ['the name and a year', 'florencenightingale1854', /the name/],
  ])('%s is refused', (_what, password, words) => {
    expect(checkPassword(password, 'Florence.Nightingale')).toMatch(words)
  })

  it('of a few words is good, whatever the script', () => {
    for (const good of [
      'a long walk to the ward',
      '春眠不觉晓处处闻啼鸟夜来',
      'Über den Wolken 7',
      `${'x'.repeat(8)}abcdef`,
    ])
      expect(checkPassword(good, 'anna')).toBeUndefined()
  })

  it('is counted in characters, not in bytes or halves of one', () => {
    const emoji = ['😀', '🏥', '🩺', '💊', '🧬', '🔬']
    expect(checkPassword(emoji.join(''), 'anna')).toMatch(/at least/)
    expect(checkPassword(emoji.concat(emoji).join(''), 'anna')).toBeUndefined()
  })

  it('has the length that the rule names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (password) => {
        const length = [...password].length
        const problem = checkPassword(password, 'someone-else')
        if (length < passwordLengthMin || length > passwordLengthMax) expect(problem).toBeDefined()
      }),
    )
  })
})

describe('a name', () => {
  it.each(['anna', 'Zoë', '王医生', 'j.doe-2', 'a_b'])('%s is good', (name) => {
    expect(checkName(name)).toBeUndefined()
  })
  it.each(['a', '', 'x'.repeat(41), 'two words', '-dash', 'a/b', 'a<b', 'a\u202eb', 'a\nb'])(
    '%j is not',
    (name) => {
      expect(checkName(name)).toBeDefined()
    },
  )
  it('reads alike when it is alike', () => {
    expect(nameKeyOf('ＡＮＮＡ')).toBe(nameKeyOf('anna'))
    expect(nameKeyOf('Zoe\u0308')).toBe(nameKeyOf('zoë'))
  })
})

describe('a token', () => {
  it('is new each time, and is known by its shape', () => {
    const tokens = Array.from({ length: 500 }, () => makeToken())
    expect(new Set(tokens).size).toBe(500)
    expect(tokens.every((token) => isToken(token))).toBe(true)
    expect(isToken(makeToken(API_TOKEN_PREFIX), API_TOKEN_PREFIX)).toBe(true)
    for (const other of ['', 'x', `${tokens[0]}x`, tokens[0]!.slice(1), `${tokens[0]!.slice(1)} `, undefined])
      expect(isToken(other)).toBe(false)
    expect(hashToken(tokens[0]!)).not.toContain(tokens[0])
  })
})

describe('the hasher', () => {
  it('makes a hash of the cost that is asked for, and knows the password again in either writing', async () => {
    const hasher = openHasher()
    const stored = (await hasher.hash('Zoe\u0308 went to the ward'))!
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await hasher.verify(stored, 'Zoë went to the ward')).toBe(true)
    expect(await hasher.verify(stored, 'Zoe went to the ward')).toBe(false)
  })

  it('works as hard where there is no hash, and says no', async () => {
    const seen: string[] = []
    const hasher = openHasher({
      hash: async () => '',
      verify: async (stored) => {
        seen.push(stored)
        return true // even if somebody knew the password of nobody
      },
    })
    expect(await hasher.verify(undefined, 'x')).toBe(false)
    expect(await hasher.verify(null, 'x')).toBe(false)
    expect(seen).toHaveLength(2)
    expect(seen[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const real = openHasher()
    expect(await real.verify(undefined, 'x'), 'the stand-in is a hash that argon2 takes').toBe(false)
  })

  it('turns people away when too many wait, and takes them again afterwards', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    let running = 0
    let most = 0
    const hasher = openHasher({
      hash: async () => '',
      verify: async () => {
        most = Math.max(most, ++running)
        await gate
        running--
        return true
      },
    })
    const answers = Array.from({ length: 100 }, () => hasher.verify('stored', 'x'))
    release()
    const settled = await Promise.all(answers)
    expect(settled.filter((answer) => answer === 'busy').length).toBe(100 - 34) // 2 at work, 32 waiting
    expect(most).toBe(2)
    expect(await hasher.verify('stored', 'x')).toBe(true)
  })
})
