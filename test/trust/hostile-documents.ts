// Documents made to hang a parser, to fill its memory or to keep the main thread busy. Made when asked for: some are large.

const item = (i: number, more = '') =>
  `<item><title>Item ${i}</title><guid>g-${i}</guid><link>http://hostile.example/i-${i}</link>${more}</item>`
export const rss = (items: string, before = '') =>
  `<?xml version="1.0"?>${before}<rss version="2.0"><channel><title>t</title>${items}</channel></rss>`
const entities = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `<!ENTITY l${i} "${i === 0 ? 'lol' : `&l${i - 1};`.repeat(10)}">`,
  ).join('')

export const hostileFeeds: Record<string, () => string> = {
  'billion-laughs': () => rss('<item><title>&l9;</title></item>', `<!DOCTYPE rss [${entities(10)}]>`),
  quadratic: () =>
    rss(
      `<item><title>${'&a;'.repeat(50_000)}</title></item>`,
      `<!DOCTYPE rss [<!ENTITY a "${'A'.repeat(50_000)}">]>`,
    ),
  deep: () => rss(`<item><description>${'<a>'.repeat(200_000)}</description></item>`),
  attributes: () =>
    rss(`<item><title ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')}>t</title></item>`),
  many: () => rss(Array.from({ length: 100_000 }, (_, i) => item(i)).join('')),
  'long-title': () => rss(`<item><title>${'A'.repeat(5 << 20)}</title><guid>big</guid></item>`),
  brackets: () => rss(`<item><title>${'<'.repeat(200_000)}</title></item>`),
  'html-tables': () => '<table><tr><td>'.repeat(20_000),
}
export const hostilePages: Record<string, () => string> = {
  tables: () => `<!doctype html><title>t</title>${'<table><tr><td>'.repeat(20_000)}`,
  formatting: () => `<!doctype html><title>t</title>${'<b><i><a>'.repeat(50_000)}x`,
  paragraphs: () => `<!doctype html><title>t</title>${'<p>'.repeat(300_000)}`,
  backtracking: () =>
    `<title>${'<'.repeat(50_000)}</title><p>${'at least '.repeat(20_000)}${'1'.repeat(50_000)} hospitals${' '.repeat(100_000)}x</p><a href="${'a:'.repeat(50_000)}">`,
}
