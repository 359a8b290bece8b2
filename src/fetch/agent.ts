// The name the door goes by: one User-Agent for feeds, pages and robots.txt alike.

/** ("0.1.0", "https://archive.example/about") -> "Uptake/0.1.0 (+https://archive.example/about)" */
export function userAgent(version: string, contact?: string): string {
  const clean = (contact ?? '').replace(/[^\x21-\x7e]|[()<>\\]/g, '').slice(0, 200)
  // A bare mail address gets its scheme, so that whoever reads a server log can click it.
  const link = /^[^:/@]+@[^:/@]+$/.test(clean) ? `mailto:${clean}` : clean
  const product = `Uptake/${version.replace(/[^\w.+-]/g, '')}`
  return link ? `${product} (+${link})` : product
}

/** The product token that robots.txt names us by (RFC 9309, 2.2.1): "Uptake/0.1.0 (+…)" -> "Uptake". */
export function productToken(agent: string): string {
  return /^[A-Za-z_-]+/.exec(agent.trim())?.[0] ?? ''
}
