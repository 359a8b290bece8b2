// Owns the question whether a page's new text is an edit by its publisher: a word or a number, not a comma or a clock.
// It must never be asked about two extractions of one page: better extraction is no version.

import { type DiffOp, foldToken, wordDiff } from './word-diff.ts'

export { type DiffOp, wordDiff } from './word-diff.ts'

export type VersionText = { title: string; text: string }

export type VersionComparison = {
  changed: boolean // a new version is due
  titleChanged: boolean
  numberChanged: boolean // a number gave way to another, in title or text: "300" -> "261"
  titleDiff: DiffOp[]
  diff: DiffOp[] // of the texts as written
}

/** What changed between two readings of one page. Nothing is "changed" by typography, white space, case or timestamps. */
export function compareVersions(before: VersionText, after: VersionText): VersionComparison {
  const titleChanged = wordsOf(before.title) !== wordsOf(after.title)
  const oldText = withoutClocks(before.text)
  const newText = withoutClocks(after.text)
  const textChanged = wordsOf(oldText) !== wordsOf(newText)
  const titleDiff = wordDiff(before.title, after.title)
  const diff = textChanged ? wordDiff(oldText, newText) : [{ op: 'equal' as const, text: after.text }]
  const changed = hasWords(titleDiff) || (textChanged && hasWords(diff))
  const numberChanged = changed && [...titleDiff, ...diff].some((op) => op.number)
  return { changed, titleChanged: titleChanged && hasWords(titleDiff), numberChanged, titleDiff, diff }
}

function wordsOf(text: string): string {
  return foldToken(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** True when an op inserts or deletes more than signs and spaces. */
function hasWords(ops: readonly DiffOp[]): boolean {
  return ops.some((op) => op.op !== 'equal' && /[\p{L}\p{N}]/u.test(op.text))
}

// ---------------------------------------------------------------- clocks and counters

const month = String.raw`(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?`
const clock = String.raw`\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?\s?(?:[A-Z]{2,4}\b|\([A-Z]{2,4}\)|[+-]\d{2}:?\d{2})?`
const day = String.raw`(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s)?(?:\d{1,2}\s${month}|${month}\s\d{1,2}),?(?:\s\d{4})?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}年\d{1,2}月\d{1,2}日`
const moment = String.raw`(?:(?:at\s)?(?:${clock})(?:,?\s(?:on\s)?(?:${day}))?|(?:${day})(?:[,\s]+(?:at\s)?(?:${clock}))?|(?:\d+|an?|one|two|few)\s(?:second|sec|minute|min|hour|hr|day|week|month)s?\sago|just now|today|yesterday)`
// Lines and phrases that move by themselves: seen on news sites in English and Chinese (timestamps, counters, reading time).
const clocks: readonly RegExp[] = [
  new RegExp(
    String.raw`^[ \t(\[]*(?:(?:last|first|this (?:article|story) was(?: last)?)\s)?(?:updated?|modified|published|posted|edited|as of)(?:\son)?[: \t]*${moment}[ \t)\].]*(?:[|·•-][^\n]{0,40})?$`,
    'gimu',
  ),
  new RegExp(String.raw`\((?:last )?updated:?\s${moment}\)`, 'giu'),
  new RegExp(String.raw`^[ \t]*${moment}[ \t]*$`, 'gimu'),
  /^[ \t]*(?:\d+|an?|one|two|few)\s(?:second|sec|minute|min|hour|hr|day|week|month)s?\sago[ \t]*$/gim,
  /^[ \t]*\d+\s?-?\s?min(?:ute)?s?(?:\sread)?[ \t]*$/gim,
  /^[ \t]*(?:\d[\d,.]*[km]?\s)?(?:comments?|shares?|views?|likes?|reads?)(?:[ :]\s?\d[\d,.]*[km]?)?[ \t]*$/gim,
  /^[ \t]*(?:更新|发布|发表|編輯|编辑|发稿|最后更新|最後更新|更新時間|发布時間)(?:时间|時間|于|於|日期)?[:：\s]*[\d年月日\-/.:\s时分時秒前小天]+$/gm,
  /^[ \t]*(?:阅读|閱讀|浏览|瀏覽|点击|點擊|评论|評論|点赞|讚|分享)(?:量|数|數|次数)?[:：\s]*\d[\d,.]*[万萬]?\+?[ \t]*$/gm,
  /^[ \t]*\d+\s?(?:秒|分钟|分鐘|小时|小時|天|周)前[ \t]*$/gm,
]

function withoutClocks(text: string): string {
  return clocks.reduce((rest, pattern) => rest.replace(pattern, ''), text)
}
