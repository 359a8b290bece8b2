// What copies changed of their originals: the figures and their bounds first, the whole difference to unfold.
import type { StoryArticle } from '../../src/store/stories.ts'
import { writeCount, writePlural } from '../dates.ts'
import type { Drift } from '../drift.ts'
import { langOf } from './article-row.tsx'
import { Diff } from './diff.tsx'
import { Evidence } from './siblings.tsx'

export type CopyDrift = { copy: StoryArticle; drift: Drift | undefined } // undefined: not compared
export type GroupDrift = { original: StoryArticle; copies: CopyDrift[]; reason: string }

export function Drifts({ drifts }: { drifts: GroupDrift[] }) {
  if (drifts.length === 0) return null
  return (
    <section id="copies" class="drifts">
      <h2 class="label">What the copies changed</h2>
      {drifts.map(({ original, copies, reason }) => (
        <div class="drift-group">
          <p class="small soft">
            Compared with the text of <bdi>{original.publicationName}</bdi>, the original
            {reason && `: ${reason.replace(/\.$/, '')}`}.
          </p>
          <ul class="plain">
            {copies.map((one) => (
              <OneDrift {...one} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

function OneDrift({ copy, drift }: CopyDrift) {
  const lang = langOf(copy.language)
  const same = drift && drift.added + drift.removed === 0
  return (
    <li>
      <p class="kicker">
        <strong>
          <a href={`/articles/${copy.id}`}>
            <bdi>{copy.publicationName}</bdi>
          </a>
        </strong>
        <span>{drift ? writeSize(drift) : 'not compared: too long, or one of very many'}</span>
      </p>
      {drift && drift.figures.length > 0 && (
        <ul class="plain figures-changed" aria-label="Figures and bounds that changed">
          {drift.figures.map(({ from, to }) => (
            <li lang={lang}>
              <del>{from}</del> <span aria-hidden="true">→</span> <ins>{to}</ins>
            </li>
          ))}
        </ul>
      )}
      {drift && !same && (
        <details>
          <summary>The whole difference</summary>
          <Diff ops={drift.ops} lang={lang} />
        </details>
      )}
      <Evidence title="Why a copy" evidence={copy.copyEvidence} />
    </li>
  )
}

function writeSize({ added, removed }: Drift): string {
  if (added + removed === 0) return 'word for word the same'
  const parts = [
    ...(removed > 0 ? [`${writePlural(removed, 'word')} left out`] : []),
    ...(added > 0 ? [`${writeCount(added)} added`] : []),
  ]
  return parts.join(', ')
}
