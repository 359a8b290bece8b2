// The naughty strings that other projects collected, where they are at hand; skipped with a reason where not.

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const file = path.resolve(import.meta.dirname, '../../../shared/data/strings/blns.json')
export const hasStrings = existsSync(file)
if (!hasStrings)
  process.stderr.write('Tests with the collected naughty strings are skipped: they are not here.\n')

/** A few of each kind of our own, and the collection. */
export function naughtyStrings(): string[] {
  const own = [
    'plain',
    'braces {a} } { {{b}}',
    '\\write18{rm -rf} \\input{/etc/passwd}',
    '@article{x, title={y}}',
    'a & b < c > d "e" \'f\'',
    ']]> <![CDATA[ x ]]>',
    '> <![CDATA[ y',
    'per cent 50% hash # dollar $x$ under_score tilde~ caret^ tick `',
    'two\nlines\r\nand\ttabs',
    'ER  - \nTY  - JOUR',
    'control \u0000\u0007\u001b[31m\u009f end',
    'half \ud800 of a pair \udc00',
    'nonchar \ufdd0\ufffe end',
    '至少300家医院 ثلاثة مستشفيات 🏥',
    '<b>bold</b> <script>alert(1)</script> &lt;i&gt;',
    'Smith and Jones, and others',
    '',
  ]
  return hasStrings ? [...own, ...(JSON.parse(readFileSync(file, 'utf8')) as string[])] : own
}
