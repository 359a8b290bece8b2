// Small pieces that every template needs: escaping, blocks as HTML, dates as sites print them.
// A page's own mark-up lives with its host.

import type { SampleArticle, SampleBlock } from './site.ts'

/** Text for HTML and XML, in elements and in double-quoted attributes. */
export function escapeText(text: string): string {
  return text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
  )
}

/** `[words](url)` and `*emphasis*` -> HTML. */
export function renderInline(text: string): string {
  return escapeText(text)
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+|\/[^)\s]*)\)/g, '<a href="$2">$1</a>')
    .replace(/\*([^*\s][^*]*)\*/g, '<em>$1</em>')
}

/** The same text without its mark-up. */
export function plainText(text: string): string {
  return text.replace(/\[([^\]]+)\]\([^)\s]+\)/g, '$1').replace(/\*([^*\s][^*]*)\*/g, '$1')
}

/** A class for paragraphs, or a whole rendering of one kind of block, or something put between two blocks. */
export type BlockStyle = {
  paragraphClass?: string
  figure?: (caption: string) => string
  quotation?: (html: string) => string
  /** Put in after the block of this number (from 1): an advertisement, a "read more" box. */
  after?: Record<number, string>
}

export function renderBlocks(blocks: SampleBlock[], style: BlockStyle = {}): string {
  const out: string[] = []
  let open: 'ul' | 'table' | undefined
  blocks.forEach((block, index) => {
    const wanted = block.kind === 'item' ? 'ul' : block.kind === 'row' ? 'table' : undefined
    if (open !== wanted) {
      if (open) out.push(`</${open}>`)
      if (wanted) out.push(`<${wanted}>`)
    }
    const first = open !== wanted
    open = wanted
    out.push(renderBlock(block, style, first))
    const between = style.after?.[index + 1]
    if (between && !wanted) out.push(between)
  })
  if (open) out.push(`</${open}>`)
  return out.join('\n')
}

function renderBlock(block: SampleBlock, style: BlockStyle, first: boolean): string {
  const html = renderInline(block.text)
  switch (block.kind) {
    case 'heading':
      return `<h2>${html}</h2>`
    case 'item':
      return `<li>${html}</li>`
    case 'quotation':
      return style.quotation ? style.quotation(html) : `<blockquote><p>${html}</p></blockquote>`
    case 'figure':
      return style.figure
        ? style.figure(html)
        : `<figure><img src="/images/inline.jpg" alt=""><figcaption>${html}</figcaption></figure>`
    case 'row': {
      const cell = first ? 'th' : 'td'
      return `<tr>${(block.cells ?? []).map((text) => `<${cell}>${renderInline(text)}</${cell}>`).join('')}</tr>`
    }
    default:
      return style.paragraphClass ? `<p class="${style.paragraphClass}">${html}</p>` : `<p>${html}</p>`
  }
}

/** JSON for a script element. */
export function renderJsonLd(value: unknown): string {
  return `<script type="application/ld+json">${JSON.stringify(value).replace(/</g, '\\u003c')}</script>`
}

/** The articles before this one: a rail that a new story does not change. */
export function earlier(article: SampleArticle, all: SampleArticle[], count: number): SampleArticle[] {
  const before = all.filter((other) => other.slug !== article.slug && other.published < article.published)
  const others = all.filter((other) => other.slug !== article.slug && other.published >= article.published)
  return [...before, ...others.reverse()].slice(0, count)
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

/** The parts of an instant as its own offset shows them. */
export function dateParts(iso: string) {
  const [, year, month, day, hour, minute, second, sign, oh, om] =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/.exec(iso) ?? []
  if (!year || !month || !day || !hour || !minute || !second) throw new Error(`not an instant: ${iso}`)
  const weekday = days[new Date(Date.UTC(+year, +month - 1, +day)).getUTCDay()] as string
  const offset = sign ? `${sign}${oh}${om}` : '+0000'
  return { year, month, day, hour, minute, second, weekday, monthName: months[+month - 1] as string, offset }
}

/** "8 May 2025" */
export function dayFirst(iso: string): string {
  const { year, monthName, day } = dateParts(iso)
  return `${+day} ${monthName} ${year}`
}

/** "May 8, 2025" */
export function monthFirst(iso: string): string {
  const { year, monthName, day } = dateParts(iso)
  return `${monthName} ${+day}, ${year}`
}

/** "2025年5月8日" */
export function chineseDay(iso: string): string {
  const { year, month, day } = dateParts(iso)
  return `${year}年${+month}月${+day}日`
}

/** "10:05 AM" */
export function clock12(iso: string): string {
  const { hour, minute } = dateParts(iso)
  return `${+hour % 12 || 12}:${minute} ${+hour < 12 ? 'AM' : 'PM'}`
}

/** "Thu, 08 May 2025 10:00:00 +0800" */
export function rfc822(iso: string): string {
  const { year, monthName, day, hour, minute, second, weekday, offset } = dateParts(iso)
  return `${weekday.slice(0, 3)}, ${day} ${monthName.slice(0, 3)} ${year} ${hour}:${minute}:${second} ${offset}`
}
