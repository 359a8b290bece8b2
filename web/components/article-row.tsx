// The article row: publication, kind, day, headline, snippet with marks, what happened to it, tags. One for every list.
import type { Topics } from '../../src/model.ts'
import type { SearchHit } from '../../src/store/search.ts'
import type { Segment } from '../../src/text/marks.ts'
import { writeDay, writeInstant, writePlural } from '../dates.ts'
import { outwardUrl, searchLink } from '../links.ts'
import { countryName, kindName, orderTags, tagName } from '../names.ts'
import { Coins } from './coins.tsx'

const tagsShownMax = 4

/** Text with the words that were searched for marked. */
export function Marked({ segments }: { segments: Segment[] }) {
  return <>{segments.map((segment) => (segment.marked ? <mark>{segment.text}</mark> : segment.text))}</>
}

type DatedProps = { at: string; on: string; dayOnly: boolean }

/** The calendar day as the publisher writes it; the instant behind it may lie on the neighbouring day in UTC. */
export function Published({ at, on, dayOnly }: DatedProps) {
  return (
    <time
      datetime={dayOnly ? on : at}
      title={dayOnly ? 'the day is stated, the time is not' : writeInstant(at)}
    >
      {writeDay(on)}
    </time>
  )
}

/** "zh-Hans" for the right glyphs and line breaks; nothing for English, nor for what is no language tag. */
export function langOf(language: string | null): string | undefined {
  return language && /^(?!en\b)[a-z]{2,3}(-[a-z\d]{2,8}){0,3}$/i.test(language) ? language : undefined
}

type RowProps = {
  hit: SearchHit
  topics: Topics
  level?: 2 | 3
  ofDay?: string // the list already says this day: "8 May 2025"
  inStory?: boolean // what belongs to it is listed under it
  cite?: boolean // reference managers may read it; not where rows are worked on
}

export function ArticleRow({ hit, topics, level = 2, ofDay, inStory = false, cite = true }: RowProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  const lang = langOf(hit.language)
  const dated = ofDay !== writeDay(hit.publishedOn)
  return (
    <article class={ofDay === undefined ? 'row dated' : 'row'} data-original={outwardUrl(hit.url)}>
      <p class="kicker">
        <strong>
          <bdi>{hit.publicationName}</bdi>
        </strong>
        <span>{kindName(hit.kind)}</span>
        {hit.country && <span>{countryName(hit.country)}</span>}
        {ofDay !== undefined && dated && (
          <Published at={hit.publishedAt} on={hit.publishedOn} dayOnly={hit.publishedDayOnly} />
        )}
      </p>
      {ofDay === undefined && (
        <p class="when">
          <Published at={hit.publishedAt} on={hit.publishedOn} dayOnly={hit.publishedDayOnly} />
        </p>
      )}
      <Heading class="headline" lang={lang} dir="auto">
        <a href={`/articles/${hit.id}`}>
          <Marked segments={hit.title} />
        </a>
      </Heading>
      <p class="snippet" lang={lang} dir="auto">
        <Marked segments={hit.snippet} />
      </p>
      <RowMarks hit={hit} topics={topics} inStory={inStory} />
      {cite && <Coins hit={hit} />}
    </article>
  )
}

function RowMarks({ hit, topics, inStory }: { hit: SearchHit; topics: Topics; inStory: boolean }) {
  const tags = orderTags(hit.tags)
  const reports = hit.reportCount - (hit.isOriginal ? 1 : 0)
  const copies = hit.isOriginal && hit.copyCount > 0
  if (tags.length === 0 && inStory && hit.versionCount === 1) return null
  return (
    <p class="marks">
      {hit.numberChanged && (
        <a class="chip alert" href={`/articles/${hit.id}#versions`}>
          ± a number was changed
        </a>
      )}
      {!hit.numberChanged && hit.versionCount > 1 && (
        <a class="chip" href={`/articles/${hit.id}#versions`}>
          edited
        </a>
      )}
      {!hit.isOriginal && <span class="chip">a copy</span>}
      {!inStory && copies && <span class="chip">{writePlural(hit.copyCount, 'copy', 'copies')}</span>}
      {!inStory && hit.isOriginal && reports > 0 && (
        <span class="chip">{writePlural(reports, 'other report')}</span>
      )}
      {tags.slice(0, tagsShownMax).map((tag) => (
        <a class="tag" href={searchLink(`tag:${tag}`)}>
          {tagName(tag, topics)}
        </a>
      ))}
      {tags.length > tagsShownMax && (
        <a class="tag more" href={`/articles/${hit.id}#tags`}>
          +{tags.length - tagsShownMax}
          <span class="hidden"> more tags</span>
        </a>
      )}
    </p>
  )
}
