// How the archive is made and what its numbers mean: for whoever has to trust or cite it.
import type { Child } from 'hono/jsx'

export function About() {
  return (
    <div class="about">
      <h1>How it works</h1>
      <p class="lede">
        Uptake follows how AI spreads in medicine, through the news and the research literature, and shows on
        what each thing it says rests.
      </p>
      <dl class="method">
        <Item name="Sources">
          Feeds, news sitemaps and listing pages, asked on a schedule as their robots.txt allows.{' '}
          <a href="/status">The status page</a> tells how each is, and trends mark the days on which sources
          were down.
        </Item>
        <Item name="What is kept">
          Articles about the use of AI in medicine, by words that the record of each names.{' '}
          <a href="/status/not-ours">What was turned away</a> stays on a list, with the reason.
        </Item>
        <Item name="Copies and reports">
          A text that appears again is a copy, folded under its original. Other articles about the same event
          are independent reports. Both are counted apart, and each says why it was put where it is.
        </Item>
        <Item name="Edits">
          Articles are read again. Every version stays, with the difference;{' '}
          <a href="/search?q=has%3Anumber-change&sort=newest">changed numbers</a> are marked.
        </Item>
        <Item name="Figures">
          <a href="/adoption">Adoption counts</a> are read from sentences by rules. Each keeps the exact
          words, the bound (≥ at least, &gt; more than, ≤ up to, ~ about), the time that is meant and who says
          so. A hollow one has not been reviewed; different origins are never joined by a line.
        </Item>
        <Item name="Tags">
          <a href="/tags">Tags</a> are set by words, which stand beside them; editors correct them, and what a
          person decided no rule changes.
        </Item>
        <Item name="Dates">
          Published, as the publisher says it; first seen, when it came here; as of, the time that a figure is
          about. Times are UTC.
        </Item>
        <Item name="Mistakes">
          Every figure has “Report an error” below it, and{' '}
          <a href="/adoption/send">a missing one can be sent</a>. Texts belong to their publishers; every
          article links to its original.
        </Item>
      </dl>
    </div>
  )
}

function Item({ name, children }: { name: string; children?: Child }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
