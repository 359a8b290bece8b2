// A drawing that leaves the site: title, source line and colours of its own, so that it can stand alone in a file. Pure.

/** Colours of the six origins on paper; the site's style sheet has the same for both themes. */
export const ORIGIN_COLOURS = ['#0b6e6e', '#8a5a00', '#4a4fa3', '#a23b2a', '#7a3b78', '#4c5a67']
const PAPER = '#fbfaf7'
const INK = '#1b1a17'
const SOFT = '#5c5952'
const RULE = '#e4e0d6'
const BRICK = '#a23b2a'
const FONTS = "'Inter Variable', Inter, 'Source Sans 3', 'Noto Sans CJK SC', sans-serif"

export type ChartFrame = {
  drawing: string // an SVG element of drawSeries
  width: number // pixels
  height: number
  title: string
  source: string // where the figures come from, how many, when
}

const marginPixels = 24
const headPixels = 54
const footPixels = 40

/** A whole SVG document. */
export function frameChart({ drawing, width, height, title, source }: ChartFrame): string {
  const full = { width: width + 2 * marginPixels, height: height + headPixels + footPixels }
  const inner = drawing.replace(/^<svg /, `<svg x="${marginPixels}" y="${headPixels}" `)
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${full.width}" height="${full.height}" viewBox="0 0 ${full.width} ${full.height}" font-family="${FONTS}" color="${INK}">
<title>${escapeText(title)}</title>
<style>${writeStyle()}</style>
<rect width="100%" height="100%" fill="${PAPER}"/>
<text x="${marginPixels}" y="34" font-size="17" font-weight="600" fill="${INK}">${escapeText(title)}</text>
${inner}
<text x="${marginPixels}" y="${full.height - 16}" font-size="11" fill="${SOFT}">${escapeText(source)}</text>
</svg>
`
}

function writeStyle(): string {
  const origins = ORIGIN_COLOURS.map(
    (colour, i) => `.o${i}{color:${colour}}.dot.o${i},.name.o${i}{fill:${colour}}`,
  )
  return [
    ...origins,
    `.hollow{fill:${PAPER}}`,
    `.conflict{color:${BRICK}}`,
    `.zero{color:${RULE}}`,
    `.figure{color:${INK}}`,
    `.figure,.name{paint-order:stroke;stroke:${PAPER};stroke-width:3px}`,
  ].join('')
}

function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'))
}
