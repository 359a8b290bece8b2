// Finds a place for every label beside its point: right, above, left, below, then a step further out, until it stands on
// no other label and no point. What finds none gives up its last lines, or is left out: the table under the chart has it.
// Pure.

export type Label = { x: number; y: number; lines: string[]; fontSize: number } // pixels of its point
export type PlacedLabel<T extends Label> = T & { left: number; top: number }
export type Obstacle = { x: number; y: number; half?: number } // pixels; half the side of the square it takes
export type Area = { left: number; top: number; right: number; bottom: number } // pixels

const lineHeightEm = 1.25
const gapPixels = 9
const pointPixels = 6

/** In the order of importance: the first gets the best place. */
export function placeLabels<T extends Label>(
  labels: T[],
  points: Obstacle[],
  within: Area,
): PlacedLabel<T>[] {
  const taken: Area[] = points.map(({ x, y, half = pointPixels }) => ({
    left: x - half,
    right: x + half,
    top: y - half,
    bottom: y + half,
  }))
  const placed: PlacedLabel<T>[] = []
  for (const label of labels) {
    const fitting = shorterAndShorter(label.lines).flatMap((lines) => {
      const width = Math.max(...lines.map((line) => measureText(line, label.fontSize)))
      const height = lines.length * label.fontSize * lineHeightEm
      const spot = candidates(label, width, height).find(
        (area) => isInside(area, within) && !taken.some((other) => meets(area, other)),
      )
      return spot ? [{ lines, spot }] : []
    })[0]
    if (!fitting) continue
    const { lines, spot } = fitting
    taken.push(spot)
    placed.push({ ...label, lines, left: spot.left, top: spot.top })
  }
  return placed
}

/** All lines, else the first two, else the first alone. */
const shorterAndShorter = (lines: string[]): string[][] =>
  [lines.length, 2, 1].filter((count) => count <= lines.length).map((count) => lines.slice(0, count))

function candidates({ x, y }: Label, width: number, height: number): Area[] {
  const at = (left: number, top: number): Area => ({ left, top, right: left + width, bottom: top + height })
  return [1, 2.2, 3.6].flatMap((step) => {
    const gap = gapPixels * step
    const middle = y - height / 2
    return [
      at(x + gap, middle),
      at(x + gapPixels - width, y - gap - height),
      at(x - gap - width, middle),
      at(x - width / 2, y - gap - height),
      at(x - width / 2, y + gap),
      at(x + gap, y + gap * 0.6),
      at(x - gap - width, y + gap * 0.6),
      at(x + gap, y - gap * 0.6 - height),
      at(x - gap - width, y - gap * 0.6 - height),
    ]
  })
}

const meets = (a: Area, b: Area) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
const isInside = (a: Area, b: Area) =>
  a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom

/** An estimate in pixels; wide scripts count twice as much. */
export function measureText(text: string, fontSize: number): number {
  let em = 0
  for (const character of text)
    em += character.codePointAt(0)! > 0x2e7f ? 1.02 : /[A-Z0-9%≥≤~×–]/.test(character) ? 0.64 : 0.53
  return em * fontSize
}
