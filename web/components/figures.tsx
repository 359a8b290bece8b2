// Figures where they stand: marked in an article's text, and listed beside it and on its story's page.
import type { Child } from 'hono/jsx'
import { writeFigure } from '../../src/claim/relate.ts'
import type { Lexicon } from '../../src/model.ts'
import type { StoredRelation } from '../../src/store/claim-series.ts'
import type { ClaimRow } from '../../src/store/claims.ts'
import { quoteLink, seriesPath } from '../figures.ts'
import { FigureChip } from './figure-chip.tsx'
import { Outward } from './outward.tsx'

export type Figures = { claims: ClaimRow[]; relations: StoredRelation[]; others: Map<number, ClaimRow> }
export const NO_FIGURES: Figures = { claims: [], relations: [], others: new Map() }

export type TextMark = { start: number; end: number; claim: ClaimRow }

/** Where the quotes stand in the newest text: at their offsets, else where their sentence has moved. None overlap. */
export function findMarks(text: string, claims: ClaimRow[]): TextMark[] {
  const marks: TextMark[] = []
  for (const claim of claims) {
    if (claim.goneIn !== null || claim.status === 'rejected') continue
    const { quote, quoteStart, sentenceStart } = claim.reading
    const stands = text.slice(quoteStart, quoteStart + quote.length) === quote
    const moved = text.indexOf(claim.sentence)
    const start = stands ? quoteStart : moved < 0 ? -1 : moved + quoteStart - sentenceStart
    if (start >= 0 && text.slice(start, start + quote.length) === quote)
      marks.push({ start, end: start + quote.length, claim })
  }
  marks.sort((a, b) => a.start - b.start || b.end - a.end)
  return marks.filter((mark, i) => i === 0 || mark.start >= marks[i - 1]!.end)
}

/** A piece of the text that begins at `at`, with the marks that lie in it. */
export function MarkedText({ text, at, marks }: { text: string; at: number; marks: TextMark[] }) {
  const own = marks.filter((mark) => mark.start >= at && mark.end <= at + text.length)
  if (own.length === 0) return <>{text}</>
  const pieces: Child[] = []
  let done = 0
  for (const { start, end, claim } of own) {
    pieces.push(text.slice(done, start - at))
    pieces.push(
      <a
        class="figure-mark"
        id={`figure-${claim.id}`}
        href={`${seriesPath(claim.seriesKey)}#figure-${claim.id}`}
      >
        {text.slice(start - at, end - at)}
      </a>,
    )
    done = end - at
  }
  return (
    <>
      {pieces}
      {text.slice(done)}
    </>
  )
}

const shownMax = 12

/** Beside an article, or on a story's page: every figure with what became of it. `named`: say in which publication. */
export function FigureList({
  figures,
  lexicon,
  named = false,
}: {
  figures: Figures
  lexicon: Lexicon
  named?: boolean
}) {
  const claims = figures.claims.filter((claim) => claim.status !== 'rejected')
  if (claims.length === 0) return null
  return (
    <section class="figure-list">
      <h2 class="label">
        Figures <span class="number">{claims.length}</span>
      </h2>
      <ul class="plain">
        {claims.slice(0, shownMax).map((claim) => (
          <FigureLine claim={claim} figures={figures} lexicon={lexicon} named={named} />
        ))}
      </ul>
      {claims.length > shownMax && <p class="small soft">and {claims.length - shownMax} more</p>}
    </section>
  )
}

type LineProps = { claim: ClaimRow; figures: Figures; lexicon: Lexicon; named: boolean }

function FigureLine({ claim, figures, lexicon, named }: LineProps) {
  const original = claim.goneIn === null ? quoteLink(claim.url, claim.reading) : undefined
  return (
    <li class={claim.goneIn === null ? undefined : 'gone'}>
      <FigureChip claim={claim} lexicon={lexicon} />
      {named && (
        <p class="small">
          <a href={`/articles/${claim.articleId}#figure-${claim.id}`}>
            <bdi>{claim.publicationName}</bdi>
          </a>
          : “<bdi lang={claim.language ?? undefined}>{claim.reading.quote}</bdi>”
        </p>
      )}
      {claim.goneIn !== null && (
        <p class="small notice-line">✎ the publisher took it out (version {claim.goneIn})</p>
      )}
      <Told claim={claim} figures={figures} />
      {claim.status === 'needs_review' && <p class="small soft">not reviewed</p>}
      {original && !named && (
        <p class="small">
          <Outward url={original}>the sentence in the original</Outward>
        </p>
      )}
    </li>
  )
}

const TELLS: Record<string, [outgoing: string, incoming: string]> = {
  corrects: ['✎ corrects', '✎ corrected to'],
  drift: ['↝ drifted from', '↝ retold as'],
  contradicts: ['≠ contradicts', '≠ contradicts'],
}

/** What a reader of this text must know: that it was corrected, retold otherwise, or is contradicted. */
function Told({ claim, figures }: Pick<LineProps, 'claim' | 'figures'>) {
  const known = new Map([...figures.others, ...figures.claims.map((one) => [one.id, one] as const)])
  const lines = figures.relations.flatMap((relation) => {
    const tells = TELLS[relation.kind]
    if (!tells || !relation.holds || (relation.from !== claim.id && relation.to !== claim.id)) return []
    const outgoing = relation.from === claim.id
    const other = known.get(outgoing ? relation.to : relation.from)
    return other ? [{ relation, other, words: tells[outgoing ? 0 : 1] }] : []
  })
  return (
    <>
      {lines.slice(0, 3).map(({ relation, other, words }) => (
        <p class="small notice-line" title={relation.reason}>
          {words}{' '}
          <a href={`${seriesPath(other.seriesKey)}#figure-${other.id}`}>
            {writeFigure(other.reading)} {other.reading.unitText}
          </a>{' '}
          <span class="soft">({other.publicationName})</span>
        </p>
      ))}
    </>
  )
}
