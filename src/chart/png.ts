// A framed SVG as PNG. Fonts are files that the caller names; scripts they lack are taken from the system's.
import { Resvg } from '@resvg/resvg-js'

/** `scale` 2 for sharp pictures. Takes some 200 ms, most of it for the system's fonts. */
export function renderPng(
  svg: string,
  { fontFiles, scale }: { fontFiles: string[]; scale: number },
): Uint8Array {
  const renderer = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { fontFiles, loadSystemFonts: true, defaultFontFamily: 'Inter Variable' },
  })
  return renderer.render().asPng()
}
