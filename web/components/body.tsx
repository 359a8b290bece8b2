// An article's text from its blocks. They are plain text; nothing here ever prints fetched markup.
import type { Block } from '../../src/model.ts'

type Group = { kind: Block['kind']; texts: string[] }

export function Body({ blocks, lang }: { blocks: Block[]; lang: string | undefined }) {
  return (
    <div class="body" lang={lang}>
      {groupBlocks(blocks).map((group) => (
        <BlockGroup group={group} />
      ))}
    </div>
  )
}

/** Items and rows that follow each other are one list and one table. */
function groupBlocks(blocks: Block[]): Group[] {
  const groups: Group[] = []
  for (const block of blocks) {
    const last = groups.at(-1)
    if (last && last.kind === block.kind && (block.kind === 'item' || block.kind === 'row'))
      last.texts.push(block.text)
    else groups.push({ kind: block.kind, texts: [block.text] })
  }
  return groups
}

function BlockGroup({ group: { kind, texts } }: { group: Group }) {
  const [text] = texts
  if (kind === 'heading') return <h2 dir="auto">{text}</h2>
  if (kind === 'quotation') return <blockquote dir="auto">{text}</blockquote>
  if (kind === 'item') {
    return (
      <ul dir="auto">
        {texts.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    )
  }
  if (kind === 'row') return <Rows rows={texts.map((row) => row.split(' | '))} />
  return <p dir="auto">{text}</p>
}

const FIGURE = /^[\s≥>~<≤=±+–-]*\d[\d., {2}]*\s?(%|[A-Za-z]{1,3})?$/

/** Cells of figures stand under each other; wide tables scroll in a box of their own. */
function Rows({ rows }: { rows: string[][] }) {
  return (
    <section class="table" tabindex={0} aria-label="Table">
      <table>
        <tbody>
          {rows.map((cells) => (
            <tr>
              {cells.map((cell) => (
                <td class={FIGURE.test(cell) ? 'number' : undefined}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
