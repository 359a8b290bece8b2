import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ArticleIds } from '../../src/model.ts'
import { findDois, findIds, normaliseDoi } from '../../src/text/ids.ts'
import { growsGently } from '../growth.ts'

function check(text: string, expected: ArticleIds) {
  expect(findIds(text), text).toEqual(expected)
}

const jama = { doi: '10.1001/jama.2025.6571' }

test.each<[string, ArticleIds]>([
  ['JAMA. doi:10.1001/jama.2025.6571.', jama],
  ['DOI 10.1001/JAMA.2025.6571', jama],
  ['DOI10.1001/jama.2025.6571', jama],
  ['https://doi.org/10.1001/jama.2025.6571)', jama],
  ['http://dx.doi.org/10.1001/jama.2025.6571', jama],
  ['<a href="https://doi.org/10.1001/jama.2025.6571">paper</a>', jama],
  ['https://jamanetwork.com/journals/jama/fullarticle/10.1001/jama.2025.6571?utm_source=x', jama],
  ['https://doi-org.proxy.library.example/10.1001/jama.2025.6571', jama],
  ['https://login.ezproxy.example/login?qurl=https%3A%2F%2Fdoi.org%2F10.1001%2Fjama.2025.6571%26v%3D1', jama],
  ['https://login.example/?url=https%253A%252F%252Fdoi.org%252F10.1001%252Fjama.2025.6571', jama],
  ['论文（DOI：10.1001/jama.2025.6571）。', jama],
  ['发表于《美国医学会杂志》10.1001/jama.2025.6571，作者', jama],
  ['doi:10.1001/jama.2025.6571Published online May 1', jama],
  ['10.1001/jama\u00ad.2025\u200b.6571', jama],
  ['[10.1001/jama.2025.6571]', jama],
  ['“10.1001/jama.2025.6571,” she said', jama],
  ['(doi:10.1016/S0140-6736(25)00947-2)', { doi: '10.1016/s0140-6736(25)00947-2' }],
  [
    'https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(25)00947-2/fulltext',
    { doi: '10.1016/s0140-6736(25)00947-2' },
  ],
  ['https://www.nature.com/articles/s41591-025-03632-8.pdf', { doi: '10.1038/s41591-025-03632-8' }],
  ['https://www.nature.com/articles/s41591-025-03632-w', { doi: '10.1038/s41591-025-03632-w' }],
  ['https://www-nature-com.proxy.example/articles/s41591-025-03632-8', { doi: '10.1038/s41591-025-03632-8' }],
  [
    'https://www.medrxiv.org/content/10.1101/2025.03.01.25322998v1.full',
    { doi: '10.1101/2025.03.01.25322998' },
  ],
  [
    'https://www.medrxiv.org/content/10.64898/2025.12.01.25322998v2.full.pdf+html',
    { doi: '10.64898/2025.12.01.25322998' },
  ],
  ['https://www.biorxiv.org/content/10.1101/460618v1.abstract', { doi: '10.1101/460618' }],
  ['https://www.frontiersin.org/articles/10.3389/fpubh.2025.0123/full', { doi: '10.3389/fpubh.2025.0123' }],
  [
    'https://link.springer.com/article/10.1007/s00134-025-0001-5/figures/2',
    { doi: '10.1007/s00134-025-0001-5' },
  ],
  [
    'https://link.springer.com/content/pdf/10.1007%2Fs00134-025-0001-5.pdf',
    { doi: '10.1007/s00134-025-0001-5' },
  ],
  ['https://academic.oup.com/x/article/doi/10.1093/jamia/ocae123/7891234', { doi: '10.1093/jamia/ocae123' }],
  ['10.21203/rs.3.rs-123456/v1', { doi: '10.21203/rs.3.rs-123456/v1' }],
  [
    'doi:10.1002/(SICI)1097-4636(199823)43:4&lt;338::AID-JBM16&gt;3.0.CO;2-B.',
    { doi: '10.1002/(sici)1097-4636(199823)43:4<338::aid-jbm16>3.0.co;2-b' },
  ],
  ['PMID: 039912345; PMCID: PMC11223344', { pmid: '39912345', pmcid: 'PMC11223344' }],
  ['https://pubmed-ncbi-nlm-nih-gov.proxy.example/38123456/', { pmid: '38123456' }],
  ['https://www.ncbi.nlm.nih.gov/pubmed/38123456', { pmid: '38123456' }],
  ['https://europepmc.org/article/MED/38123456', { pmid: '38123456' }],
  ['https://www.ncbi.nlm.nih.gov/pmc/articles/PMC11223344/', { pmcid: 'PMC11223344' }],
  ['https://pmc.ncbi.nlm.nih.gov/articles/pmc11223344/pdf/main.pdf', { pmcid: 'PMC11223344' }],
  ['arXiv:2401.01234v2 [cs.CL]', { arxiv: '2401.01234' }],
  ['https://arxiv.org/pdf/2401.01234v3.pdf', { arxiv: '2401.01234' }],
  ['https://ar5iv.labs.arxiv.org/html/2401.01234', { arxiv: '2401.01234' }],
  ['https://arxiv.org/abs/math.GT/0309136v1', { arxiv: 'math/0309136' }],
  ['arXiv:hep-th/9901001', { arxiv: 'hep-th/9901001' }],
  ['https://doi.org/10.48550/arXiv.2401.01234', { doi: '10.48550/arxiv.2401.01234', arxiv: '2401.01234' }],
])('%s', check)

test.each([
  '',
  'the network 10.0.0.0/8 and 10.10.1.1/24',
  'version 10.1234 of the firmware',
  'price 110.2025/03 a unit',
  'it rose 2401.01234 points',
  'arXiv:2413.01234 has month 13',
  'call 38123456 for an appointment',
  'PMC is an archive; PMC 12 is a bus line',
  'https://news.example/2025/05/10.1001',
  'https://www.nature.com/naturemedicine/',
  '10.1001/',
  '10.1001/.',
])('no id in: %s', (text) => check(text, {}))

test('every DOI of a text, once each, in order', () => {
  expect(findDois('10.1000/aa, 10.1000/bb; 10.1000/AA 10.1000/cc')).toEqual([
    '10.1000/aa',
    '10.1000/bb',
    '10.1000/cc',
  ])
  expect(findDois('10.1000/aa 10.1000/bb', 1)).toEqual(['10.1000/aa'])
})

test('a DOI is normalised once for all', () => {
  expect(normaliseDoi('  https://doi.org/10.1001/JAMA.2025.6571 ')).toBe('10.1001/jama.2025.6571')
  expect(normaliseDoi('not one')).toBeUndefined()
  const suffix = fc.stringMatching(/^[a-z0-9.()/:;_-]{1,40}$/)
  const written = fc.constantFrom('', 'doi:', 'DOI: ', 'https://doi.org/', 'http://dx.doi.org/')
  fc.assert(
    fc.property(written, fc.integer({ min: 1000, max: 99999 }), suffix, (before, registrant, after) => {
      const doi = normaliseDoi(`${before}10.${registrant}/${after}`)
      if (doi !== undefined) expect(normaliseDoi(doi)).toBe(doi)
    }),
  )
})

test('hostile text costs little and never throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void findIds(text)))
  for (const piece of ['10.1001/', '%25', '(SICI)<', 'arxiv ', 'pubmed-ncbi-nlm-nih-gov', 'nature.com']) {
    expect(
      growsGently(6_250, (pieces) => void findIds(piece.repeat(pieces))),
      piece,
    ).toBe(true)
  }
})
