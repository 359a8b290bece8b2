// A tag: what it means, the words that set it, how it spreads over time, with what it stands, the newest stories.
import type { TagRule, Topics } from '../../src/model.ts'
import type { Deed } from '../../src/store/deeds.ts'
import type { MonthCount } from '../../src/store/lists.ts'
import type { SearchHit } from '../../src/store/search.ts'
import type { TagRuleRow } from '../../src/store/tag-rules.ts'
import type { TagPage } from '../../src/store/tags.ts'
import { ArticleRow } from '../components/article-row.tsx'
import { DeedNotice } from '../components/deed-notice.tsx'
import { Downloads } from '../components/downloads.tsx'
import { MonthChart } from '../components/month-chart.tsx'
import { Notice } from '../components/notices.tsx'
import { TagEdits } from '../components/tag-edits.tsx'
import { writeCount, writeDay, writePlural } from '../dates.ts'
import { searchLink, tagLink } from '../links.ts'
import { makeBars } from '../months.ts'
import { facetName, facetOf, tagName } from '../names.ts'
import type { Vocabulary } from '../vocabulary.ts'

export type TagProps = {
  id: string
  rule: TagRule | undefined
  held: TagPage
  all: MonthCount[] // articles of the whole archive, by month
  articles: number
  share: boolean
  stories: SearchHit[]
  below: { id: string; count: number }[]
  rules: TagRuleRow[]
  topics: Topics
  words: Vocabulary
  editor: boolean
  deed?: Deed | undefined
  told?: string | undefined
}

const relatedShownMax = 14
const relatedTogetherMin = 2
const wordsShownMax = 60

export function Tag(props: TagProps) {
  const { id, rule, held, topics, words, editor } = props
  const word = words.get(id)
  const trail = id.split('/').slice(0, -1)
  return (
    <div class="columns with-context tag-page">
      <div>
        <header>
          <p class="kicker">
            <strong>
              <a href="/tags">Tags</a>
            </strong>
            <span>
              <a href={`/tags#facet-${facetOf(id)}`}>{facetName(facetOf(id))}</a>
            </span>
            {trail.slice(1).map((_, i) => {
              const parent = trail.slice(0, i + 2).join('/')
              return (
                <span>
                  <a href={tagLink(parent)}>{tagName(parent, topics)}</a>
                </span>
              )
            })}
          </p>
          <h1>
            <bdi>{tagName(id, topics)}</bdi>
            {rule?.labelZh && (
              <span class="soft name-zh" lang="zh">
                {rule.labelZh}
              </span>
            )}
          </h1>
          {word?.description && (
            <p class="lede" dir="auto">
              {word.description}
            </p>
          )}
        </header>
        <DeedNotice deed={props.deed} />
        {props.told && <Notice>{props.told}</Notice>}
        {word?.retiredAt && (
          <Notice plain>
            <strong>Retired</strong> on {writeDay(word.retiredAt)}: no longer set; the articles that have it
            keep it.
          </Notice>
        )}
        <Trend {...props} />
        <Stories {...props} />
        {editor && <TagEdits {...props} />}
      </div>
      <aside class="context" aria-label="About this tag">
        <Below {...props} />
        <Related {...props} />
        <Words rule={rule} rules={props.rules} editor={editor} />
        <Setters held={held} />
        <Downloads path={tagLink(props.id)} byStory />
      </aside>
    </div>
  )
}

/** By month: as it is, or as a share of all articles of the month. */
function Trend({ id, held, all, articles, share }: TagProps) {
  const totals = new Map(all.map(({ month, count }) => [month, count]))
  const raw = makeBars(held.months)
  const known = new Map(held.months.map(({ month, count }) => [month, count]))
  const shares = makeBars(
    all
      .filter(({ month }) => raw.length > 0 && month >= held.months[0]!.month)
      .map(({ month }) => ({
        month,
        count: Math.round((1000 * (known.get(month) ?? 0)) / Math.max(1, totals.get(month) ?? 0)) / 10,
      })),
  )
  return (
    <section class="trend">
      <p class="lede">
        <a href={searchLink(`tag:${id}`, 'newest')}>{writePlural(held.count, 'article')}</a>
        {articles > 0 && held.count > 0 && (
          <>
            {' '}
            of {writeCount(articles)}, {writeShare(held.count / articles)} of all.
          </>
        )}
      </p>
      {held.months.length > 1 && (
        <>
          <nav class="sorts" aria-label="The chart shows">
            <a href={tagLink(id)} aria-current={share ? undefined : 'true'}>
              Articles
            </a>
            <a href={`${tagLink(id)}?as=share`} aria-current={share ? 'true' : undefined}>
              Share of all
            </a>
          </nav>
          {share ? (
            <MonthChart bars={shares} title="Share of all articles, by month, per cent" />
          ) : (
            <MonthChart
              bars={raw}
              title="Articles by month"
              linkOf={(bar) => searchLink(`tag:${id} published:${bar.period}`, 'newest')}
            />
          )}
        </>
      )}
    </section>
  )
}

const writeShare = (share: number) =>
  share < 0.001 ? 'less than 0.1 %' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`

function Stories({ id, stories, topics, held }: TagProps) {
  return (
    <section>
      <h2 class="label">Newest stories</h2>
      {stories.length === 0 ? (
        <div class="empty">
          <p>
            No article carries this tag yet. Its rule reads every new article; to see where it might belong,
            look at <a href="/tags">the other tags</a> or <a href="/search">search</a>.
          </p>
        </div>
      ) : (
        <>
          <ul class="rows plain">
            {stories.map((hit) => (
              <li data-article={String(hit.id)}>
                <ArticleRow hit={hit} topics={topics} level={3} />
              </li>
            ))}
          </ul>
          <p class="pager">
            <a class="button quiet" href={searchLink(`tag:${id}`, 'newest')}>
              All {writePlural(held.count, 'article')}
            </a>
          </p>
        </>
      )}
    </section>
  )
}

function Below({ below, topics }: TagProps) {
  if (below.length === 0) return null
  return (
    <section>
      <h2 class="label">Narrower</h2>
      <ul class="plain tag-list">
        {below.map(({ id, count }) => (
          <li>
            <a class="tag" href={tagLink(id)}>
              {tagName(id, topics)}
            </a>{' '}
            <span class="soft number">{writeCount(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** How many times more often the two stand together than they would by chance. */
export function writeLift(together: number, looked: number, count: number, articles: number): number {
  if (looked === 0 || count === 0 || articles === 0) return 0
  return together / looked / (count / articles)
}

function Related({ held, articles, topics }: TagProps) {
  const rows = held.related
    .filter(({ together }) => together >= relatedTogetherMin)
    .map((tag) => ({ ...tag, lift: writeLift(tag.together, held.looked, tag.count, articles) }))
    .filter(({ lift }) => lift > 1.05)
    // Often together and more than by chance: neither the commonest tags nor one chance meeting lead the list.
    .sort((a, b) => b.together * Math.log(b.lift) - a.together * Math.log(a.lift))
    .slice(0, relatedShownMax)
  if (rows.length === 0) return null
  return (
    <section>
      <h2 class="label">Stands with</h2>
      <table class="related">
        <thead>
          <tr>
            <th scope="col">Tag</th>
            <th scope="col" class="number">
              Together
            </th>
            <th scope="col" class="number" title="how many times more often than by chance">
              Lift
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, together, lift }) => (
            <tr>
              <th scope="row">
                <a class="tag" href={tagLink(id)}>
                  {tagName(id, topics)}
                </a>
              </th>
              <td class="number">{writeCount(together)}</td>
              <td class="number">×{lift < 10 ? lift.toFixed(1) : Math.round(lift)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Words({ rule, rules, editor }: { rule: TagRule | undefined; rules: TagRuleRow[]; editor: boolean }) {
  const list = (title: string, words: string[]) =>
    words.length > 0 && (
      <>
        <dt>{title}</dt>
        <dd>
          {words.slice(0, wordsShownMax).join(', ')}
          {words.length > wordsShownMax && ` and ${words.length - wordsShownMax} more`}
        </dd>
      </>
    )
  const on = rules.filter((one) => one.enabled || one.articleCount > 0)
  return (
    <section>
      <h2 class="label">What sets it</h2>
      {rule && rule.words.length + rule.hints.length + rule.kinds.length > 0 ? (
        <dl class="facts">
          {list('Words', rule.words)}
          {list('Hints', rule.hints)}
          {list('Not in', rule.masks)}
          {list('Kinds', rule.kinds)}
          {list('Codes', rule.codes)}
        </dl>
      ) : (
        on.length === 0 && <p class="small soft">Editors alone: no words set it.</p>
      )}
      {on.map((one) => (
        <p class="small">
          Rule {one.id}:{' '}
          <a href={searchLink(one.query, 'newest')}>
            <code>{one.query}</code>
          </a>
          {!one.enabled && ' (off)'} {editor && <a href={`/tagging/rules/${one.id}`}>mend</a>}
        </p>
      ))}
    </section>
  )
}

function Setters({ held }: { held: TagPage }) {
  const by = { words: 0, rules: 0, people: 0 }
  for (const { setBy, count } of held.setBy) {
    if (setBy === 'rule') by.words += count
    else if (setBy.startsWith('person:')) by.people += count
    else by.rules += count
  }
  if (by.rules + by.people === 0) return null
  return (
    <p class="small soft">
      Of the newest {writeCount(held.looked)}: {writeCount(by.words)} by words, {writeCount(by.rules)} by
      saved queries, {writeCount(by.people)} by editors.
    </p>
  )
}
