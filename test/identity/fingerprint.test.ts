import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shingleHashes, textFingerprint } from '../../src/identity/fingerprint.ts'
import { countShared, foldWords, listShingles, shingleSet } from '../../src/text/shingles.ts'

function check(a: string, b: string, same: boolean) {
  expect(textFingerprint(a) === textFingerprint(b), `${a} / ${b}`).toBe(same)
}

test.each<[string, string, boolean]>([
  ['The ‘Café’, again.', 'the CAFE again', true],
  ['醫院上線', '医院，上线。', true],
  ['one\n\ntwo', 'one two', true],
  ['ＡＩ　300', 'ai 300', true],
  ['300 hospitals', '301 hospitals', false],
  ['3.5 per cent', '35 per cent', false],
  ['医院上线', '医院下线', false],
])('%s / %s', check)

const words = (n: number, offset = 0) =>
  Array.from({ length: n }, (_, i) => `w${(i + offset) * 7919}`).join(' ')

test('one hash in eight is sampled, one in two for short texts, and both samples agree', () => {
  const long = shingleHashes(words(4000))
  expect(long.length).toBeGreaterThan(400)
  expect(long.length).toBeLessThan(600)
  expect(long.every((hash) => hash % 8 === 0 && hash >= 0 && hash < 2 ** 32)).toBe(true)
  const lead = shingleHashes(words(140))
  expect(lead.length).toBeGreaterThan(45)
  expect(lead.length).toBeLessThan(95)
  const wanted = lead.filter((hash) => hash % 8 === 0)
  expect(wanted.length).toBeGreaterThan(5)
  expect(countShared(new Set(wanted), new Set(long))).toBe(wanted.length)
})

test('a text has a shingle for every four words in a row', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', '医', '3', 'é'), { maxLength: 40 }), (list) => {
      const folded = foldWords(list.join(' '))
      expect(folded.length).toBe(list.length)
      expect(listShingles(folded).length).toBe(list.length === 0 ? 0 : Math.max(1, list.length - 3))
      expect(shingleSet(folded).size).toBeLessThanOrEqual(Math.max(1, list.length))
      const hashes = shingleHashes(list.join(' '))
      expect(hashes).toEqual([...new Set(hashes)].sort((a, b) => a - b))
    }),
  )
})
