// All publications of which something is held: by kind, those with the most articles first.
import type { PublicationRow } from '../../src/store/publications.ts'
import { writeCount, writeDay, writePlural } from '../dates.ts'
import { countryName, kindName } from '../names.ts'

export const publicationLink = (id: string) => `/publications/${encodeURIComponent(id)}`

const kindRowsMax = 60
const rowsMax = 300

export function Publications({ rows, kind }: { rows: PublicationRow[]; kind: string | undefined }) {
  const kinds = groupByKind(rows).filter((group) => kind === undefined || group.kind === kind)
  const perKind =
    kind === undefined ? Math.min(kindRowsMax, Math.ceil(rowsMax / Math.max(1, kinds.length))) : rowsMax
  return (
    <div class="publications">
      <h1>{kind === undefined ? 'Publications' : kindName(kind)}</h1>
      {rows.length === 0 ? (
        <div class="empty">
          <p>
            None yet: publications appear here with their first article. <a href="/status">The status page</a>{' '}
            shows which sources are asked.
          </p>
        </div>
      ) : (
        <p class="lede">
          {kind === undefined ? (
            <>
              {writePlural(rows.length, 'publication')} with articles in the archive. Journals and newspapers
              report; aggregators copy: each page tells which.
            </>
          ) : (
            <a href="/publications">All kinds</a>
          )}
        </p>
      )}
      {kinds.map((group) => (
        <KindTable {...group} shown={perKind} />
      ))}
    </div>
  )
}

type Group = { kind: string; rows: PublicationRow[] }

function groupByKind(rows: PublicationRow[]): Group[] {
  const groups = new Map<string, PublicationRow[]>()
  for (const row of rows) groups.set(row.kind, [...(groups.get(row.kind) ?? []), row])
  return [...groups]
    .map(([kind, of]) => ({ kind, rows: of }))
    .sort((a, b) => sum(b.rows) - sum(a.rows) || (a.kind < b.kind ? -1 : 1))
}

const sum = (rows: PublicationRow[]) => rows.reduce((total, { count }) => total + count, 0)

function KindTable({ kind, rows, shown }: Group & { shown: number }) {
  return (
    <section>
      <h2 class="label">
        {kindName(kind)} <span class="number">{writeCount(sum(rows))}</span>
      </h2>
      <table class="list held">
        <thead>
          <tr>
            <th scope="col">Publication</th>
            <th scope="col">Country</th>
            <th scope="col" class="number">
              Articles
            </th>
            <th scope="col">Newest</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <tr>
              <td>
                <a href={publicationLink(row.id)}>
                  <bdi>{row.name}</bdi>
                </a>
              </td>
              <td>{row.country ? countryName(row.country) : ''}</td>
              <td class="number">{writeCount(row.count)}</td>
              <td>{writeDay(row.newestOn)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown && (
        <p class="small">
          <a href={`/publications?kind=${encodeURIComponent(kind)}`}>All {writeCount(rows.length)}</a>
        </p>
      )}
    </section>
  )
}
