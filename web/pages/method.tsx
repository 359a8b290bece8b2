// How a frozen search was made, in the order of PRISMA-S, for whoever has to judge it.
import { type MethodFacts, writeMethod } from '../../src/export/method.ts'
import { writePlural } from '../dates.ts'

export function Method({ facts }: { facts: MethodFacts }) {
  const on = facts.sources.filter((source) => source.enabled)
  const off = facts.sources.filter((source) => !source.enabled)
  return (
    <section id="method">
      <h2 class="label">Method, after PRISMA-S</h2>
      <dl class="method">
        {writeMethod(facts).map(({ item, name, text }) => (
          <div>
            <dt>
              {name}
              {item !== '' && <span class="soft"> · item {item}</span>}
            </dt>
            <dd dir="auto">{name.startsWith('Full search') ? <code>{text}</code> : text}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>{writePlural(on.length, 'source')} searched</summary>
        <SourceNames sources={on} />
      </details>
      {off.length > 0 && (
        <details>
          <summary>{writePlural(off.length, 'source')} switched off at that time</summary>
          <SourceNames sources={off} />
        </details>
      )}
    </section>
  )
}

function SourceNames({ sources }: { sources: MethodFacts['sources'] }) {
  return (
    <ul class="names">
      {sources.map((source) => (
        <li>
          <bdi>{source.title}</bdi>
        </li>
      ))}
    </ul>
  )
}
