// The log of what people did, newest first, to read by person and by act.
import type { ActRow } from '../../src/store/acts.ts'
import { writeInstant } from '../dates.ts'

export type AuditProps = {
  rows: ActRow[]
  names: { who: string[]; act: string[] }
  who: string
  act: string
  nextUrl?: string
  jsonUrl: string
}

const stateShownMax = 300 // characters

export function Audit({ rows, names, who, act, nextUrl, jsonUrl }: AuditProps) {
  return (
    <div class="stack">
      <header>
        <h1>What people did</h1>
        <p class="soft lede">
          Every decision of a person: who, when, on what, before and after. Nothing here is ever edited.
        </p>
      </header>
      <form class="choose" action="/audit">
        <Choice name="who" label="Who" all="everybody" values={names.who} chosen={who} />
        <Choice name="act" label="Act" all="everything" values={names.act} chosen={act} />
        <button type="submit" class="quiet">
          Show
        </button>
        <a href={jsonUrl}>JSON</a>
      </form>
      {rows.length === 0 ? (
        <p class="empty">
          {who || act ? (
            <>
              Nothing of the kind. <a href="/audit">Show everything</a>
            </>
          ) : (
            'Nobody has decided anything yet. Tags, merges, invitations and sign-ins are written here.'
          )}
        </p>
      ) : (
        <ol class="rows plain acts-list">
          {rows.map((row) => (
            <Row row={row} />
          ))}
        </ol>
      )}
      {nextUrl && (
        <p class="pager">
          <a class="button quiet" rel="next" href={nextUrl}>
            Earlier ones
          </a>
        </p>
      )}
    </div>
  )
}

function Row({ row }: { row: ActRow }) {
  return (
    <li>
      <p class="kicker">
        <time datetime={row.at}>{writeInstant(row.at)}</time>
        <strong>{row.who}</strong>
        <span>{row.act}</span>
        <span class="subject">{row.subject}</span>
      </p>
      <p class="small soft">
        <State label="before" state={row.before} /> <State label="after" state={row.after} />
      </p>
    </li>
  )
}

function State({ label, state }: { label: string; state: unknown }) {
  if (state === null || state === undefined) return null
  const text = JSON.stringify(state)
  return (
    <>
      {label}{' '}
      <code>{text.length > stateShownMax ? `${text.slice(0, stateShownMax).toWellFormed()}…` : text}</code>
    </>
  )
}

type ChoiceProps = { name: string; label: string; all: string; values: string[]; chosen: string }

function Choice({ name, label, all, values, chosen }: ChoiceProps) {
  return (
    <label>
      <span class="soft">{label}</span>{' '}
      <select name={name}>
        <option value="">{all}</option>
        {values.map((value) => (
          <option value={value} selected={value === chosen}>
            {value}
          </option>
        ))}
      </select>
    </label>
  )
}
