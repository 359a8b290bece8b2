// The name of the one who says so, out of the words that introduce it: "the consultancy Lingnan Health Insight", "analyst
// He Yutong of Lingnan Health Insight", "Lingnan Health Insight's register" and "a spokesman for it" are all the same one.
// Ordered steps; a new wording is a new row.

/** The name without what introduces it; undefined where nobody in particular is left. */
export function trimName(who: string, chinese: boolean): string | undefined {
  const name = chinese ? trimChinese(who) : trimEnglish(who)
  return name === '' || NOBODY.test(name) || (!chinese && CALENDAR.test(name)) ? undefined : name
}

/** They say of what kind the source is, not which. */
export function isGeneric(name: string): boolean {
  return GENERIC.test(name)
}

const ORGANISATION =
  '(?:compan(?:y|ies)|firm|consultancy|vendor|maker|start-?up|association|society|board|council|agency|institute|group|alliance|foundation|poll|survey|panel|study|report|paper|preprint|audit|review|analysis|register|registry|database|directory|list|office|ministry|government|department|regulator|hospital|trust|university|trial|sample|\\d+-\\w+ (?:Survey|Study|Poll)|programme|program|team|authors?|researchers?|doctors?|experts?|officials?|executives?|analysts?|lawyers?|surgeons?|physicians?)'
const GENERIC = new RegExp(
  `^(?:(?:[Tt]he|[Tt]his|[Tt]hat|[Oo]ur|[Ii]ts|[Nn]ew|[Rr]ecent|[Ll]atest|[Oo]ne|[Aa]nother|[A-Z]\\w+(?:-based)?|medical|journal|U\\.?S\\.?) ){0,2}${ORGANISATION}$|^(?:[Dd]ata|[Ff]igures|[Ss]pokes\\w+|[Dd]irector|[Cc]hief executive|[Tt]he company|[Rr]egister|[Ll]eaders?|[Cc]ritics?|[Mm]akers)$|^(?:研究|研究者|研究人员|报告|数据|统计|调查|论文|文章|结果|显示|专家|业内|业内人士|公司|企业|媒体|官方|有关部门|相关部门|负责人|发言人|记者|学会|智库|委员会|该院|医院|分析师|摸底)$`,
)
const NOBODY =
  /\b(?:was|were|is|are|been|be|will|would|software)\b|\b(?:hospitals|clinics)$|^(?:it|that|which|he|she|they|who|and|we|i|each|others|some|most|many|all|both|another|lawmakers|目前|其)(?:\b|$)|发表|医院已|家医院|个月/i
const CALENDAR =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August|September|October|November|December)|I|We|He|She|It|They|That|This|But|And|In|On|By|As|At)$/

const PERSON =
  '(?:spokes\\w+|director|secretary(?:-general)?|professor|chair\\w*|head|chief\\w*(?: \\w+)?|president|researchers?|analysts?|advisers?|advisors?|officials?|doctors?(?: in charge)?|author|lead)'
const PAPER =
  '(?:count|survey|figures|data|poll|tally|report|study|audit|review|analysis|estimate|register|census|letter|note)'

type Step = readonly [pattern: RegExp, replacement: string]

const STEPS: readonly Step[] = [
  [/^(?:the|a|an|its|their) /i, ''],
  [/ (?:on|in|this|last|has|have|had|also)(?: \w+)?$/i, ''],
  // "doctor who advises the national programme", "Dr Meera Iyengar, who leads it"
  [
    /^[^,]{0,40}? (?:who|that) (?:advises|leads|heads|chairs|runs|directs|speaks for|represents) (?:the )?(?=\w)/i,
    '',
  ],
  [/,? (?:that|which|who|whose|whom|led by|posted|published|written|seen by|released) .*$/i, ''],
  // "analyst He Yutong of Lingnan Health Insight", "a count by Lingnan Health Insight"
  [
    new RegExp(
      `^(?:[a-z]+ )*(?:${PERSON}|${PAPER}|Dr\\.?|[A-Z]\\w+ [A-Z]\\w+,?)[^,]{0,40}? (?:of|at|from|for|by) (?:the )?(?=[A-Z][\\w&.'’-]*(?: [A-Z][\\w&.'’-]*)+$)`,
    ),
    '',
  ],
  // "trial of 19 endoscopists in Osaka": what was studied names nobody
  [
    /^(?:\w+ ){0,2}?(trial|study|survey|poll|audit|analysis|review|sample) (?:of|among|with|in|on) (?:the |all |about )?(?:\d|[a-z]).*$/,
    '$1',
  ],
  // "spokesman for the provincial health authority", "survey by researchers"
  [
    new RegExp(`^(?:[a-z]+ ){0,2}(?:${PERSON}|${PAPER}) (?:of|at|for|by|from) (?:the |its |a )?(?=[a-z])`),
    '',
  ],
  [/^(?:[a-z][a-z'’-]* ){1,6}(?=[A-Z][\w&.'’-]*(?: (?:(?:of|for|and|&)(?: the)? )?[A-Z][\w&.'’-]*)+$)/, ''],
  [
    /['’]s (?:[\w-]+ ){0,4}(?:register|survey|report|count|figures|data|list|directory|note|tally|poll|update)$/i,
    '',
  ],
  [/^.*\bthe (?=[A-Z]\w+$)/, ''],
  [/^(?:[\w-]+ ){0,3}\w+['’]s (?=[a-z])/, ''],
  [/(?<=\b(?:Health|Software|Technology|Technologies|Systems|Medical|Group|Labs?|Inc)) of [A-Z]\w+$/, ''],
  [
    /^(?:provincial|national|state|federal|regional|local|city|city's|county) (?=(?:health )?(?:authorit|ministr|department|commission|government))/i,
    '',
  ],
  [/ there$|[.,;]+$/, ''],
]

function trimEnglish(who: string): string {
  return STEPS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), who).trim()
}

const STEPS_ZH: readonly Step[] = [
  [/^(?:这家)?(?:总部)?(?:位于|设在|设于|在)[\u4e00-\u9fff]{2,8}?的/, ''],
  [/^(?:导读|摘要|核心提示)[：:]/, ''],
  [/^.{0,12}(?:讯|消息|电) ?[（(][^）)]*[）)]/, ''],
  [/^(?:记者从|记者获悉|记者了解到|根据|据|有|另据|对此)/, ''],
  [
    /(?:今年|去年|近日|日前|最新|上周|本周|当日|昨日|今日|向|对|经|在|于|\d{1,2}月|\d{1,2}日|周[一二三四五六日]).*$/,
    '',
  ],
  [
    /(?:的|最新|统计|数据|盘点|报告|名录|方面|介绍|相关|有关|负责人|获悉|了解到|特别|同时|此前|解释|强调)+$/,
    '',
  ],
  // "分析师何雨桐", "学会秘书长马国梁": the name behind the office
  [
    /^.{0,8}(?:发言人|分析师|秘书长|会长|主任|院长|教授|主管|创始人|董事长|总裁)(?=[\u4e00-\u9fff]{2,4}$)/,
    '',
  ],
]

function trimChinese(who: string): string {
  const text = STEPS_ZH.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), who)
  return text.length >= 2 ? text : ''
}
