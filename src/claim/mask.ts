// Numbers that count nobody: dates, money, sizes, ages, durations, identifiers, times. Each row is one kind; what is
// before and after the number decides. A new kind is a new row.
import type { FoundDate } from './calendar.ts'
import type { Figure } from './figure.ts'

type Row = { kind: string; before?: RegExp; after?: RegExp; only?: (figure: Figure) => boolean }

const ENGLISH: Row[] = [
  { kind: 'money', before: /(?:[$£€¥₹]|\b(?:USD|EUR|GBP|RMB|CNY|Rs\.?|HK\$|US\$))\s?$/i },
  { kind: 'money', after: /^[ -]?(?:dollars?|euros?|pounds?|yuan|rupees?|USD|RMB|CNY|EUR|cents)\b/i },
  {
    kind: 'duration or age',
    after:
      /^(?: more| additional| working| calendar| consecutive| full| long)?[ -](?:years?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|decades?|milliseconds?|ms)\b/i,
    only: (figure) => figure.kind === 'count', // "35 per cent year on year" is none
  },
  { kind: 'age', before: /\b(?:aged?|ages|older than|younger than) $/i },
  {
    kind: 'size',
    after:
      /^[ -]?(?:bed|bedded|beds|parameters?|tokens?|GB|TB|MB|km|kg|mg|ml|mm|cm|miles?|metres?|square)\b/i,
  },
  {
    kind: 'identifier',
    before:
      /\b(?:section|room|rule|article|act|no\.?|(?<!s )number|level|phase|stage|class|grade|type|version|figure|fig\.?|table|chapter|page|pp?\.|step|part|appendix|item|clause|act of|covid|iso|ward|route|bus|flight|line|channel|unit|wave|round|top|tier|day|week|model|generation|gen) $/i,
    only: (figure) => !figure.words && figure.kind === 'count' && figure.start === figure.numberStart,
  },
  { kind: 'citation', before: /[[]$/, after: /^\]/ },
  { kind: 'sample', before: /\bn ?[=:]? ?$/, after: /^(?! [a-z])/ },
  { kind: 'statistic', before: /\b(?:[pr]|CI|OR|HR|RR|kappa|AUC|SD|IQR|mean|median) ?[=<>≤≥:]? ?$/ },
  { kind: 'times', after: /^ times? (?:faster|slower|higher than|a (?:day|week|month|year)|daily)/i },
  { kind: 'clock', after: /^ ?(?:a\.?m\.?|p\.?m\.?|o'clock)\b/i },
  {
    kind: 'year',
    only: (figure) =>
      /^(?:19|20)\d\d$/.test(String(figure.value)) &&
      figure.qualifier === 'exact' &&
      figure.kind === 'count' &&
      figure.numberEnd - figure.numberStart === 4 &&
      !figure.words,
    before:
      /\b(?:in|since|by|during|of|from|until|till|through|before|after|early|mid|late|year|and|to|or|than|(?:spring|summer|autumn|fall|winter)(?: of)?|[A-Z][a-z]+)[ -]$/,
  },
]

const CHINESE: Row[] = [
  { kind: 'money', after: /^(?:多|余)?(?:[万亿]?(?:美元|元|人民币|欧元|英镑|港元|港币|日元|块))/ },
  { kind: 'money', before: /[$£€¥￥]\s?$/ },
  {
    kind: 'duration or age',
    after: /^(?:多|余|来)?(?:周?岁|年(?!轻)|个?月|天|周|个?小时|分钟|秒|个?工作日|日|号|世纪)/,
  },
  {
    kind: 'size',
    after:
      /^(?:多|余)?(?:[万亿]?(?:参数|字|token|条|幅|公里|平方米|米|公斤|克|毫克|毫升|GB|TB|余?部|本|篇|分(?!之)))/i,
  },
  // pictures, forms and prescriptions; certificates are counted
  {
    kind: 'sheets',
    before: /^(?!.*证[^，。；]{0,12}$)/,
    after: /^(?:多|余)?(?:[万亿]余?)?张(?!医|[^，。；]{0,8}证)/,
  },
  { kind: 'bed', after: /^(?:多|余)?张(?:床|病床)/ },
  { kind: 'ordinal', before: /第$/ },
  {
    kind: 'rank',
    before: /(?:(?<![目之以此日当])前|排名|Top|TOP|位列|位居|居) ?$/,
    only: (figure) => figure.kind === 'count',
  },
  { kind: 'version', before: /(?:版本|型号|编号|序号|图|表|步骤|阶段) ?$/ },
  {
    kind: 'item',
    after: /^(?:多|余)?(?:大类|项|种|类|大|次(?!下载)|届|级|期|楼|层|步|道|轮|章|节|页|句|字|线|甲|号楼)/,
  },
]

/** The figures that may count adopters. */
export function maskFigures(
  text: string,
  figures: readonly Figure[],
  dates: readonly FoundDate[],
  chinese: boolean,
): Figure[] {
  if (figures.length === 0) return []
  const rows = chinese ? CHINESE : ENGLISH
  return figures.filter((figure) => {
    if (dates.some((date) => date.start <= figure.numberStart && figure.numberEnd <= date.end)) return false
    const before = text.slice(Math.max(0, figure.numberStart - 30), figure.numberStart)
    const after = text.slice(figure.numberEnd, figure.numberEnd + 30)
    return !rows.some(
      (row) =>
        (row.before === undefined || row.before.test(before)) &&
        (row.after === undefined || row.after.test(after)) &&
        (row.only === undefined || row.only(figure)) &&
        (row.before !== undefined || row.after !== undefined),
    )
  })
}
