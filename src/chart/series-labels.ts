// What is written into the picture of a series: each figure beside its point, the names of its origins below it, and a
// sign where two figures cannot both be true. Points that lie on each other and say the same share one label. Pure.
import * as Plot from '@observablehq/plot'
import { type Area, type Obstacle, placeLabels } from './labels.ts'
import { arrowPixels, DOWN, type Placed, UP } from './series.ts'

type Pixels = (point: Placed) => { x: number; y: number }
export type Paper = { narrow: boolean; pixels: Pixels; within: Area }

const oneSpotPixels = 14 // so close two points are one to the eye
const sameLabelPixels = 90 // so close the same figure need not be written twice
const namesMax = 4 // of origins under one figure

export function markLabels(placed: Placed[], signs: Obstacle[], paper: Paper): Plot.Markish[] {
  const fontSize = paper.narrow ? 11 : 12
  const labels = gatherLabels(placed, paper).map((label) => ({
    ...label,
    fontSize,
    lines: [label.point.label, ...label.names.map(({ text }) => text)],
  }))
  const obstacles = [
    ...placed.flatMap((point) => coverOf(point, paper.pixels(point))),
    ...coverLines(placed, paper.pixels),
    ...signs,
  ]
  return placeLabels(labels, obstacles, paper.within).flatMap(({ point, names, lines, left, top, x, y }) =>
    lines.map((line, i) =>
      Plot.text([point], {
        x: 'mid',
        y: topOf,
        text: () => line,
        dx: left - x,
        dy: top - y + (i + 0.5) * fontSize * 1.25,
        textAnchor: 'start',
        fontSize,
        fill: 'currentColor',
        className: i === 0 ? 'figure' : `name o${names[i - 1]!.rank}`,
        ...(i === 0 ? { fontWeight: 600 } : {}),
      }),
    ),
  )
}

export const topOf = (point: Placed): number => point.valueMax ?? point.value

type Gathered = { point: Placed; names: { text: string; rank: number }[]; x: number; y: number }

/** One label for each spot and figure, those with names first: without its origin a figure says little. */
function gatherLabels(placed: Placed[], { narrow, pixels }: Paper): Gathered[] {
  const last = new Map<string, Placed>()
  for (const point of placed) last.set(point.origin, point)
  const gathered: Gathered[] = []
  for (const point of placed) {
    const at = pixels(point)
    const near = (far: number) => (other: Gathered) =>
      other.point.label === point.label && Math.abs(other.x - at.x) < far && Math.abs(other.y - at.y) < far
    const name =
      last.get(point.origin) === point
        ? [{ text: shorten(point.originLabel, narrow ? 20 : 32), rank: point.rank }]
        : []
    const same = gathered.find(near(oneSpotPixels))
    if (same) same.names.push(...name.filter(({ text }) => !same.names.some((known) => known.text === text)))
    else if (name.length > 0 || !gathered.some(near(sameLabelPixels)))
      gathered.push({ point, names: name, ...at })
  }
  for (const label of gathered)
    if (label.names.length > namesMax)
      label.names.splice(namesMax - 1, Number.POSITIVE_INFINITY, {
        text: `and ${label.names.length - namesMax + 1} others`,
        rank: 5,
      })
  return gathered.sort(
    (a, b) =>
      Number(b.names.length > 0) - Number(a.names.length > 0) ||
      b.point.mid.getTime() - a.point.mid.getTime(),
  )
}

/** What a point takes of the drawing: itself and its arrow. */
function coverOf({ qualifier }: Placed, { x, y }: { x: number; y: number }): Obstacle[] {
  const step = UP.has(qualifier) ? -arrowPixels / 2 : DOWN.has(qualifier) ? arrowPixels / 2 : 0
  return step === 0 ? [{ x, y }] : [0, 1, 2].map((steps) => ({ x, y: y + steps * step }))
}

const lineStepPixels = 8

/** Spots along the lines that join the figures of an origin: writing keeps off them. */
function coverLines(placed: Placed[], pixels: Pixels): Obstacle[] {
  const sure = Map.groupBy(
    placed.filter((point) => point.drawn),
    (point) => point.origin,
  )
  return [...sure.values()].flatMap((own) =>
    own.slice(1).flatMap((point, i) => {
      const [from, to] = [pixels(own[i]!), pixels(point)]
      const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / lineStepPixels)
      return Array.from({ length: Math.max(0, steps - 1) }, (_, step) => ({
        x: from.x + ((step + 1) / steps) * (to.x - from.x),
        y: from.y + ((step + 1) / steps) * (to.y - from.y),
        half: 3,
      }))
    }),
  )
}

export type Contradiction = { from: Placed; to: Placed; sign: Obstacle }

const signPixels = 7 // half of the sign's side
const SIDES = [-11, 11, -20, 20, -30, 30] // of the middle between the two, in pixels

/** Pairs that lie on the same two spots are shown once; the sign stands where no point is. */
export function placeContradictions(
  placed: Placed[],
  pairs: [number, number][],
  pixels: Pixels,
): Contradiction[] {
  const at = new Map(placed.map((point) => [point.id, point]))
  const spots = placed.map(pixels)
  const spotOf = (point: Placed) => {
    const here = pixels(point)
    return spots.findIndex((spot) => Math.hypot(spot.x - here.x, spot.y - here.y) < oneSpotPixels)
  }
  const seen = new Map<string, Contradiction>()
  for (const [a, b] of pairs) {
    const [from, to] = [at.get(a), at.get(b)]
    if (!from || !to) continue
    const key = [spotOf(from), spotOf(to)].sort((one, other) => one - other).join()
    if (seen.has(key)) continue
    const [start, end] = [pixels(from), pixels(to)]
    const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2, half: signPixels }
    const taken = [...spots, ...[...seen.values()].map(({ sign }) => sign)]
    const free = SIDES.map((dx) => ({ ...middle, x: middle.x + dx })).find(
      (sign) => !taken.some((spot) => Math.abs(spot.x - sign.x) < 13 && Math.abs(spot.y - sign.y) < 13),
    )
    seen.set(key, { from, to, sign: free ?? middle })
  }
  return [...seen.values()]
}

export function markContradictions(contradictions: Contradiction[], pixels: Pixels): Plot.Markish[] {
  return [
    Plot.link(contradictions, {
      x1: ({ from }: Contradiction) => from.mid,
      y1: ({ from }: Contradiction) => from.value,
      x2: ({ to }: Contradiction) => to.mid,
      y2: ({ to }: Contradiction) => to.value,
      stroke: 'currentColor',
      strokeDasharray: '2,3',
      className: 'conflict',
    }),
    ...contradictions.map(({ from, sign }) => {
      const at = pixels(from)
      return Plot.text([from], {
        x: 'mid',
        y: topOf,
        text: () => '≠',
        dx: sign.x - at.x,
        dy: sign.y - at.y,
        fill: 'currentColor',
        fontWeight: 600,
        fontSize: 14,
        className: 'conflict',
      })
    }),
  ]
}

function shorten(text: string, charactersMax: number): string {
  return text.length <= charactersMax ? text : `${text.slice(0, charactersMax - 1).trimEnd()}…`
}
