// How to search: every part of the grammar with an example that is a link, each of which finds something in the demo.
import { searchLink } from '../links.ts'

type Example = readonly [query: string, meaning: string]

/** By what a reader wants to say. */
export const HELP: readonly (readonly [title: string, examples: readonly Example[]])[] = [
  [
    'Words',
    [
      ['hospital DeepSeek', 'both words, anywhere; endings do not matter'],
      ['"too fast, too soon"', 'words in this order'],
      ['scribe OR dictation', 'either; OR in capitals'],
      ['hospital -pilot', 'without a word; NOT pilot is the same'],
      ['(nurse OR doctor) privacy', 'brackets'],
      ['prescri*', 'a word’s beginning'],
      ['hospital NEAR/5 counted', 'within five words of each other'],
      ['医院 大模型', 'Chinese, simplified or traditional'],
    ],
  ],
  [
    'Fields',
    [
      ['title:hospital', 'in the headline; author: in the names'],
      ['kind:(journal OR regulator)', 'lists; also publication: source: country: lang:'],
      ['tag:risk', 'a tag with all that is under it'],
      ['tag:risk -kind:aggregator', 'fields can be taken out, too; also story:'],
      ['tech:deepseek place:CN', 'has an adoption figure on DeepSeek in China; also has:figure'],
      ['has:number-change', 'a figure was changed later; also has:edit has:doi has:credit is:paywalled'],
    ],
  ],
  [
    'Time',
    [
      ['published:2025-03', 'a year, a month, a day'],
      ['published:2025-01/2025-06', 'from, to; either end may be left out: 2025-01/'],
      ['published:>2025-03-01', 'after a day; also < <= >='],
      ['seen:<7d', 'first seen in the last 7 days; also w m y'],
    ],
  ],
]

export function SearchHelp({ open = false }: { open?: boolean }) {
  return (
    <details class="help" open={open} id="how">
      <summary>How to search</summary>
      <div class="help-parts">
        {HELP.map(([title, examples]) => (
          <section>
            <h2 class="label">{title}</h2>
            <dl>
              {examples.map(([query, meaning]) => (
                <div>
                  <dt>
                    <a href={searchLink(query)}>
                      <code>{query}</code>
                    </a>
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </details>
  )
}
