// The tagging desk: find articles to tag, jobs under way, rules, and what was done last.
import type { Child } from 'hono/jsx'
import type { Topics } from '../../src/model.ts'
import type { Deed } from '../../src/store/deeds.ts'
import type { SearchHit } from '../../src/store/search.ts'
import type { TagJob } from '../../src/store/tag-jobs.ts'
import type { TagRuleRow } from '../../src/store/tag-rules.ts'
import { ArticleRow } from '../components/article-row.tsx'
import { DeedNotice, UndoForm } from '../components/deed-notice.tsx'
import { Notice } from '../components/notices.tsx'
import { TagPicker } from '../components/tag-picker.tsx'
import { writeCount, writeInstant, writePlural } from '../dates.ts'
import { encodeWords, searchLink, tagLink } from '../links.ts'
import { tagName } from '../names.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { DeedList } from './deeds.tsx'

export type DeskProps = {
  jobs: TagJob[]
  rules: TagRuleRow[]
  deeds: Deed[]
  topics: Topics
  words: Vocabulary
  now: Date
  deed: Deed | undefined
}

export function TaggingDesk({ jobs, rules, deeds, topics, now, deed }: DeskProps) {
  const waiting = jobs.filter((job) => job.state === 'waiting')
  return (
    <div class="stack tagging">
      <header>
        <h1>Tagging</h1>
        <p class="lede">
          Search, look, and tag what you chose or all of it. Everything can be taken back. What a person set
          or took off, no rule changes.
        </p>
      </header>
      <DeedNotice deed={deed} />
      <FindForm query="" />
      {waiting.length > 0 && (
        <section>
          <h2 class="label">Under way</h2>
          {waiting.map((job) => (
            <p>
              <a href={`/tagging/jobs/${job.id}`}>Job {job.id}</a> <Progress job={job} />
            </p>
          ))}
        </section>
      )}
      <section>
        <h2 class="label">Rules that tag by a query</h2>
        <RuleLines rules={rules} topics={topics} />
        <p class="pager">
          <a class="button quiet" href="/tagging/rules">
            Rules, and a new one
          </a>
          <a class="button quiet" href="/tags">
            All tags
          </a>
        </p>
      </section>
      <section>
        <h2 class="label">Done last</h2>
        {deeds.length === 0 ? <p class="soft">Nothing yet.</p> : <DeedList deeds={deeds} now={now} />}
        <p class="small">
          <a href="/deeds">All deeds</a>
        </p>
      </section>
    </div>
  )
}

export function RuleLines({ rules, topics }: { rules: TagRuleRow[]; topics: Topics }) {
  if (rules.length === 0)
    return (
      <p class="soft">
        None yet. A rule sets a tag on every article that a query finds, now and from now on: for example{' '}
        <code>scribe (hospital OR clinic)</code>.
      </p>
    )
  return (
    <ul class="plain rules">
      {rules.map((rule) => (
        <li class={rule.enabled ? undefined : 'off'}>
          <a href={`/tagging/rules/${rule.id}`}>Rule {rule.id}</a>: <code>{rule.query}</code>{' '}
          <span aria-hidden="true">→</span>
          <span class="hidden">sets</span> <a href={tagLink(rule.tagId)}>{tagName(rule.tagId, topics)}</a>{' '}
          <span class="soft small">
            {rule.enabled
              ? writePlural(rule.articleCount, 'article')
              : `off, ${writePlural(rule.articleCount, 'article')}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

export function FindForm({ query }: { query: string }) {
  return (
    <form class="find" method="get" action="/tagging/search">
      <label class="hidden" for="find-words">
        Find articles to tag
      </label>
      <input
        id="find-words"
        name="q"
        value={query}
        placeholder="find articles to tag: scribe -tag:tech/ambient"
        autocomplete="off"
        maxlength={1000}
      />
      <button type="submit">Find</button>
    </form>
  )
}

export type HitsProps = {
  query: string
  tag: string
  hits: SearchHit[]
  count: number
  next: string | undefined
  problems: Child
  topics: Topics
  words: Vocabulary
  told: string | undefined
  deed: Deed | undefined
}

/** Hits with boxes to choose them by, and the two ways: those chosen, or all. */
export function TaggingHits(props: HitsProps) {
  const { query, tag, hits, count, next, topics, words } = props
  const back = `/tagging/search?q=${encodeWords(query)}`
  return (
    <div class="tagging">
      <header class="bar">
        <h1>{writePlural(count, 'article')} to tag</h1>
        <p>
          <a href={searchLink(query, 'newest')}>As a search</a>
        </p>
      </header>
      <FindForm query={query} />
      {props.problems}
      <DeedNotice deed={props.deed} />
      {props.told && <Notice>{props.told}</Notice>}
      {hits.length === 0 ? (
        <div class="empty">
          <p>
            No article matches. Write the words you would search for; for example{' '}
            <a href="/tagging/search?q=hospital+-tag:setting/hospital">
              <code>hospital -tag:setting/hospital</code>
            </a>{' '}
            finds what speaks of hospitals and has no tag for it.
          </p>
        </div>
      ) : (
        <form method="post" action="/tagging" class="choose-articles">
          <input type="hidden" name="q" value={query} />
          <input type="hidden" name="back" value={back} />
          <div class="tag-bar" data-key="t">
            <TagPicker id="tag" label="Tag" topics={topics} words={words} value={tag} />
            <button type="submit" name="act" value="set">
              Tag the chosen
            </button>
            <button type="submit" name="act" value="off" class="quiet">
              Take off the chosen
            </button>
            <button type="submit" name="act" value="set-all" class="quiet">
              Tag all {writeCount(count)}
            </button>
            <button type="submit" name="act" value="off-all" class="quiet">
              Take off all
            </button>
          </div>
          <ul class="rows plain chosen-rows">
            {hits.map((hit) => (
              <li data-article={String(hit.id)}>
                <PickArticle id={hit.id} title={hit.title.map((segment) => segment.text).join('')} />
                <ArticleRow hit={hit} topics={topics} cite={false} />
              </li>
            ))}
          </ul>
        </form>
      )}
      {next !== undefined && (
        <p class="pager">
          <a class="button quiet" rel="next" href={`${back}&tag=${encodeWords(tag)}&after=${next}`}>
            Next page
          </a>
        </p>
      )}
    </div>
  )
}

/** The box of one article; inside a form to /tagging, or anywhere with `form` naming one. */
export function PickArticle({ id, title, form }: { id: number; title: string; form?: string }) {
  return (
    <label class="pick">
      <input type="checkbox" name="id" value={String(id)} form={form} />
      <span class="hidden">Choose {title}</span>
    </label>
  )
}

export type ConfirmProps = {
  act: 'set-all' | 'off-all'
  query: string
  tag: string
  count: number
  back: string
  topics: Topics
}

/** How many, before it is done. */
export function ConfirmAll({ act, query, tag, count, back, topics }: ConfirmProps) {
  const name = tagName(tag, topics)
  return (
    <div class="stack tagging">
      <h1>
        {act === 'set-all'
          ? `Tag ${writePlural(count, 'article')}?`
          : `Take a tag off ${writePlural(count, 'article')}?`}
      </h1>
      <p class="lede">
        {act === 'set-all' ? 'Every hit of ' : 'Every hit of '}
        <code>{query}</code> {act === 'set-all' ? 'gets' : 'loses'} the tag{' '}
        <a href={tagLink(tag)}>
          <strong>{name}</strong>
        </a>
        {act === 'set-all' ? ', but for those that have it already.' : ', and no rule sets it there again.'}{' '}
        It can be taken back exactly.
      </p>
      <form method="post" action="/tagging" class="tag-bar">
        <input type="hidden" name="q" value={query} />
        <input type="hidden" name="tag" value={tag} />
        <input type="hidden" name="back" value={back} />
        <input type="hidden" name="confirmed" value={String(count)} />
        <button type="submit" name="act" value={act}>
          {act === 'set-all' ? `Yes, tag ${writeCount(count)}` : `Yes, take it off ${writeCount(count)}`}
        </button>
        <a class="button quiet" href={back}>
          No
        </a>
      </form>
    </div>
  )
}

/** A job's progress, in words and as a bar. */
export function Progress({ job }: { job: TagJob }) {
  const total = Math.max(job.total, job.done, 1)
  return (
    <span class="progress">
      {job.state === 'waiting' && (
        <progress value={job.done} max={total} aria-label={`Job ${job.id}`}>
          {Math.round((100 * job.done) / total)} %
        </progress>
      )}{' '}
      <span class="soft number">
        {writeCount(job.done)} of {writeCount(Math.max(job.total, job.done))}, {writeCount(job.changed)}{' '}
        changed
      </span>
    </span>
  )
}

export function TagJobPage({ job, deed, back }: { job: TagJob; deed: Deed; back: string }) {
  return (
    <div class="stack tagging">
      <h1>{job.kind === 'undo' ? 'Taking back' : 'Tagging'}</h1>
      <p class="lede" dir="auto">
        {deed.words}
      </p>
      <p role="status">
        {job.state === 'waiting' && 'Under way: '}
        {job.state === 'done' && `Done ${job.endedAt ? writeInstant(job.endedAt) : ''}: `}
        {job.state === 'failed' && 'It stopped: '}
        <Progress job={job} />
      </p>
      {job.message && <Notice>{job.message}</Notice>}
      {job.state === 'waiting' && (
        <p class="small soft">
          It goes on whether or not this page is open, also after a restart: in small steps, so that nothing
          else waits.
        </p>
      )}
      <p class="pager">
        {job.state === 'waiting' && (
          <a class="button" href={`/tagging/jobs/${job.id}`}>
            Look again
          </a>
        )}
        <a class="button quiet" href={back}>
          To where it shows
        </a>
        <a class="button quiet" href="/tagging">
          Tagging desk
        </a>
      </p>
      {job.kind !== 'undo' && job.state !== 'waiting' && deed.undoable && <UndoForm deed={deed} />}
    </div>
  )
}
