// Reviewing figures: the queue, verdicts with undo, relations by hand, and what readers send.
import type { Context } from 'hono'
import {
  type ClaimFields,
  editClaim,
  type FieldProblem,
  fieldsOf,
  holdsNumber,
} from '../../src/claim/edit.ts'
import { extractClaims } from '../../src/claim/extract.ts'
import { prepareLexicon } from '../../src/claim/lexicon.ts'
import { writeFigure } from '../../src/claim/relate.ts'
import { seriesKey } from '../../src/claim/series.ts'
import { identityKey } from '../../src/identity/url.ts'
import { settleSeries } from '../../src/settle.ts'
import type { VerdictAct } from '../../src/store/claim-decisions.ts'
import type { ClaimRow } from '../../src/store/claims.ts'
import { outwardUrl } from '../links.ts'
import { NoSuchPage } from '../pages/errors.tsx'
import { Review } from '../pages/review.tsx'
import { SendFigure } from '../pages/send-figure.tsx'
import { personOf, recordAct, requireRole, type SiteEnv } from '../people.ts'
import { wholeNumber } from '../search-request.ts'
import type { App, Site } from '../site.tsx'
import { senderOf } from './adoption.tsx'

const nearestMax = 8
const decisionsShown = 10
const suggestionsShown = 20
const skippedMax = 50

export function addReview(app: App, site: Site): void {
  const { store, now } = site
  const editor = requireRole('editor')

  app.get('/adoption/review', editor, async (c) => {
    const skip = readSkipped(c.req.query('skip'))
    const [claim] = await store.listReviewQueue({ limit: 1, skip })
    return await showReview(c, site, claim, { skip })
  })

  app.get('/adoption/review/:id', editor, async (c) => {
    const claim = await findFigure(site, c.req.param('id'))
    if (!claim) return await noFigure(c, site)
    return await showReview(c, site, claim, { skip: [] })
  })

  app.post('/adoption/review/:id', editor, async (c) => {
    const claim = await findFigure(site, c.req.param('id'))
    if (!claim) return await noFigure(c, site)
    const form = await readForm(c)
    const skip = readSkipped(form.skip)
    const reason = form.reason?.trim() ?? ''
    const signed = { who: personOf(c).name, at: now().toISOString(), ...(reason ? { reason } : {}) }
    const figures = [claim, ...(form.copies === '1' ? await store.listSameQuotes(claim.id) : [])]
    if (form.act === 'fix') {
      const fields = { ...fieldsOf(claim.reading), ...form } as ClaimFields
      for (const figure of figures) {
        const edited = editClaim(figure.reading, fields, site.watch.lexicon)
        if ('message' in edited)
          return await showReview(c, site, claim, { skip, fields, problem: edited }, 400)
        await store.fixClaim({ figureId: figure.id, claim: edited, seriesKey: seriesKey(edited), ...signed })
      }
    } else {
      const act = VERDICTS.find((known) => known === form.act)
      if (!act) return await showReview(c, site, claim, { skip }, 400)
      await store.judgeClaims({ figureIds: figures.map((figure) => figure.id), act, ...signed })
    }
    await settleSeries(store, now)
    const told = {
      figure: writeFigure(claim.reading),
      quote: claim.reading.quote,
      figures: figures.map(({ id }) => id),
    }
    await recordAct(site, c, {
      act: `claim-${form.act}`,
      subject: `figure ${claim.id}`,
      before: told,
      after: { reason },
    })
    return c.redirect(
      `/adoption/review?did=${form.act}${skip.length > 0 ? `&skip=${skip.join('.')}` : ''}`,
      303,
    )
  })

  app.post('/adoption/review/:id/relate', editor, async (c) => {
    const claim = await findFigure(site, c.req.param('id'))
    const form = await readForm(c)
    const other = await findFigure(site, form.other ?? '')
    const kind = RELATIONS.find((known) => known === form.kind)
    if (!claim || !other || !kind || claim.id === other.id) return await noFigure(c, site)
    // A contradiction has no direction: it is kept under the smaller id, where the rules look for it.
    const [from, to] =
      kind === 'contradicts' && other.id < claim.id ? [other.id, claim.id] : [claim.id, other.id]
    const holds = form.holds !== '0'
    await store.ruleRelation({ from, to, kind, holds, who: personOf(c).name, at: now().toISOString() })
    await settleSeries(store, now)
    await recordAct(site, c, {
      act: holds ? 'claim-relate' : 'claim-unrelate',
      subject: `figure ${from}`,
      after: { kind, to },
    })
    return c.redirect(`/adoption/review/${claim.id}`, 303)
  })

  app.post('/adoption/decisions/:id/undo', editor, async (c) => {
    const id = wholeNumber(c.req.param('id'))
    const undone = id === undefined ? 'missing' : await store.undoClaimDecision(id, now().toISOString())
    if (undone === 'missing') return await noFigure(c, site)
    await settleSeries(store, now)
    await recordAct(site, c, { act: 'claim-undo', subject: `decision ${id}`, after: { undone } })
    return c.redirect(`/adoption/review?did=${undone}`, 303)
  })

  app.post('/adoption/suggestions/:id', editor, async (c) => {
    const id = wholeNumber(c.req.param('id'))
    const state = (await readForm(c)).state === 'taken' ? 'taken' : 'dismissed'
    const suggestion = (await store.listSuggestions({ limit: 1_000 })).find((one) => one.id === id)
    if (!suggestion) return await noFigure(c, site)
    const who = personOf(c).name
    const at = now().toISOString()
    const added =
      state === 'taken' && suggestion.kind === 'figure' ? await takeUp(site, suggestion, who, at) : undefined
    if (added === 'not found') return c.redirect('/adoption/review?did=not-held', 303)
    await store.closeSuggestion({ id: suggestion.id, state, who, at })
    await settleSeries(store, now)
    await recordAct(site, c, { act: `suggestion-${state}`, subject: `message ${suggestion.id}` })
    return c.redirect(added === undefined ? '/adoption/review?did=closed' : `/adoption/review/${added}`, 303)
  })

  addSending(app, site)
}

const VERDICTS: VerdictAct[] = ['accept', 'reject', 'not-a-figure', 'duplicate']
const RELATIONS = ['same', 'supersedes', 'contradicts', 'drift', 'corrects'] as const

const DONE: Record<string, string> = {
  accept: 'Accepted.',
  fix: 'Saved as fixed; the engine’s reading is kept beside yours.',
  reject: 'Rejected.',
  'not-a-figure': 'Noted: not an adoption figure.',
  duplicate: 'Noted as a duplicate.',
  undone: 'Taken back.',
  'not-newest': 'A later decision about this figure stands: take that one back first.',
  closed: 'Closed.',
  'not-held':
    'We hold no article at that address with these very words, so no figure can stand on it. Add the source first, or dismiss it.',
}

const noFigure = (c: Context<SiteEnv>, { page }: Site) =>
  page(c, { title: 'No such figure', at: 'none' }, <NoSuchPage what="figure" />, 404)

async function findFigure(site: Site, id: string): Promise<ClaimRow | undefined> {
  const figureId = wholeNumber(id)
  return figureId === undefined ? undefined : (await site.store.listFigures([figureId]))[0]
}

async function readForm(c: Context): Promise<Record<string, string>> {
  const body = await c.req.parseBody()
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.toWellFormed().slice(0, 2_000)]] : [],
    ),
  )
}

const readSkipped = (text = '') =>
  text
    .split('.')
    .flatMap((part) => wholeNumber(part) ?? [])
    .slice(-skippedMax)

type Shown = { skip: number[]; fields?: ClaimFields; problem?: FieldProblem }

async function showReview(
  c: Context<SiteEnv>,
  site: Site,
  claim: ClaimRow | undefined,
  shown: Shown,
  status: 200 | 400 = 200,
) {
  const { store, watch } = site
  const [counts, decisions, suggestions, copies, series, article] = await Promise.all([
    store.countReview(),
    store.listClaimDecisions({ limit: decisionsShown }),
    store.listSuggestions({ limit: suggestionsShown }),
    claim ? store.listSameQuotes(claim.id) : [],
    claim ? store.listSeriesClaims(claim.seriesKey) : [],
    claim ? store.readArticle(claim.articleId) : undefined,
  ])
  const text = (article?.blocks ?? []).map((block) => block.text).join('\n')
  return await site.page(
    c,
    { title: 'Review figures', at: 'review' },
    <Review
      {...shown}
      claim={claim}
      around={claim ? findAround(text, claim.sentence) : { before: '', after: '' }}
      copies={copies}
      nearest={claim ? findNearest(claim, series) : []}
      decisions={decisions}
      suggestions={suggestions}
      waiting={counts.waiting}
      done={DONE[c.req.query('did') ?? '']}
      lexicon={watch.lexicon}
    />,
    status,
  )
}

const aroundCharactersMax = 320

/** What stands before and after the sentence, cut at an end of a sentence where there is one. */
function findAround(text: string, sentence: string): { before: string; after: string } {
  const at = text.indexOf(sentence)
  if (at < 0) return { before: '', after: '' }
  const before = text.slice(Math.max(0, at - aroundCharactersMax), at).trim()
  const after = text.slice(at + sentence.length, at + sentence.length + aroundCharactersMax).trim()
  const lastOf = /(?:^|[.!?。！？\n]\s*)([^.!?。！？\n]+[.!?。！？]?)$/.exec(before)
  const firstOf = /^[^.!?。！？\n]+[.!?。！？]?/.exec(after)
  return { before: lastOf?.[1]?.trim() ?? '', after: firstOf?.[0].trim() ?? '' }
}

/** The figures of the series that lie closest in time, other articles' first. */
function findNearest(claim: ClaimRow, series: ClaimRow[]): ClaimRow[] {
  const timeOf = (row: ClaimRow) => Date.parse(row.reading.asOfEndOn ?? row.publishedOn)
  return series
    .filter((row) => row.id !== claim.id && row.status !== 'rejected')
    .sort((a, b) => Math.abs(timeOf(a) - timeOf(claim)) - Math.abs(timeOf(b) - timeOf(claim)) || a.id - b.id)
    .slice(0, nearestMax)
}

/** A reader's figure becomes a claim only where we hold the article and its very words hold the number. */
async function takeUp(
  site: Site,
  { url, quote }: { url: string; quote: string },
  who: string,
  at: string,
): Promise<number | 'not found'> {
  const [twin] = await site.store.findArticleTwins({ urlKeys: [identityKey(url)] })
  const article = twin && (await site.store.readArticle(twin.id))
  const text = (article?.blocks ?? []).map((block) => block.text).join('\n')
  const start = text.indexOf(quote.trim())
  if (!article || start < 0) return 'not found'
  const end = start + quote.trim().length
  const known = (await site.store.listArticleClaims(article.id)).find(
    ({ sentence }) => sentence.includes(quote.trim()) || quote.includes(sentence),
  )
  if (known) return known.id
  const input = { title: article.title, text: text.slice(start, end), publishedOn: article.publishedOn }
  const [found] = extractClaims(input, prepareLexicon(site.watch.lexicon))
  if (!found || !holdsNumber(found.quote, found.value)) return 'not found'
  const claim = {
    ...found,
    quoteStart: start + found.quoteStart,
    quoteEnd: start + found.quoteEnd,
    sentenceStart: start,
    sentenceEnd: end,
    prefix: text.slice(Math.max(0, start + found.quoteStart - 32), start + found.quoteStart),
    suffix: text.slice(start + found.quoteEnd, start + found.quoteEnd + 32),
  }
  return await site.store.addClaim({
    articleId: article.id,
    version: article.versions.length,
    claim,
    sentence: text.slice(start, end),
    seriesKey: seriesKey(claim),
    key: `${claim.measure}|${claim.quote.toLowerCase()}|0`,
    who,
    at,
  })
}

// ---------------------------------------------------------------- what readers send

const figuresPerDay = 5
const MS_A_DAY = 86_400_000

function addSending(app: App, site: Site): void {
  app.get('/adoption/send', (c) => {
    const said = c.req.query('said')
    const state = said === 'sent' || said === 'limit' ? said : undefined
    return site.page(
      c,
      { title: 'Send a figure', at: 'adoption' },
      <SendFigure url="" quote="" note="" said={state} />,
    )
  })

  app.post('/adoption/send', requireRole('visitor'), async (c) => {
    const { url = '', quote = '', note = '' } = await readForm(c)
    const problem =
      outwardUrl(url.trim()) === undefined
        ? 'The address must begin with http:// or https://.'
        : quote.trim().length < 10 ||
            quote.length > 600 ||
            !/[\d一二三四五六七八九十百千万亿]|\b(one|two|three|half|third|dozen|hundred|thousand|million)/i.test(
              quote,
            )
          ? 'The sentence needs a number in it, between 10 and 600 characters in all.'
          : undefined
    if (problem)
      return site.page(
        c,
        { title: 'Send a figure', at: 'adoption' },
        <SendFigure url={url} quote={quote} note={note} problem={problem} />,
        400,
      )
    const now = site.now()
    const saved = await site.store.saveSuggestion({
      kind: 'figure',
      figureId: null,
      url: url.trim(),
      quote: quote.trim(),
      note: note.trim().slice(0, 500),
      sender: senderOf(c, site.proxies ?? 0),
      sentAt: now.toISOString(),
      since: new Date(now.getTime() - MS_A_DAY).toISOString(),
      limit: figuresPerDay,
    })
    return c.redirect(`/adoption/send?said=${saved === 'limit' ? 'limit' : 'sent'}`, 303)
  })
}
