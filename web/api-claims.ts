// Adoption figures and their series as the API gives them: what the pages show, each with its status.
import type { OpenAPIHono } from '@hono/zod-openapi'
import { isDrawn } from '../src/claim/series.ts'
import { countCodePoints, type QuotedAt } from '../src/store/claim-pages.ts'
import type { SeriesAfter, SeriesFilter, SeriesPoint, SeriesRow } from '../src/store/claim-series.ts'
import type { ClaimRow } from '../src/store/claims.ts'
import { fail } from './api-access.ts'
import { claimRoute, claimsRoute, seriesListRoute, seriesRoute } from './api-routes.ts'
import { seriesPath, seriesTitle, withDescendants } from './figures.ts'
import { outwardUrl } from './links.ts'
import type { SiteEnv } from './people.ts'
import { viewSeries } from './series-view.ts'
import type { Site } from './site.tsx'

export function addClaims(api: OpenAPIHono<SiteEnv>, site: Site): void {
  const { store, sample } = site
  const notIts = 'cursor: this is not the "next" of a page of this list. Begin without a cursor.'

  api.openapi(claimsRoute, async (c) => {
    const { series, status, since, as_of_from, as_of_to, limit, cursor, ...rest } = c.req.valid('query')
    const beforeId = cursor === undefined ? undefined : readIdCursor(cursor)
    if (cursor !== undefined && beforeId === undefined) return fail(c, 400, notIts)
    const { claims, count } = await store.listClaimPage({
      ...readFilter(site, rest),
      ...(series === undefined ? {} : { seriesKey: series }),
      ...(status === undefined ? {} : { status }),
      ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
      ...(as_of_from === undefined ? {} : { asOfFrom: as_of_from }),
      ...(as_of_to === undefined ? {} : { asOfTo: as_of_to }),
      ...(beforeId === undefined ? {} : { beforeId }),
      limit: limit + 1,
    })
    const shown = claims.slice(0, limit)
    const next = claims.length > limit ? writeCursor(`claims|${shown.at(-1)!.id}`) : null
    const nextUrl = next === null ? null : sameAddress(c.req.url, next)
    if (nextUrl) c.header('Link', `<${nextUrl}>; rel="next"`)
    const rows = shown.map((claim) => writeClaim(claim, claim.quotedAt))
    return c.json({ ok: true as const, sample, count, rows, next, next_url: nextUrl }, 200)
  })

  api.openapi(claimRoute, async (c) => {
    const id = Number(c.req.valid('param').id)
    const [claim] = (await store.listClaimPage({ id, limit: 1 })).claims
    if (!claim) return fail(c, 404, `There is no figure ${id}.`)
    const [view, relations] = await Promise.all([
      viewSeries(store, claim.seriesKey),
      store.listRelations([id]),
    ])
    const origin = view?.origins.get(id)?.label ?? claim.publicationName
    const answer = { ...writeClaim(claim, claim.quotedAt), origin }
    return c.json({ ok: true as const, sample, claim: answer, relations }, 200)
  })

  api.openapi(seriesListRoute, async (c) => {
    const { limit, cursor, ...rest } = c.req.valid('query')
    const after = cursor === undefined ? undefined : readSeriesCursor(cursor)
    if (cursor !== undefined && after === undefined) return fail(c, 400, notIts)
    const { series, count } = await store.listSeriesPage({
      ...readFilter(site, rest),
      ...(after === undefined ? {} : { after }),
      limit: limit + 1,
    })
    const shown = series.slice(0, limit)
    const last = shown.at(-1)
    const next =
      series.length > limit && last ? writeCursor(`series|${last.newestOn ?? ''}|${last.key}`) : null
    const nextUrl = next === null ? null : sameAddress(c.req.url, next)
    if (nextUrl) c.header('Link', `<${nextUrl}>; rel="next"`)
    const rows = shown.map((row) => writeSeries(row, site))
    return c.json({ ok: true as const, sample, count, rows, next, next_url: nextUrl }, 200)
  })

  api.openapi(seriesRoute, async (c) => {
    const { key } = c.req.valid('param')
    const view = await viewSeries(store, key)
    if (!view) return fail(c, 404, 'There is no such series; /api/v1/series lists them.')
    const { row, claims, origins, relations } = view
    const places = new Map(
      (await store.findQuotes(claims.map(({ id }) => id))).map(({ id, quotedAt }) => [id, quotedAt]),
    )
    const rows = claims.map((claim) => ({
      ...writeClaim(claim, places.get(claim.id) ?? null),
      origin: origins.get(claim.id)!.label,
    }))
    return c.json({ ok: true as const, sample, series: writeSeries(row, site), rows, relations }, 200)
  })
}

type AskedFilter = {
  technology?: string | undefined
  unit?: string | undefined
  place?: string | undefined
  stage?: string | undefined
}

/** As on the page: a technology and a unit with what is narrower. */
function readFilter({ watch }: Site, { technology, unit, place, stage }: AskedFilter): SeriesFilter {
  const { technologies, units } = watch.lexicon
  return {
    ...(technology === undefined ? {} : { technologies: withDescendants(technologies, technology) }),
    ...(unit === undefined ? {} : { units: withDescendants(units, unit) }),
    ...(place === undefined ? {} : { place: place.toUpperCase() }),
    ...(stage === undefined ? {} : { stageClass: stage }),
  }
}

function writeClaim(claim: ClaimRow, quotedAt: QuotedAt) {
  const { reading } = claim
  const { measure, value, qualifier, lowerOpen, upperOpen, unit, unitText, places, asOfBasis } = reading
  const { stage, modality, polarity, accumulation, attributionKind, quote, prefix, suffix, confidence } =
    reading
  const { id, seriesKey, status, sentence, madeBy, madeAt, note, articleId, articleTitle } = claim
  const { versionNumber, goneIn, publicationId, publicationName, publishedOn, language } = claim
  const { storyId, isOriginal, copyCount } = claim
  return {
    ...{ id, seriesKey, status, drawn: isDrawn(reading, status), measure, value, qualifier },
    valueMax: reading.valueMax ?? null,
    changeKind: reading.changeKind ?? null,
    lower: reading.lower ?? null,
    upper: reading.upper ?? null,
    ...{ lowerOpen, upperOpen, unit, unitText, places },
    denominator: reading.denominator ?? null,
    denominatorCount: reading.denominatorCount ?? null,
    technology: reading.technology ?? null,
    technologyText: reading.technologyText ?? null,
    placeText: reading.placeText ?? null,
    asOf: reading.asOf ?? null,
    asOfPrecision: reading.asOfPrecision ?? null,
    asOfBasis,
    asOfText: reading.asOfText ?? null,
    asOfStartOn: reading.asOfStartOn ?? null,
    asOfEndOn: reading.asOfEndOn ?? null,
    ...{ stage, modality, polarity, accumulation },
    attributionText: reading.attributionText ?? null,
    attributionName: reading.attributionName ?? null,
    attributionKind,
    citedDoi: reading.citedDoi ?? null,
    ...{ quote, prefix, suffix },
    quoteStart: quotedAt?.start ?? null,
    quoteEnd: quotedAt?.end ?? null,
    sentence,
    quoteStartInSentence: countCodePoints(sentence.slice(0, reading.quoteStart - reading.sentenceStart)),
    confidence,
    reasons: reading.reasons.map(({ field, words, points }) => ({ field, words, points })),
    ...{ madeBy, madeAt, note, articleId, articleTitle },
    articleUrl: outwardUrl(claim.url) ?? '',
    ...{ versionNumber, goneIn, publicationId, publicationName, publishedOn, language },
    ...{ storyId, isOriginal, copyCount },
  }
}

type Stage = 'authorised' | 'planned' | 'piloting' | 'adopted' | 'discontinued'

function writeSeries(row: SeriesRow, { watch }: Site) {
  const { key, technology, unit, measure, denominator, figures, drawn, origins } = row
  const { contradictions, unreviewed, movement, newestOn, summary } = row
  return {
    key,
    title: seriesTitle(row, watch.lexicon),
    page: seriesPath(key),
    technology: technology || null,
    unit,
    places: row.places.split('+').filter(Boolean),
    measure,
    stage: row.stageClass as Stage,
    denominator: denominator || null,
    ...{ figures, drawn, origins, contradictions, unreviewed, movement, newestOn },
    newest: writePoint(summary?.newest),
    before: writePoint(summary?.before),
  }
}

function writePoint(point: SeriesPoint | undefined) {
  if (!point) return null
  const { figureId, startOn, endOn, asOf, value, valueMax, lower, upper, qualifier, drawn, originLabel } =
    point
  return {
    ...{ figureId, startOn, endOn, asOf, value, valueMax, lower, upper, qualifier, drawn },
    origin: originLabel,
  }
}

const writeCursor = (text: string) => Buffer.from(text).toString('base64url')
const readText = (cursor: string) => Buffer.from(cursor, 'base64url').toString('utf8')

function readIdCursor(cursor: string): number | undefined {
  const [, id] = /^claims\|(\d{1,15})$/.exec(readText(cursor)) ?? []
  return id === undefined ? undefined : Number(id)
}

function readSeriesCursor(cursor: string): SeriesAfter | undefined {
  const [, newestOn, key] = /^series\|([\d-]{0,10})\|(.{1,400})$/su.exec(readText(cursor)) ?? []
  return newestOn === undefined || key === undefined ? undefined : { newestOn, key }
}

function sameAddress(url: string, next: string): string {
  const address = new URL(url)
  address.searchParams.set('cursor', next)
  return `${address.pathname}${address.search}`
}
