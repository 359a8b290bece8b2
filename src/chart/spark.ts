// A series in the space of a word: its figures as dots in time, the newest marked, each origin's joined by a line of its
// own. Small enough to be written by hand. Pure.

export type SparkPoint = { startOn: string; endOn: string; value: number; drawn: boolean; origin: string }

const MS_A_DAY = 86_400_000
const airPixels = 4

/** An SVG element as text, coloured by the page. `describedBy` is for those who do not see it. */
export function drawSpark(
  points: SparkPoint[],
  size: { width: number; height: number },
  describedBy: string,
): string {
  const times = points.map((p) => (Date.parse(p.startOn) + Date.parse(p.endOn) + MS_A_DAY) / 2)
  const [first, last] = [Math.min(...times), Math.max(...times)]
  const top = Math.max(...points.map((p) => p.value), 1)
  const x = (time: number) =>
    round(
      last === first
        ? size.width / 2
        : airPixels + ((time - first) / (last - first)) * (size.width - 2 * airPixels),
    )
  const y = (value: number) => round(size.height - airPixels - (value / top) * (size.height - 2 * airPixels))
  const byOrigin = Map.groupBy(
    points.map((p, i) => ({ ...p, x: x(times[i]!), y: y(p.value) })),
    (p) => p.origin,
  )
  const lines = [...byOrigin.values()].map((own) => {
    const path = own.filter((p) => p.drawn).map((p) => `${p.x},${p.y}`)
    return path.length > 1
      ? `<polyline points="${path.join(' ')}" fill="none" stroke="currentColor" stroke-width="1.25" stroke-opacity=".6"/>`
      : ''
  })
  const newest = points.findLast((p) => p.drawn)
  const dots = [...byOrigin.values()].flat().map((p) => {
    const fill = p.drawn ? 'currentColor' : 'none'
    const radius = p.startOn === newest?.startOn && p.value === newest.value && p.drawn ? 3 : 2
    return `<circle cx="${p.x}" cy="${p.y}" r="${radius}" fill="${fill}" stroke="currentColor" stroke-width="${p.drawn ? 0 : 1}"/>`
  })
  return `<svg class="spark" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escapeAttribute(describedBy)}"><line class="base" x1="0" x2="${size.width}" y1="${size.height - 0.5}" y2="${size.height - 0.5}"/>${lines.join('')}${dots.join('')}</svg>`
}

const round = (pixels: number) => Math.round(pixels * 10) / 10

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
