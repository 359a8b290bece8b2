// What editors did to stories, copies and tags, newest first, each with its way back.
import type { Deed } from '../../src/store/deeds.ts'
import { UndoForm } from '../components/deed-notice.tsx'
import { Notice } from '../components/notices.tsx'
import { writeAge, writeInstant, writePlural } from '../dates.ts'

export function Deeds({ deeds, now, told }: { deeds: Deed[]; now: Date; told: string | undefined }) {
  return (
    <div class="stack deeds-page">
      <header>
        <h1>What editors did</h1>
        <p class="lede">
          Stories joined and split, copies parted, tags set. Each can be taken back, the newest first where
          one stands on another. Sign-ins and settings are in <a href="/audit">the log</a>.
        </p>
      </header>
      {told && <Notice>{told}</Notice>}
      {deeds.length === 0 ? (
        <div class="empty">
          <p>
            Nothing yet. Open a story, for example from <a href="/">the latest</a>, and choose “Mend”; or tag
            all hits of a search on <a href="/tagging">the tagging desk</a>.
          </p>
        </div>
      ) : (
        <DeedList deeds={deeds} now={now} />
      )}
    </div>
  )
}

export function DeedList({ deeds, now }: { deeds: Deed[]; now: Date }) {
  return (
    <ul class="plain deeds">
      {deeds.map((deed) => (
        <li class={deed.undoneAt ? 'undone' : undefined}>
          <div>
            <p dir="auto">{deed.link ? <a href={deed.link}>{deed.words}</a> : deed.words}</p>
            <p class="small soft">
              <bdi>{deed.who.replace(/^person:/, '')}</bdi>,{' '}
              <time datetime={deed.at} title={writeInstant(deed.at)}>
                {writeAge(deed.at, now)}
              </time>
              {deed.rowCount > 0 && `, ${writePlural(deed.rowCount, 'record')}`}
              {deed.undoneAt && `, taken back by ${(deed.undoneBy ?? '').replace(/^person:/, '')}`}
            </p>
          </div>
          {deed.undoable && <UndoForm deed={deed} />}
        </li>
      ))}
    </ul>
  )
}
