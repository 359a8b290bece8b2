// Progress of long work for people: one line that fills up on a terminal, plain lines elsewhere.
import type { Report } from './parts.ts'

export type Screen = {
  columns: number | undefined // of the terminal; undefined: no terminal, a log
  write: (text: string) => void
}

const barColumns = 24
const CLEAR_LINE = '\r\u001b[2K'

export function openReport(screen: Screen): Report {
  return screen.columns === undefined ? lineReport(screen) : barReport(screen, screen.columns)
}

function barReport({ write }: Screen, columns: number): Report {
  let [name, count, total] = ['', 0, 0]
  const draw = (note: string) => {
    const filled = total === 0 ? 0 : Math.round((barColumns * Math.min(count, total)) / total)
    const bar = '━'.repeat(filled) + '╌'.repeat(barColumns - filled)
    write(CLEAR_LINE + cutToColumns(`${bar} ${name} ${count}/${total}  ${note}`, columns - 1))
  }
  const close = () => {
    if (total > 0) write(`${CLEAR_LINE}${name}: ${count} of ${total}\n`)
    total = 0
  }
  return {
    step(next, size) {
      close()
      ;[name, count, total] = [next, 0, size]
      if (size > 0) draw('')
    },
    advance(note) {
      count++
      draw(note)
    },
    done(summary) {
      close()
      write(`${summary}\n`)
    },
  }
}

function lineReport({ write }: Screen): Report {
  let [name, count, total] = ['', 0, 0]
  return {
    step(next, size) {
      ;[name, count, total] = [next, 0, size]
      if (size > 0) write(`${name}: ${size}\n`)
    },
    advance(note) {
      count++
      // A line for every tenth keeps a log readable; short lists are shown whole.
      if (total <= 20 || count === total || count % Math.ceil(total / 10) === 0) {
        write(`  ${count}/${total} ${cutToColumns(note, 100)}\n`)
      }
    },
    done: (summary) => write(`${summary}\n`),
  }
}

/** Cut to fit: a character of a wide script (Chinese, Japanese, Korean) takes two columns. */
function cutToColumns(text: string, columns: number): string {
  let used = 0
  let cut = ''
  for (const character of text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')) {
    used += character >= '\u2e80' ? 2 : 1
    if (used > columns) return cut
    cut += character
  }
  return cut
}
