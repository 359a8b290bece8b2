// Figures where they stand: marked in an article's text, and listed beside it and on its story's page.
import type { Child } from 'hono/jsx'
import { writeFigure } from '../../src/claim/relate.ts'
import type { Lexicon } from '../../src/model.ts'
import type { StoredRelation } from '../../src/store/claim-series.ts'
import type { ClaimRow } from '../../src/store/claims.ts'
import { figurePath, quoteLink } from '../figures.ts'
import { FigureChip } from './figure-chip.tsx'
import { Outward } from './outward.tsx'
import { gatherRelations, Relations } from './relations.tsx'

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
      <a class="figure-mark" id={`figure-${claim.id}`} href={figurePath(claim)}>
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
const linesMax = 3 // of what others say of a figure
/** What a reader of a text must know of its figures; what is merely later or the same is on the page of the series. */
const TOLD = ['corrects', 'drift', 'contradicts']

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
  const alike = gatherAlike(claims)
  const known = new Map([...figures.others, ...figures.claims.map((one) => [one.id, one] as const)])
  return (
    <section class="figure-list">
      <h2 class="label">
        Figures <span class="number">{alike.length}</span>
      </h2>
      <ul class="plain">
        {alike.slice(0, shownMax).map((own) => (
          <FigureLine claims={own} lexicon={lexicon} named={named}>
            <Relations lines={gatherRelations(own, figures.relations, known, TOLD).slice(0, linesMax)} />
          </FigureLine>
        ))}
      </ul>
      {alike.length > shownMax && <p class="small soft">and {alike.length - shownMax} more</p>}
    </section>
  )
}

/** What five papers say in the same way is one figure with five witnesses; what was taken out stands by itself. */
function gatherAlike(claims: ClaimRow[]): [ClaimRow, ...ClaimRow[]][] {
  const alike = Map.groupBy(claims, ({ reading, seriesKey, goneIn }) =>
    [seriesKey, writeFigure(reading), reading.asOf, reading.polarity, reading.modality, goneIn].join('|'),
  )
  return [...alike.values()] as [ClaimRow, ...ClaimRow[]][]
}

type LineProps = { claims: [ClaimRow, ...ClaimRow[]]; lexicon: Lexicon; named: boolean; children: Child }

function FigureLine({ claims, lexicon, named, children }: LineProps) {
  const [claim] = claims
  const original = claim.goneIn === null ? quoteLink(claim.url, claim.reading) : undefined
  return (
    <li class={claim.goneIn === null ? undefined : 'gone'}>
      <FigureChip claim={claim} lexicon={lexicon} />
      {named && <Witnesses claims={claims} />}
      {claim.goneIn !== null && (
        <p class="small notice-line">✎ the publisher took it out (version {claim.goneIn})</p>
      )}
      {children}
      {claims.every(({ status }) => status === 'needs_review') && <p class="small soft">not reviewed</p>}
      {original && !named && (
        <p class="small">
          <Outward url={original}>the sentence in the original</Outward>
        </p>
      )}
    </li>
  )
}

/** Each publication once, with its own words for the figure. */
function Witnesses({ claims }: { claims: ClaimRow[] }) {
  const witnesses = [...new Map(claims.map((claim) => [claim.publicationName, claim])).values()]
  return (
    <ul class="witnesses">
      {witnesses.map((claim) => (
        <li>
          <a href={`/articles/${claim.articleId}#figure-${claim.id}`}>
            <bdi>{claim.publicationName}</bdi>
          </a>{' '}
          <q lang={claim.language ?? undefined}>{claim.reading.quote}</q>
        </li>
      ))}
    </ul>
  )
}
