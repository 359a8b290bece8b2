// An article's text from its blocks. They are plain text; nothing here ever prints fetched markup.
import type { Block } from '../../src/model.ts'
import type { ArticlePage } from '../../src/store/article-reads.ts'
import type { ClaimRow } from '../../src/store/claims.ts'
import { writeCount } from '../dates.ts'
import { findMarks, MarkedText, type TextMark } from './figures.tsx'
import { Outward } from './outward.tsx'

/** Texts with where each begins in the whole text. */
type Group = { kind: Block['kind']; texts: { text: string; at: number }[] }

export function Body({
  blocks,
  lang,
  claims,
}: {
  blocks: Block[]
  lang: string | undefined
  claims: ClaimRow[]
}) {
  const marks = findMarks(blocks.map((block) => block.text).join('\n'), claims)
  return (
    <div class="body" lang={lang}>
      {groupBlocks(blocks).map((group) => (
        <BlockGroup group={group} marks={marks} />
      ))}
    </div>
  )
}

/** An earlier version is kept as lines: what was a heading or a list then is not known any more. */
export function VersionText({ text, lang }: { text: string; lang: string | undefined }) {
  return (
    <div class="body" lang={lang}>
      {text.split('\n').map((line) => (
        <p dir="auto">{line}</p>
      ))}
    </div>
  )
}

const excerptWordsMax = 60 // a Chinese character counts as half a word

/** The beginning of a text, and the way to the rest of it. */
export function Excerpt({ article, lang }: { article: ArticlePage; lang: string | undefined }) {
  const text = article.blocks
    .filter((block) => block.kind === 'paragraph')
    .map((block) => block.text)
    .join(' ')
  const excerpt = cutExcerpt(text || (article.description ?? ''))
  return (
    <div class="excerpt">
      <div class="body" lang={lang}>
        <p dir="auto">
          {excerpt}
          {excerpt.length < text.length && ' …'}
        </p>
      </div>
      <p class="small soft">
        This is the beginning; the text has {writeCount(article.wordCount)} words and belongs to{' '}
        {article.publicationName}. We keep it for search and comparison, and show all of it to signed-in
        readers only.
      </p>
      <p>
        <Outward kind="button quiet" url={article.canonicalUrl}>
          Read it at {article.publicationName}
        </Outward>
      </p>
    </div>
  )
}

/** The first words of a text, cut where a word ends. */
export function cutExcerpt(text: string): string {
  let words = 0
  for (const match of text.matchAll(/[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+/gu)) {
    words += /[\u3040-\u30ff\u3400-\u9fff]/.test(match[0]) ? 0.5 : 1
    if (words > excerptWordsMax) return text.slice(0, match.index).trimEnd()
  }
  return text
}

/** Items and rows that follow each other are one list and one table. */
function groupBlocks(blocks: Block[]): Group[] {
  const groups: Group[] = []
  let at = 0
  for (const block of blocks) {
    const last = groups.at(-1)
    const text = { text: block.text, at }
    at += block.text.length + 1
    if (last && last.kind === block.kind && (block.kind === 'item' || block.kind === 'row'))
      last.texts.push(text)
    else groups.push({ kind: block.kind, texts: [text] })
  }
  return groups
}

function BlockGroup({ group: { kind, texts }, marks }: { group: Group; marks: TextMark[] }) {
  const marked = texts.map((text) => <MarkedText {...text} marks={marks} />)
  if (kind === 'heading') return <h2 dir="auto">{marked}</h2>
  if (kind === 'quotation') return <blockquote dir="auto">{marked}</blockquote>
  if (kind === 'item') {
    return (
      <ul dir="auto">
        {marked.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    )
  }
  if (kind === 'row') return <Rows rows={texts.map((row) => cutCells(row))} marks={marks} />
  return <p dir="auto">{marked}</p>
}

const CELLS = ' | '

function cutCells({ text, at }: Group['texts'][number]): Group['texts'] {
  let start = at
  return text.split(CELLS).map((cell) => {
    const cut = { text: cell, at: start }
    start += cell.length + CELLS.length
    return cut
  })
}

const FIGURE = /^[\s≥>~<≤=±+–-]*\d[\d., {2}]*\s?(%|[A-Za-z]{1,3})?$/

/** Cells of figures stand under each other; wide tables scroll in a box of their own. */
function Rows({ rows, marks }: { rows: Group['texts'][]; marks: TextMark[] }) {
  return (
    <section class="table" tabindex={0} aria-label="Table">
      <table>
        <tbody>
          {rows.map((cells) => (
            <tr>
              {cells.map((cell) => (
                <td class={FIGURE.test(cell.text) ? 'number' : undefined}>
                  <MarkedText {...cell} marks={marks} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
