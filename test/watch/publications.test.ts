// Which publication a name, host or ISSN means; wrong ones are worse than none.

import { describe, expect, it } from 'vitest'
import { findPublication, type PublicationClues, publicationFromHost } from '../../src/watch/publications.ts'
import { readWatch } from '../../src/watch/read.ts'

const { publications } = await readWatch('feeds')

function check(clues: PublicationClues, expected: string | undefined): void {
  expect(findPublication(publications, clues)?.id).toBe(expected)
}

const cases: [clues: PublicationClues, expected: string | undefined][] = [
  [{ name: 'SCMP' }, 'scmp'],
  [{ name: 'The South China Morning Post' }, 'scmp'],
  [{ name: 'south china  morning post.' }, 'scmp'],
  [{ name: '南華早報' }, 'scmp'],
  [{ name: '南华早报' }, 'scmp'],
  [{ name: 'South China Morning Post (Hong Kong)' }, 'scmp'],
  [{ name: 'South China Morning Post', host: 'pile.example' }, 'scmp'],
  [{ name: 'scmp.com' }, 'scmp'],
  [{ host: 'www.scmp.com' }, 'scmp'],
  [{ host: 'AMP.SCMP.com.' }, 'scmp'],
  [{ host: 'yp.scmp.com' }, 'scmp'],
  [{ host: 'notscmp.com' }, undefined],
  [{ host: 'scmp.com.evil.example' }, undefined],
  [{ host: 'com' }, undefined],
  [{ host: 'ai.nejm.org' }, 'nejm-ai'],
  [{ host: 'www.nejm.org' }, 'nejm'],
  [{ host: 'www.nature.com', name: 'npj Digital Medicine' }, 'npj-digital-medicine'],
  [{ host: 'www.nature.com', issn: '2398-6352' }, 'npj-digital-medicine'],
  [{ issn: '15383598' }, 'jama'],
  [{ issn: '9999-9999' }, undefined],
  [{ name: 'JAMA Netw Open' }, 'jama-network-open'],
  [{ name: 'BMJ Health and Care Informatics' }, 'bmj-hci'],
  [{ name: 'Becker’s Hospital Review' }, 'beckers'],
  [{ name: '国家药监局' }, 'nmpa'],
  // A credited stranger is not the site that credits it.
  [{ name: 'Harbour Daily', host: 'www.scmp.com' }, undefined],
  [{ name: 'Post' }, undefined],
  // Titles that share a host: the source says which.
  [{ host: 'www.nature.com' }, 'nature'],
  [{ host: 'www.nature.com', source: 'npj-digital-medicine' }, 'npj-digital-medicine'],
  [{ host: 'jamanetwork.com', source: 'jama-network-open' }, 'jama-network-open'],
  [{ host: 'www.reuters.com', source: 'npj-digital-medicine' }, 'reuters'],
  [{ host: 'ai.nejm.org', source: 'nejm' }, 'nejm-ai'],
  [{ host: 'www.nature.com', source: 'nobody' }, 'nature'],
  [{ name: '  ', host: 'reuters.com' }, 'reuters'],
  [{}, undefined],
]

describe('findPublication', () => {
  for (const [clues, expected] of cases) it(JSON.stringify(clues), () => check(clues, expected))

  it('every publication is found by its own name, ISSN and host', () => {
    for (const one of publications) {
      check({ name: one.name }, one.id)
      for (const issn of one.issns) check({ issn }, one.id)
      for (const host of one.hosts) check({ host }, one.id)
    }
  })

  it('no alias means two publications', () => {
    for (const one of publications) for (const alias of one.aliases) check({ name: alias }, one.id)
  })
})

describe('publicationFromHost', () => {
  it('makes one of a host', () => {
    expect(publicationFromHost('www.Harbour-Daily.example')).toEqual({
      id: 'harbour-daily-example',
      name: 'harbour-daily.example',
      kind: 'other',
      hosts: ['harbour-daily.example'],
      issns: [],
      aliases: [],
    })
  })
  it('and of nothing', () => expect(publicationFromHost('').id).toBe('unknown'))
})
