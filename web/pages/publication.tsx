// A publication: what is held of it, its rhythm, the health of its sources, what it writes about, whom it copies.
import type { Publication as Known, Topics } from '../../src/model.ts'
import type { Counted, PublicationPage } from '../../src/store/publications.ts'
import type { SearchHit } from '../../src/store/search.ts'
import { ArticleRow } from '../components/article-row.tsx'
import { Downloads } from '../components/downloads.tsx'
import { MonthChart } from '../components/month-chart.tsx'
import { Outward } from '../components/outward.tsx'
import { BarRows, HourBars } from '../components/small-bars.tsx'
import { Totals } from '../components/totals.tsx'
import { writeAge, writeDay, writeInstant, writePlural } from '../dates.ts'
import { searchLink } from '../links.ts'
import { makeBars } from '../months.ts'
import { countryName, kindName, languageName, orderTags, tagName } from '../names.ts'
import { writeTerm } from '../query-terms.ts'
import type { Health } from '../source-health.ts'
import { publicationLink } from './publications.tsx'

export type SourceOf = { name: string; title: string; count: number; health: Health | undefined }

export type PublicationProps = {
  held: PublicationPage
  known: Known | undefined
  sources: SourceOf[]
  newest: SearchHit[]
  topics: Topics
  now: Date
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const tagsShownMax = 12
const rhythmArticlesMin = 5 // fewer show none
const hoursKnownMin = 5 // articles with a stated hour

export function Publication(props: PublicationProps) {
  const { held, known, newest, topics } = props
  const term = writeTerm('publication', held.id)
  return (
    <div class="columns with-context publication">
      <div>
        <header>
          <p class="kicker">
            <strong>Publication</strong>
            <span>{kindName(held.kind)}</span>
            {held.country && <span>{countryName(held.country)}</span>}
            {known?.homepage && (
              <span>
                <Outward url={known.homepage}>its site</Outward>
              </span>
            )}
          </p>
          <h1>
            <bdi>{held.name}</bdi>
            {held.nameZh && (
              <span class="soft name-zh" lang="zh">
                {held.nameZh}
              </span>
            )}
          </h1>
          <p class="lede">
            {writePlural(held.count, 'article')}
            {held.oldestOn === held.newestOn
              ? ` of ${writeDay(held.newestOn)}`
              : ` from ${writeDay(held.oldestOn)} to ${writeDay(held.newestOn)}, ${writeRhythm(held)}`}
            .
          </p>
        </header>
        <Totals
          totals={[
            { name: 'Articles', count: held.count, href: searchLink(term, 'newest') },
            { name: 'Copies of others', count: held.copies },
            { name: 'Copied elsewhere', count: held.copied },
          ]}
        />
        <MonthChart
          bars={makeBars(held.months)}
          title="Articles by month"
          linkOf={(bar) => searchLink(`${term} published:${bar.period}`, 'newest')}
        />
        {held.count >= rhythmArticlesMin && <Rhythm held={held} />}
        <section>
          <h2 class="label">Newest articles</h2>
          <ul class="rows plain">
            {newest.map((hit) => (
              <li data-article={String(hit.id)}>
                <ArticleRow hit={hit} topics={topics} level={3} />
              </li>
            ))}
          </ul>
          {held.count > newest.length && (
            <p class="pager">
              <a class="button quiet" href={searchLink(term, 'newest')}>
                All {writePlural(held.count, 'article')}
              </a>
            </p>
          )}
        </section>
      </div>
      <aside class="context" aria-label="About this publication">
        <Sources {...props} />
        <Company title="Copied by" rows={held.copiedBy} />
        <Company title="Copies from" rows={held.copiesOf} />
        <Subjects held={held} topics={topics} term={term} />
        <Kinds held={held} known={known} term={term} />
        <Downloads path={publicationLink(held.id)} byStory />
      </aside>
    </div>
  )
}

/** "about 3 a week": over the last year that it published in, or less. */
function writeRhythm({ months, count }: PublicationPage): string {
  const recent = months.slice(-12)
  const first = recent[0]!.month
  const last = recent.at(-1)!.month
  const span =
    (Number(last.slice(0, 4)) - Number(first.slice(0, 4))) * 12 +
    Number(last.slice(5)) -
    Number(first.slice(5)) +
    1
  const weeks = span * 4.35
  const a = recent.reduce((sum, month) => sum + month.count, 0) / weeks
  if (count < 3 || a < 0.2) return 'now and then'
  if (a < 0.9) return `about ${Math.max(1, Math.round(a * 4.35))} a month lately`
  return `about ${Math.round(a)} a week lately`
}

function Rhythm({ held }: { held: PublicationPage }) {
  const known = held.hours.reduce((sum, count) => sum + count, 0)
  return (
    <section class="rhythm">
      <div>
        <h2 class="label">Days of the week</h2>
        <BarRows
          caption="Articles by the day of the week"
          rows={held.weekdays.map((count, i) => ({ name: WEEKDAYS[i]!, count }))}
        />
      </div>
      {known >= hoursKnownMin && (
        <div>
          <h2 class="label">Hours, UTC</h2>
          <HourBars hours={held.hours} />
          <p class="small soft">Of {writePlural(known, 'article')} whose hour is stated.</p>
        </div>
      )}
    </section>
  )
}

function Sources({ sources, held, now }: PublicationProps) {
  return (
    <section>
      <h2 class="label">How it reaches us</h2>
      {sources.length === 0 && <p class="small soft">By no source of its own.</p>}
      <ul class="plain health">
        {sources.map(({ title, count, health }) => (
          <li>
            <p>
              <strong dir="auto">{title}</strong>{' '}
              <span class={health ? `state ${health.tone}` : 'state off'}>
                {health?.words ?? '○ no longer watched'}
              </span>
            </p>
            <p class="small soft">
              {count > 0 ? `${writePlural(count, 'article')} of the newest ${held.looked}` : 'no article yet'}
              {health?.state?.lastAnsweredAt && (
                <>
                  , last answer{' '}
                  <time
                    datetime={health.state.lastAnsweredAt}
                    title={writeInstant(health.state.lastAnsweredAt)}
                  >
                    {writeAge(health.state.lastAnsweredAt, now)}
                  </time>
                </>
              )}
            </p>
            {health?.advice && health.tone !== 'ok' && <p class="small">{health.advice}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Company({ title, rows }: { title: string; rows: Counted[] }) {
  if (rows.length === 0) return null
  return (
    <section>
      <h2 class="label">{title}</h2>
      <BarRows
        caption={title}
        rows={rows.map(({ id, name, count }) => ({ name, count, href: publicationLink(id) }))}
      />
    </section>
  )
}

function Subjects({ held, topics, term }: { held: PublicationPage; topics: Topics; term: string }) {
  const counts = new Map(held.tags.map(({ id, count }) => [id, count]))
  const ids = orderTags([...counts.keys()])
    .sort((a, b) => counts.get(b)! - counts.get(a)!)
    .slice(0, tagsShownMax)
  if (ids.length === 0) return null
  return (
    <section>
      <h2 class="label">What it writes about</h2>
      <BarRows
        caption="Tags of its newest articles"
        rows={ids.map((id) => ({
          name: tagName(id, topics),
          count: counts.get(id)!,
          href: searchLink(`${term} tag:${id}`, 'newest'),
        }))}
      />
    </section>
  )
}

function Kinds({ held, known, term }: { held: PublicationPage; known: Known | undefined; term: string }) {
  return (
    <section>
      <h2 class="label">Facts</h2>
      <dl class="facts">
        <dt>Languages</dt>
        <dd>
          {held.languages.map(({ id, count }, i) => (
            <>
              {i > 0 && ', '}
              <a href={searchLink(`${term} lang:${id}`, 'newest')}>{languageName(id)}</a> {count}
            </>
          ))}
          {held.languages.length === 0 && 'not known'}
        </dd>
        {held.sections.length > 0 && (
          <>
            <dt>Sections</dt>
            <dd>{held.sections.map(({ name, count }) => `${name.slice(0, 60)} ${count}`).join(', ')}</dd>
          </>
        )}
        {known && known.hosts.length > 0 && (
          <>
            <dt>Sites</dt>
            <dd>{known.hosts.slice(0, 6).join(', ')}</dd>
          </>
        )}
        {known && known.issns.length > 0 && (
          <>
            <dt>ISSN</dt>
            <dd>{known.issns.join(', ')}</dd>
          </>
        )}
      </dl>
      {held.looked < held.count && (
        <p class="small soft">Copies, subjects and hours are of the newest {held.looked} articles.</p>
      )}
    </section>
  )
}
