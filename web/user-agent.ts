// The name of a browser for people: "Firefox on Linux". Enough to tell one's own sessions apart, and no more is kept.

const BROWSERS: [words: RegExp, name: string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrom(e|ium)\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: [words: RegExp, name: string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
]

export function nameBrowser(userAgent: string | undefined): string {
  if (!userAgent) return ''
  const find = (list: [RegExp, string][]) => list.find(([words]) => words.test(userAgent))?.[1]
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)]
  if (browser) return system ? `${browser} on ${system}` : browser
  return (/^[\w.-]{1,40}/.exec(userAgent)?.[0] ?? '').toWellFormed()
}
