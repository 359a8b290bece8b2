// The progress of long work, on a terminal and in a log.
import { describe, expect, it } from 'vitest'
import { openReport } from '../src/progress.ts'

function run(columns: number | undefined, work: (report: ReturnType<typeof openReport>) => void): string {
  let written = ''
  work(openReport({ columns, write: (text) => (written += text) }))
  return written
}

describe('progress', () => {
  it('on a terminal is one line that never wraps, whatever the note', () => {
    const written = run(60, (report) => {
      report.step('Articles', 2)
      report.advance('医院'.repeat(60))
      report.advance('a\nb\u001b[31mc')
      report.done('All done.')
    })
    const lines = written.split('\r\u001b[2K').slice(1)
    expect(lines.map((line) => line.slice(0, 24))).toEqual([
      '╌'.repeat(24),
      '━'.repeat(12) + '╌'.repeat(12),
      '━'.repeat(24),
      'Articles: 2 of 2\nAll don',
    ])
    for (const line of lines.slice(0, 3)) {
      expect(line).not.toMatch(/[\n\u001b]/)
      expect([...line].reduce((sum, c) => sum + (c >= '\u2e80' ? 2 : 1), 0)).toBeLessThan(60)
    }
  })

  it('in a log is a line for each of few, for a tenth of many', () => {
    const few = run(undefined, (report) => {
      report.step('Sources', 3)
      for (let i = 0; i < 3; i++) report.advance(`source ${i}`)
    })
    expect(few).toBe('Sources: 3\n  1/3 source 0\n  2/3 source 1\n  3/3 source 2\n')
    const many = run(undefined, (report) => {
      report.step('Articles', 995)
      for (let i = 0; i < 995; i++) report.advance('x')
    })
    expect(many.trim().split('\n')).toHaveLength(1 + 9 + 1)
  })

  it('says nothing of nothing', () => {
    for (const columns of [undefined, 80])
      expect(run(columns, (report) => report.step('Articles', 0))).toBe('')
  })
})
