// Where a reporter sits and on which day is printed before the first words of a report ("BEIJING, Nov 5 (Meridian) -",
// "本报广州3月5日讯"). It says nothing of those counted, so it is blanked: same length, offsets stay.

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\\.?'
const DAY = `(?:${MONTH} \\d{1,2}|\\d{1,2} ${MONTH})(?:,? \\d{4})?`
const CITY = "[A-Z][\\w.'’-]*(?: [A-Z][\\w.'’-]*){0,3}"

const DATELINES: readonly RegExp[] = [
  // "BEIJING, Nov 5 (Meridian) -", "NEW DELHI: ", "CHICAGO (Meridian) —"
  new RegExp(
    `^[A-Z][A-Z.'’/-]+(?: [A-Z][A-Z.'’/-]+){0,3}(?:, [A-Z][A-Za-z. ]{1,20}?)?(?:, ${DAY})?(?: ?\\([^()\\n]{2,40}\\)| ?/[^/\\n]{2,30}/)? ?(?:--?|–|—|:) `,
  ),
  // "Chicago, Nov. 5 — ", "Paris (Meridian) - "
  new RegExp(`^${CITY}(?:, [A-Z][A-Za-z. ]{1,20}?)?(?:, ${DAY}| \\([^()\\n]{2,40}\\))+ ?(?:--?|–|—|:) `),
  // "Chicago — The", but not "Germany — 410 hospitals"
  new RegExp(`^${CITY} (?:–|—) (?=[A-Z"“])`),
  /^(?:[（(【][^）)】\n]{0,20}[）)】])?(?:本报|本刊|新华社|中新社|中新网|人民网|[\u4e00-\u9fff]{2,6}社)?[\u4e00-\u9fff]{2,4}?(?:\d{1,2}月)?\d{1,2}日(?:电|讯|消息)(?:[（(][^）)\n]{0,30}[）)])?/,
  /^本(?:报|刊|网|台)(?:记者)?[\u4e00-\u9fff]{2,8}?(?:讯|消息|报道|电)(?:[（(][^）)\n]{0,30}[）)])?(?=[ \u4e00-\u9fff])/,
  /^[\u4e00-\u9fff]{2,8}(?:报|网|社|台|刊)(?:讯|电|消息) ?(?:[（(][^）)\n]{0,30}[）)])?/,
  /^[（(](?:[^）)\n]{0,16}记者|通讯员)[^）)\n]{0,20}[）)]/,
]

const datelineBlocksMax = 4 // title, standfirst and credits may stand above
const blockCharsMin = 60 // a shorter one is a heading or an item of a list

export function maskDatelines(text: string): string {
  let start = 0
  let masked = text
  for (let block = 0; block < datelineBlocksMax && start < text.length; block++) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const line = text.slice(start, end)
    if (line.length >= blockCharsMin || /[\u4e00-\u9fff]{20}/.test(line)) {
      const length = DATELINES.map((pattern) => pattern.exec(line)?.[0].length).find((n) => n !== undefined)
      if (length) masked = masked.slice(0, start) + ' '.repeat(length) + masked.slice(start + length)
    }
    start = end + 1
  }
  return masked
}
