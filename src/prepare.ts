// Before the first document comes: what reading compiles and loads at its first text (word lists, hundreds of expressions,
// the language model) costs the main thread most of a second, and would hold up every source that is being fetched then.
import { setTimeout as pause } from 'node:timers/promises'
import { assembleArticle } from './assemble.ts'
import type { ExtractedPage, Source } from './model.ts'
import type { Watch } from './watch/load.ts'

/** Reads an article of each kind that needs something of its own. Once for each `watch` is enough. Returns how many figures it read. */
export async function prepareReading(watch: Watch): Promise<number> {
  let figures = 0
  for (const { title, text } of SAMPLES) {
    const { content } = await assembleArticle(
      pageOf(title, text),
      ENTRY,
      SOURCE,
      `${FRONT}first`,
      watch,
      '2025-03-09T00:00:00.000Z',
    )
    figures += content.claims?.found.length ?? 0
    await pause(0)
  }
  return figures
}

const SAMPLES = [
  {
    title: 'Hospitals take up an AI model',
    text: 'As of early March 2025, at least 300 hospitals in China have started using DeepSeek, officials said.\nAbout 12.5% of physicians, up from one in ten a year before, use AI scribes, according to a survey.',
  },
  {
    title: '医院接入大模型',
    text: '截至2025年3月初，全国已有超过三百家医院接入DeepSeek大模型，有关部门表示。约一成医生使用人工智能工具。',
  },
  // Words of no language: only the model is asked about these.
  { title: 'Wxya bcdu', text: 'wxya bcdu klopi mnera qasto vlimp zerro tundak '.repeat(3) },
]

const FRONT = 'https://first.example/'
const SOURCE: Source = {
  name: 'first',
  title: 'First',
  method: 'feed',
  url: FRONT,
  kind: 'newspaper',
  enabled: true,
}
const ENTRY = { title: '', authors: [], categories: [], ids: {} }

function pageOf(title: string, text: string): ExtractedPage {
  return {
    blocks: text.split('\n').map((paragraph) => ({ kind: 'paragraph', text: paragraph })),
    captions: [],
    metadata: { title, authors: [], keywords: [], ids: {}, paywalled: false, origins: {} },
    quality: { verdict: 'good', reasons: [], words: 40 },
    extractor: 'readability',
    extractorVersion: '0',
  }
}
