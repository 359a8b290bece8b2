// Makes articles without end for the benchmarks: invented words in the proportions of real writing (Zipf's law), the same
// ones for the same number every time. It must never hold text of anybody else, and keeps no article in memory.
import type { Block } from '../../src/model.ts'
import type { NewArticle } from '../../src/store/article-writes.ts'

export type Random = () => number // [0, 1)

const vocabularySize = 90_000 // words; about what a hundred thousand news articles hold
// Word frequencies fall in two regimes (Ferrer i Cancho and Solé, J. Quant. Linguistics 8, 2001): as 1/rank in a kernel
// of some thousand words that everybody uses, as 1/rank² beyond it.
const kernelSize = 5_000
const drawTableSize = 1 << 22
const chineseShare = 0.1
const phraseShare = 0.25 // of sentences
const coinedShare = 0.2 // of articles: a name that stands nowhere else
const years = 6
const firstDay = Date.UTC(2020, 2, 21)
const msADay = 86_400_000

/** A seeded generator (mulberry32): the same seed gives the same numbers. */
export function seedRandom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const FREQUENT =
  `the of and to in a for on is that with as by at from was are be it this has have were an which their not
  but or its will said more than been can one also who they may new other after about when would some into two first
  hospital patients clinical health model doctors care system study medical data clinic use nurses software year
  research diagnosis records trial tool staff hospitals learning screening imaging report rules ward ministry pilot
  privacy consent`
    .trim()
    .split(/\s+/)

const CHARACTERS =
  '医院患者病人模型数据研究临床诊断药物治疗护士门诊影像筛查试点隐私安全系统智能人工技术部署使用公立县级城市中国香港北京广东上海报告记者表示认为专家主任教授大学团队开发算法语言服务管理信息平台质量标准规定监管部门国家卫生健康委员会通知要求推广应用超过已经全部开始今年去年月份日前目前相关方面工作问题进行通过提高效率减少时间错误风险评估结果显示准确率检查手术急诊儿科眼科肺癌心脏血糖慢病基层社区远程会诊处方审核电子病历自动生成摘要随访预约排队费用医保支付采购合同供应商服务器本地云端开源版本更新测试验证培训考核责任伦理知情同意'

const ONSETS = 'b c d f g h j k l m n p r s t v w z br cl cr dr fl gr pl pr sc st tr th sh ch'.split(' ')
const VOWELS = 'a e i o u ea ai ou ie'.split(' ')
const CODAS = ' n r s l t m nd st x ck'.split(' ')

const vocabulary = inventWords(vocabularySize)
const kernelTable = zipfTable(kernelSize)
const beyondWeight = kernelSize * (1 / kernelSize - 1 / vocabularySize)
const kernelShare = harmonic(kernelSize) / (harmonic(kernelSize) + beyondWeight)
export const chineseWords = inventChinese() // most frequent first
const chineseTable = zipfTable(chineseWords.length)
/** Words that stand next to each other again and again: what a phrase query looks for. */
export const phrases = inventPhrases(2_000)
const phraseTable = zipfTable(phrases.length)
export const publications = inventPublications(40)
const tags = Array.from({ length: 120 }, (_, i) => `facet-${i % 10}/tag-${i}`)
const tagTable = zipfTable(tags.length)

/** Article `number` of an archive of `total`, which spreads over six years in the order of its numbers. */
export function makeBenchArticle(number: number, total: number): NewArticle {
  const random = seedRandom(number)
  const chinese = random() < chineseShare
  const blocks = chinese ? writeChinese(random) : writeEnglish(random, number)
  const title = chinese ? chineseRun(random, 6) : capitalise(sentence(random, 5 + Math.floor(random() * 7)))
  const publication = publications[Math.floor(random() ** 2 * publications.length)]!
  const publishedAt = new Date(firstDay + (number / total) * years * 365.25 * msADay).toISOString()
  const url = `https://${publication.id}.example/${number}`
  const tagIds = new Set(Array.from({ length: 6 }, () => tags[draw(tagTable, random)]!))
  return {
    url,
    urlKey: url.slice(8),
    canonicalUrl: url,
    sourceName: `${publication.id}-news`,
    firstSeenAt: publishedAt,
    oursReason: 'Medicine and artificial intelligence, both in the title.',
    oursWords: ['hospital', 'model'],
    oursBy: 'rule',
    validators: { etag: `"${number.toString(16)}"` },
    title,
    authors: [
      `${capitalise(vocabulary[2_000 + (number % 900)]!)} ${capitalise(vocabulary[5_000 + (number % 7_000)]!)}`,
    ],
    language: chinese ? 'zh-Hans' : 'en',
    publicationId: publication.id,
    publicationName: publication.name,
    kind: publication.kind,
    country: chinese ? 'CN' : publication.country,
    publishedAt,
    publishedOn: publishedAt.slice(0, 10),
    publishedBasis: 'page',
    publishedDayOnly: false,
    paywalled: false,
    ids: {},
    description: blocks[0]!.text.slice(0, 200),
    blocks,
    captions: [],
    quality: { verdict: 'good', reasons: [], words: 400 },
    extractor: 'readability',
    extractorVersion: '1',
    origins: { title: 'json-ld', authors: 'json-ld', publishedAt: 'json-ld', language: 'declared' },
    textHash: number.toString(16).padStart(32, '0'),
    tags: [...tagIds].map((id) => ({ id, setBy: 'rule', matched: ['hospital'] })),
    shingles: [],
    storyKeys: [],
    storyFeatures: null,
  }
}

/** What the identity room would add for grouping, in number and shape: sampled shingles, story keys, features. */
export function addGroupingKeys(article: NewArticle, number: number): NewArticle {
  const random = seedRandom(number ^ 0x5eed)
  const keys = Array.from({ length: 110 }, () => `word:${drawWord(random)}`)
  return {
    ...article,
    shingles: Array.from({ length: 52 }, () => Math.floor(random() * 536_870_912) * 8),
    storyKeys: [...new Set(keys)],
    storyFeatures: { keys, title: keys.slice(0, 8), figures: { hospital: [300] }, language: 'en' },
  }
}

/** Without writing it: one article in ten is Chinese. */
export function isChinese(number: number): boolean {
  return seedRandom(number)() < chineseShare
}

export function articleText(article: NewArticle): string {
  return article.blocks.map((block) => block.text).join('\n')
}

// ---------------------------------------------------------------- details

function writeEnglish(random: Random, number: number): Block[] {
  const blocks: Block[] = []
  const paragraphs = 7 + Math.floor(random() * 11)
  for (let i = 0; i < paragraphs; i++) {
    const heading = i > 1 && random() < 0.08
    const sentences = heading ? 1 : 2 + Math.floor(random() * 2)
    const text = Array.from({ length: sentences }, () => {
      const words = sentence(random, heading ? 5 : 8 + Math.floor(random() * 18))
      return `${capitalise(random() < phraseShare ? `${words} ${phrases[draw(phraseTable, random)]}` : words)}.`
    }).join(' ')
    blocks.push({ kind: heading ? 'heading' : 'paragraph', text })
  }
  if (random() < coinedShare) blocks.at(-1)!.text += ` ${capitalise(coinWord(number))} agreed.`
  return blocks
}

function writeChinese(random: Random): Block[] {
  return Array.from({ length: 6 + Math.floor(random() * 6) }, () => ({
    kind: 'paragraph' as const,
    text: `${Array.from({ length: 4 + Math.floor(random() * 5) }, () => chineseRun(random, 5 + Math.floor(random() * 6))).join('，')}。`,
  }))
}

function chineseRun(random: Random, words: number): string {
  return Array.from({ length: words }, () => chineseWords[draw(chineseTable, random)]!).join('')
}

function sentence(random: Random, words: number): string {
  let text = drawWord(random)
  for (let i = 1; i < words; i++) text += ` ${drawWord(random)}`
  return text
}

function drawWord(random: Random): string {
  if (random() < kernelShare) return vocabulary[draw(kernelTable, random)]!
  const rank = kernelSize / (1 - random() * beyondWeight)
  return vocabulary[Math.min(vocabularySize - 1, Math.floor(rank))]!
}

function harmonic(size: number): number {
  let sum = 0
  for (let rank = 1; rank <= size; rank++) sum += 1 / rank
  return sum
}

function draw(table: Uint32Array, random: Random): number {
  return table[Math.floor(random() * table.length)]!
}

/** Draws from it follow Zipf's law: rank r comes up in proportion to 1 / r. */
function zipfTable(size: number): Uint32Array {
  const slots = Math.min(drawTableSize, size * 64)
  const table = new Uint32Array(slots)
  const sum = harmonic(size)
  let at = 0
  let reached = 0
  for (let rank = 1; rank <= size; rank++) {
    reached += 1 / rank / sum
    const end = rank === size ? slots : Math.max(at, Math.round(reached * slots))
    table.fill(rank - 1, at, end)
    at = end
  }
  return table
}

/** Frequent words are short, rare ones long; three in ten are forms of a word before. */
function inventWords(size: number): string[] {
  const random = seedRandom(7)
  const words = new Set(FREQUENT)
  const bases: string[] = []
  while (words.size < size) {
    const base = bases[Math.floor(random() * bases.length)]
    if (base && random() < 0.3) words.add(base + pick(['s', 'ed', 'ing', 'ation', 'al', 'ist'], random))
    else {
      const word = coin(random, words.size < 2_000 ? 2 : words.size < 15_000 ? 3 : 4)
      bases.push(word)
      words.add(word)
    }
  }
  return [...words]
}

function coin(random: Random, syllables: number): string {
  let word = ''
  for (let i = 0; i < syllables; i++) word += pick(ONSETS, random) + pick(VOWELS, random)
  return word + pick(CODAS, random)
}

function coinWord(number: number): string {
  return `${coin(seedRandom(number + 90_000_000), 3)}${number.toString(36).replace(/\d/g, (digit) => 'qwjzxvkybf'[Number(digit)]!)}`
}

function inventChinese(): string[] {
  const random = seedRandom(11)
  const characters = [...new Set(CHARACTERS)]
  const words = new Set(['医院', '模型', '患者', '的', '在', '了', '数据'])
  while (words.size < 6_000) words.add(pick(characters, random) + pick(characters, random))
  return [...words]
}

function inventPhrases(count: number): string[] {
  const random = seedRandom(13)
  return Array.from({ length: count }, () =>
    Array.from(
      { length: 2 + Math.floor(random() * 2) },
      () => vocabulary[60 + Math.floor(random() * 4_000)]!,
    ).join(' '),
  )
}

function inventPublications(count: number) {
  const random = seedRandom(17)
  const kinds = ['newspaper', 'trade', 'journal', 'wire', 'regulator', 'aggregator', 'blog']
  return Array.from({ length: count }, (_, i) => {
    const name = coin(random, 3)
    return {
      id: `${name}-${i}`,
      name: `The ${capitalise(name)}`,
      kind: kinds[i % kinds.length]!,
      country: i % 3 ? 'US' : 'GB',
    }
  })
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)]!
}

function capitalise(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1)
}
