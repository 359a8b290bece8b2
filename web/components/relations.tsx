// What a figure has to do with others: later than, contradicts, corrects, drifted from. Others that say the same stand in
// one line, each by its publication.
import { writeFigure } from '../../src/claim/relate.ts'
import type { StoredRelation } from '../../src/store/claim-series.ts'
import type { ClaimRow } from '../../src/store/claims.ts'
import { figurePath } from '../figures.ts'

type Kind = StoredRelation['kind']
const SAYS: Record<Kind, [sign: string, outgoing: string, incoming: string]> = {
  contradicts: ['≠', 'contradicts', 'contradicts'],
  corrects: ['✎', 'corrects', 'corrected to'],
  drift: ['↝', 'drifted from', 'retold as'],
  supersedes: ['→', 'later than', 'followed by'],
  same: ['=', 'the same as', 'the same as'],
}
const ORDER = Object.keys(SAYS)

type Line = { kind: Kind; words: string; figure: string; reason: string; others: ClaimRow[] }

/** What these figures, alike in all they say, have to do with others: a line for each kind, the gravest first. */
export function gatherRelations(
  claims: ClaimRow[],
  relations: StoredRelation[],
  known: Map<number, ClaimRow>,
  kinds: readonly string[] = ORDER,
): Line[] {
  const lines = new Map<string, Line>()
  const own = new Set(claims.map(({ id }) => id))
  for (const { from, to, kind, holds, reason } of relations) {
    if (!holds || !kinds.includes(kind) || own.has(from) === own.has(to)) continue
    const outgoing = own.has(from)
    const other = known.get(outgoing ? to : from)
    if (!other) continue
    const [sign, out, back] = SAYS[kind]
    const words = `${sign} ${outgoing ? out : back}`
    const figure = `${writeFigure(other.reading)} ${other.reading.unitText}`
    const key = `${words} ${writeFigure(other.reading)} ${other.reading.unit}`
    const line = lines.get(key)
    if (line?.others.includes(other) === false) line.others.push(other)
    if (!line) lines.set(key, { kind, words, figure, reason, others: [other] })
  }
  return [...lines.values()].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
}

const namedMax = 4 // of the others in a line

/** `here`: the series whose page this is, where a link only jumps. */
export function Relations({ lines, here }: { lines: Line[]; here?: string }) {
  if (lines.length === 0) return null
  return (
    <ul class="relations">
      {lines.map(({ kind, words, figure, reason, others }) => {
        const named = [...new Map(others.map((other) => [other.publicationName, other])).values()]
        const linkTo = (other: ClaimRow) =>
          other.seriesKey === here ? `#figure-${other.id}` : figurePath(other)
        return (
          <li class={kind} title={reason}>
            {words} <a href={linkTo(others[0]!)}>{figure}</a>{' '}
            <span class="soft">
              {named.slice(0, namedMax).map((other, i) => (
                <>
                  {i > 0 && ', '}
                  {i === 0 ? (
                    <bdi>{other.publicationName}</bdi>
                  ) : (
                    <a href={linkTo(other)}>
                      <bdi>{other.publicationName}</bdi>
                    </a>
                  )}
                </>
              ))}
              {named.length > namedMax && ` and ${named.length - namedMax} others`}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
