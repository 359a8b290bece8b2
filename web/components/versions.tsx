// The versions of an article, newest first, each with a word diff against the one before; and the numbers that moved.
import { compareVersions } from '../../src/identity/versions.ts'
import type { DiffOp } from '../../src/identity/word-diff.ts'
import type { ArticlePage } from '../../src/store/article-reads.ts'
import { writeInstant, writePlural } from '../dates.ts'
import { langOf } from './article-row.tsx'
import { Diff } from './diff.tsx'
import { Notice } from './notices.tsx'

const versionsShownMax = 12
const figuresShownMax = 3

export function Versions({ article }: { article: ArticlePage }) {
  const { versions } = article
  if (versions.length < 2) return null
  const lang = langOf(article.language)
  const pairs = versions
    .slice(1)
    .map((version, i) => ({ before: versions[i]!, version }))
    .reverse()
    .slice(0, versionsShownMax)
  return (
    <section id="versions" class="versions">
      <h2 class="label">{writePlural(versions.length, 'version')}</h2>
      {pairs.map(({ before, version }, i) => {
        const { titleDiff, diff, titleChanged } = compareVersions(before, version)
        return (
          <details open={i === 0}>
            <summary>
              Version {version.number}, seen {writeInstant(version.seenAt)}
              {version.numberChanged && <span class="chip alert"> ± a number was changed</span>}
            </summary>
            {titleChanged && <Diff ops={titleDiff} lang={lang} title />}
            {diff.some((op) => op.op !== 'equal') && <Diff ops={diff} lang={lang} />}
          </details>
        )
      })}
      {versions.length - 1 > pairs.length && (
        <p class="small soft">{versions.length - 1 - pairs.length} earlier versions are kept, not shown.</p>
      )}
      <p class="small soft">Version 1 was seen {writeInstant(versions[0]!.seenAt)}.</p>
    </section>
  )
}

/** Loud: which numbers the publisher changed after we first saw the article. */
export function NumberNotice({ article }: { article: ArticlePage }) {
  const at = article.versions.findLastIndex((version) => version.numberChanged)
  const version = article.versions[at]
  const before = article.versions[at - 1]
  if (!version || !before) return null
  const { titleDiff, diff } = compareVersions(before, version)
  const pairs = findFigures([...titleDiff, ...diff])
  return (
    <Notice>
      <strong>± A number was changed</strong> by the publisher after we first saw this article
      {pairs.length > 0 && ': '}
      {pairs.map(({ from, to }, i) => (
        <>
          {i > 0 && '; '}
          <del class="figure">{from}</del> <ins class="figure">{to}</ins>
        </>
      ))}
      . <a href="#versions">See all that changed</a>
    </Notice>
  )
}

/** A deletion with an insertion right after it, both with a figure: "300" -> "261". Each pair once. */
export function findFigures(ops: DiffOp[]): { from: string; to: string }[] {
  const seen = new Set<string>()
  return ops
    .flatMap((op, i) => {
      const next = ops[i + 1]
      if (op.op !== 'delete' || next?.op !== 'insert' || !op.number || !next.number) return []
      const pair = { from: op.text.trim().slice(0, 40), to: next.text.trim().slice(0, 40) }
      const key = `${pair.from} ${pair.to}`
      if (seen.has(key)) return []
      seen.add(key)
      return [pair]
    })
    .slice(0, figuresShownMax)
}
