// A word diff: insertions underlined, deletions struck, changed numbers boxed; long unchanged stretches shortened.
import type { DiffOp } from '../../src/identity/word-diff.ts'

const contextCharacters = 160

type DiffProps = { ops: DiffOp[]; lang: string | undefined; title?: boolean }

export function Diff({ ops, lang, title = false }: DiffProps) {
  return (
    <p class={title ? 'diff of-title' : 'diff'} lang={lang} dir="auto">
      {ops.map((op, i) => {
        const figure = op.number ? 'figure' : undefined
        if (op.op === 'insert') return <ins class={figure}>{op.text}</ins>
        if (op.op === 'delete') return <del class={figure}>{op.text}</del>
        return <>{shorten(op.text, i === 0, i === ops.length - 1)}</>
      })}
    </p>
  )
}

/** Cut at white space, so that no word and no pair of surrogates is split. */
function shorten(text: string, first: boolean, last: boolean): string {
  const room = contextCharacters * (first || last ? 1 : 2)
  if (text.length <= room + 40) return text
  const head = first ? '' : text.slice(0, contextCharacters).replace(/\S{0,24}$/, '')
  const tail = last ? '' : text.slice(-contextCharacters).replace(/^\S{0,24}/, '')
  return `${head.toWellFormed()} […] ${tail.toWellFormed()}`
}
