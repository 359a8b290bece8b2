// An article: the clean text, what is known of it and how, its copies and other reports, its versions.
import type { Child } from 'hono/jsx'
import type { Lexicon, Topics } from '../../src/model.ts'
import type { ArticlePage, ArticleVersion } from '../../src/store/article-reads.ts'
import type { Deed } from '../../src/store/deeds.ts'
import { langOf, Published } from '../components/article-row.tsx'
import { ArticleTags } from '../components/article-tags.tsx'
import { Body, Excerpt, VersionText } from '../components/body.tsx'
import { Cite } from '../components/cite.tsx'
import { DeedNotice } from '../components/deed-notice.tsx'
import { FigureList, type Figures } from '../components/figures.tsx'
import { Notice } from '../components/notices.tsx'
import { Outward } from '../components/outward.tsx'
import { Copies, Story } from '../components/siblings.tsx'
import { NumberNotice, Versions } from '../components/versions.tsx'
import { writeCount, writeInstant } from '../dates.ts'
import { countryName, kindName, languageName } from '../names.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { publicationLink } from './publications.tsx'

export type ArticleProps = {
  article: ArticlePage
  figures: Figures
  lexicon: Lexicon
  topics: Topics
  sourceTitle: string
  words: Vocabulary
  queries: Map<string, string>
  editor: boolean
  whole: boolean // else an excerpt
  asked?: number | undefined // the number of the version that is shown
  deed?: Deed | undefined
  told?: string | undefined
}

const authorsShownMax = 12
const captionsShownMax = 30

export function Article(props: ArticleProps) {
  const { article, sourceTitle, whole } = props
  const lang = langOf(article.language)
  const newest = article.versions.at(-1)!
  const version = article.versions.find(({ number }) => number === props.asked) ?? newest
  const captions = whole && version === newest ? article.captions.slice(0, captionsShownMax) : []
  return (
    <div class="columns with-context article" data-article={String(article.id)}>
      <article>
        <header>
          <p class="kicker">
            <strong>
              <a href={publicationLink(article.publicationId)}>
                <bdi>{article.publicationName}</bdi>
              </a>
            </strong>
            <span>{kindName(article.kind)}</span>
            {article.country && <span>{countryName(article.country)}</span>}
            {article.section && <span>{article.section}</span>}
          </p>
          <h1 lang={lang} dir="auto">
            {version.title}
          </h1>
          <Authors authors={article.authors} />
        </header>
        <Dateline article={article} />
        <div class="reading">
          <DeedNotice deed={props.deed} />
          {props.told && <Notice>{props.told}</Notice>}
          <Notices article={article} />
          {version !== newest && <OldVersion article={article} version={version} newest={newest} />}
          <Text {...props} version={version} lang={lang} />
          {captions.length > 0 && (
            <section class="captions" lang={lang}>
              <h2 class="label">Captions</h2>
              {captions.map((caption) => (
                <p dir="auto">{caption}</p>
              ))}
            </section>
          )}
          {whole && <Versions article={article} />}
          <Cite article={article} version={version} />
        </div>
      </article>
      <aside class="context" aria-label="About this article">
        <FigureList figures={props.figures} lexicon={props.lexicon} />
        <Story article={article} />
        <Copies article={article} />
        <ArticleTags {...props} />
        <Why article={article} sourceTitle={sourceTitle} />
      </aside>
    </div>
  )
}

/** Signed-in readers of a site read the whole text; others its beginning, and go on at the publisher's. */
function Text({ article, version, whole, lang, figures }: TextProps) {
  if (!whole) return <Excerpt article={article} lang={lang} />
  if (version !== article.versions.at(-1)) return <VersionText text={version.text} lang={lang} />
  return <Body blocks={article.blocks} lang={lang} claims={figures.claims} />
}

type TextProps = ArticleProps & { version: ArticleVersion; lang: string | undefined }

function OldVersion({
  article,
  version,
  newest,
}: { article: ArticlePage } & Record<'version' | 'newest', ArticleVersion>) {
  return (
    <Notice plain>
      <strong>Version {version.number}</strong> of {newest.number}, as seen {writeInstant(version.seenAt)}.{' '}
      <a href={`/articles/${article.id}`}>The newest</a> was seen {writeInstant(newest.seenAt)}.
    </Notice>
  )
}

function Authors({ authors }: { authors: string[] }) {
  if (authors.length === 0) return null
  const more = authors.length - authorsShownMax
  return (
    <p class="byline">
      By{' '}
      {authors.slice(0, authorsShownMax).map((author, i) => (
        <>
          {i > 0 && ', '}
          <bdi>{author}</bdi>
        </>
      ))}
      {more > 0 && ` and ${more} more`}
    </p>
  )
}

const BASIS = { page: '', feed: 'as its feed states', fetch: 'no date is stated: the day it was first seen' }

/** When, and the way to the original: at the left of the text where there is room, else above it. */
function Dateline({ article }: { article: ArticlePage }) {
  const basis = BASIS[article.publishedBasis]
  return (
    <div class="dateline">
      <p>
        <Outward kind="button" url={article.canonicalUrl}>
          Read the original
        </Outward>
      </p>
      <dl>
        <div>
          <dt>Published</dt>
          <dd>
            <Published at={article.publishedAt} on={article.publishedOn} dayOnly={article.publishedDayOnly} />
            {basis && <span class="soft"> {basis}</span>}
          </dd>
        </div>
        {article.modifiedAt && (
          <div>
            <dt>Modified</dt>
            <dd>
              <Modified at={article.modifiedAt} />
            </dd>
          </div>
        )}
        <div>
          <dt>First seen</dt>
          <dd>
            <Published at={article.firstSeenAt} on={article.firstSeenAt} dayOnly={false} />
          </dd>
        </div>
        {article.ids.doi && (
          <div>
            <dt>Paper</dt>
            <dd>
              <Outward kind="chip paper" url={`https://doi.org/${article.ids.doi}`}>
                doi:{article.ids.doi}
              </Outward>
            </dd>
          </div>
        )}
        {article.paywalled && (
          <div>
            <dt>Access</dt>
            <dd>paywall at its publisher</dd>
          </div>
        )}
      </dl>
    </div>
  )
}

function Modified({ at }: { at: string }): Child {
  const instant = Date.parse(at)
  if (Number.isNaN(instant)) return <>{at}</>
  return <Published at={new Date(instant).toISOString()} on={at} dayOnly={!at.includes('T')} />
}

function Notices({ article }: { article: ArticlePage }) {
  const original = article.copyGroup?.members.find((member) => member.isOriginal && member.id !== article.id)
  return (
    <>
      {article.goneAt && (
        <Notice>
          The publisher has taken this page down (seen {writeInstant(article.goneAt)}). The text is kept as we
          read it.
        </Notice>
      )}
      <NumberNotice article={article} />
      {article.extractor === 'feed' && (
        <Notice plain>
          This is the text of the feed, not of the page:{' '}
          {article.qualityReasons[0] ?? 'the page could not be read'}.
        </Notice>
      )}
      {original ? (
        <Notice plain>
          <strong>A copy.</strong> The original is by <strong>{original.publicationName}</strong>:{' '}
          <a href={`/articles/${original.id}`} lang={langOf(original.language)} dir="auto">
            {original.title}
          </a>
        </Notice>
      ) : (
        article.credit && (
          <Notice plain>
            First published by{' '}
            <strong>
              <Outward url={article.credit.url}>{article.credit.name}</Outward>
            </strong>
            , says the page ({article.credit.evidence}).
          </Notice>
        )
      )}
    </>
  )
}

function Why({ article, sourceTitle }: { article: ArticlePage; sourceTitle: string }) {
  return (
    <section id="record">
      <h2 class="label">Why it is here</h2>
      <dl class="facts">
        <dt>Ours</dt>
        <dd>
          {article.oursReason}
          {article.oursBy !== 'rule' && ` (${article.oursBy.replace(/^person:/, 'decided by ')})`}
        </dd>
        <dt>Source</dt>
        <dd>{sourceTitle}</dd>
        <dt>Language</dt>
        <dd>{article.language ? languageName(article.language) : 'not known'}</dd>
        <dt>Words</dt>
        <dd class="number">{writeCount(article.wordCount)}</dd>
        <dt>Read by</dt>
        <dd>
          {article.extractor} {article.extractorVersion}, quality {article.quality}
          {article.qualityReasons.length > 0 && (
            <span class="soft"> ({article.qualityReasons.join('; ')})</span>
          )}
        </dd>
        {Object.entries(article.ids).map(([name, id]) => (
          <>
            <dt>{name.toUpperCase()}</dt>
            <dd>{id}</dd>
          </>
        ))}
        {article.publishedRaw && (
          <>
            <dt>Feed’s date</dt>
            <dd>{article.publishedRaw}</dd>
          </>
        )}
      </dl>
      {Object.keys(article.origins).length > 0 && (
        <details>
          <summary>Where each field was found</summary>
          <dl class="facts">
            {Object.entries(article.origins).map(([field, origin]) => (
              <>
                <dt>{field}</dt>
                <dd>{origin}</dd>
              </>
            ))}
          </dl>
        </details>
      )}
    </section>
  )
}
