// The picture of a series, read back from its SVG: what is hollow, what points where, what is joined, what is left out.
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { frameChart } from '../../src/chart/frame.ts'
import { placeLabels } from '../../src/chart/labels.ts'
import { renderPng } from '../../src/chart/png.ts'
import { type ChartPoint, drawSeries, originsMax, rankOrigins } from '../../src/chart/series.ts'
import { drawSpark } from '../../src/chart/spark.ts'

const point = (id: number, rest: Partial<ChartPoint> = {}): ChartPoint => ({
  id,
  startOn: '2025-03-01',
  endOn: '2025-03-31',
  value: 100 * id,
  valueMax: null,
  qualifier: 'exact',
  drawn: true,
  origin: 'a',
  originLabel: 'The Ministry',
  label: String(100 * id),
  ...rest,
})

function draw(points: ChartPoint[], contradictions: [number, number][] = [], rest: object = {}) {
  const svg = drawSeries({
    points,
    contradictions,
    unitLabel: 'hospitals',
    percent: false,
    width: 760,
    height: 320,
    describedBy: 'Hospitals & "clinics" <in China>',
    ...rest,
  })
  return { svg, root: parseHTML(`<body>${svg}</body>`).document.querySelector('svg')! }
}

const pathsOf = (root: Element, selector: string) => [
  ...root.querySelectorAll(`${selector} path, path${selector}`),
]

describe('a series as a picture', () => {
  it('carries no style, no script and its description', () => {
    const { svg, root } = draw([point(1), point(2, { originLabel: '<script>x</script>' })])
    expect(svg).not.toMatch(/<style|style="|<script/)
    expect(root.getAttribute('aria-label')).toBe('Hospitals & "clinics" <in China>')
    expect(root.getAttribute('role')).toBe('img')
  })

  it('draws hollow what nobody looked at, and filled what is sure', () => {
    const { root } = draw([point(1), point(2, { drawn: false }), point(3)])
    expect(pathsOf(root, '.dot').length + root.querySelectorAll('.dot circle, circle.dot').length).toBe(2)
    expect(
      pathsOf(root, '.hollow').length + root.querySelectorAll('.hollow circle, circle.hollow').length,
    ).toBe(1)
  })

  it('never joins points of different origins', () => {
    const two = draw([point(1), point(2, { origin: 'b', startOn: '2025-06-01', endOn: '2025-06-30' })]).root
    const one = draw([point(1), point(2, { startOn: '2025-06-01', endOn: '2025-06-30' })]).root
    const lines = (root: Element) =>
      pathsOf(root, '[data-mark="line"]').filter((path) => (path.getAttribute('d') ?? '').includes('L'))
        .length
    expect([lines(one), lines(two)]).toEqual([1, 0])
  })

  it('is as wide as the time for which the figure was said', () => {
    const widthOf = (endOn: string) => {
      const { root } = draw([point(1, { endOn }), point(2, { startOn: '2026-03-01', endOn: '2026-03-01' })])
      const [first] = [...root.querySelectorAll('[data-mark="rule"] line')].filter(
        (line) => line.getAttribute('x1') !== line.getAttribute('x2') && line.closest('.origin'),
      )
      return Number(first!.getAttribute('x2')) - Number(first!.getAttribute('x1'))
    }
    expect(widthOf('2025-03-31') / widthOf('2025-03-01')).toBeGreaterThan(20)
  })

  it('points up for at least, down for up to, and not at all for exact', () => {
    const arrows = (qualifier: string) =>
      pathsOf(draw([point(1, { qualifier })]).root, '[data-mark="vector"]').length
    expect(['at_least', 'more_than', 'up_to', 'fewer_than', 'nearly', 'exact', 'about'].map(arrows)).toEqual([
      1, 1, 1, 1, 1, 0, 0,
    ])
  })

  it('marks a contradiction between its two points', () => {
    const texts = (root: Element) =>
      [...root.querySelectorAll('.conflict text')].map((text) => text.textContent)
    const points = [point(1), point(2, { origin: 'b' })]
    expect(texts(draw(points, [[1, 2]]).root)).toEqual(['≠'])
    expect(texts(draw(points, [[1, 99]]).root)).toEqual([])
  })

  it('writes figures and origins beside the points, none upon another, for many points as for few', () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      point(i + 1, { origin: `o${i % 9}`, originLabel: `Origin ${i % 9}`, value: 100 + (i % 7) }),
    )
    for (const points of [[point(1)], many]) {
      const labels = [...draw(points).root.querySelectorAll('.figure text')]
      expect(labels.length).toBeGreaterThan(0)
      expect(labels.length).toBeLessThanOrEqual(points.length)
    }
    expect(new Set(rankOrigins(many).values()).size).toBe(originsMax)
  })

  it('writes once what lies on one spot and says the same, with the names of all who say it', () => {
    const { root } = draw([
      point(1, { value: 300, label: '≥ 300', origin: 'a', originLabel: 'A' }),
      point(2, { value: 300, label: '≥ 300', origin: 'b', originLabel: 'B' }),
      point(3, { value: 300, label: '≥ 300', origin: 'c', originLabel: 'C' }),
      point(4, { value: 212, label: '212', origin: 'd', originLabel: 'D' }),
    ])
    const texts = (selector: string) => [...root.querySelectorAll(selector)].map((text) => text.textContent)
    expect(texts('.figure text').sort()).toEqual(['212', '≥ 300'])
    expect(texts('.name text').sort()).toEqual(['A', 'B', 'C', 'D'])
  })

  it('shows one sign for all pairs between two spots, and none upon a point', () => {
    const points = [1, 2, 3, 4].map((id) => point(id, { value: id < 3 ? 300 : 212, origin: `o${id}` }))
    const pairs: [number, number][] = [
      [1, 3],
      [1, 4],
      [2, 3],
      [2, 4],
    ]
    const { root } = draw(points, pairs)
    expect(root.querySelectorAll('.conflict text').length).toBe(1)
    expect(pathsOf(root, '[data-mark="link"]').length).toBe(1)
  })

  it('does not fall over figures without extent', () => {
    for (const points of [
      [point(1, { value: 0 })],
      [point(1, { value: 1e12 })],
      [point(1), point(2, { value: 100 })],
    ])
      expect(draw(points).svg).not.toMatch(/NaN|Infinity/)
  })
})

describe('labels', () => {
  it('stand on no other label and on no point, inside the drawing', () => {
    const within = { left: 0, top: 0, right: 400, bottom: 300 }
    const points = Array.from({ length: 40 }, (_, i) => ({
      x: 20 + ((i * 37) % 360),
      y: 20 + ((i * 53) % 260),
    }))
    const labels = points.map((at) => ({ ...at, lines: ['≥ 1,000', 'Somebody'], fontSize: 11 }))
    const placed = placeLabels(labels, points, within)
    expect(placed.length).toBeGreaterThan(10)
    const boxes = placed.map(({ left, top, lines }) => ({
      left,
      top,
      bottom: top + lines.length * 11 * 1.25,
    }))
    for (const [i, a] of boxes.entries()) {
      expect(a.left >= 0 && a.top >= 0 && a.bottom <= 300).toBe(true)
      for (const b of boxes.slice(i + 1))
        expect(a.top >= b.bottom || b.top >= a.bottom || Math.abs(a.left - b.left) > 30).toBe(true)
    }
  })
})

describe('files', () => {
  it('frames a drawing as a document of its own, and renders it', () => {
    const svg = frameChart({
      drawing: draw([point(1)]).svg,
      width: 760,
      height: 320,
      title: 'Hospitals <in> China & beyond',
      source: '1 figure',
    })
    const { document } = parseHTML(svg)
    expect(document.querySelector('title')!.textContent).toBe('Hospitals <in> China & beyond')
    const png = renderPng(svg, { fontFiles: [], scale: 1 })
    expect(Buffer.from(png.subarray(0, 8)).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
    expect(Buffer.from(png).readUInt32BE(16)).toBe(760 + 48)
  })
})

describe('a spark line', () => {
  it('joins only what is sure and of one origin', () => {
    const at = (startOn: string, rest: object = {}) => ({
      startOn,
      endOn: startOn,
      value: 5,
      drawn: true,
      origin: 'a',
      ...rest,
    })
    const draw = (...points: ReturnType<typeof at>[]) =>
      drawSpark(points, { width: 120, height: 24 }, 'two "figures"')
    expect(draw(at('2025-01-01'), at('2025-02-01'))).toContain('polyline')
    expect(draw(at('2025-01-01'), at('2025-02-01', { origin: 'b' }))).not.toContain('polyline')
    expect(draw(at('2025-01-01'), at('2025-02-01', { drawn: false }))).not.toContain('polyline')
    expect(draw(at('2025-01-01'))).not.toMatch(/NaN|Infinity/)
    expect(draw(at('2025-01-01'))).toContain('aria-label="two &#34;figures&#34;"')
  })
})
