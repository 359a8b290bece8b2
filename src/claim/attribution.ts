// Who says so: "according to a paper in JAMA", "an AMA survey found", "研究人员称". Ordered patterns, the first that fits
// wins; the kind follows from the words of the name.
import type { AttributionKind } from '../model.ts'
import { isGeneric, trimName } from './said-by.ts'

export type Attribution = { text?: string; kind: AttributionKind; doi?: string }

const NAME = '[^,;:.!?"“”()]{2,90}?(?:(?<= (?:U\\.S|U\\.K|St|Dr))\\.[^,;:.!?"“”()]{2,60}?)?'
const SAYS =
  '(?:said|says|reports?|reported|finds?|found|shows?|showed|estimates?|estimated|states?|stated|told|suggests?|suggested|reveals?|revealed|indicates?|indicated|announced|confirmed|claims?|claimed|predicts?|predicted|expects?|concluded|noted|wrote|writes|counted|counts)'

/** A run of capitalised words: "Huaxia Hospital Informatics Society", "Office of the National Coordinator". */
const PROPER = "[A-Z][\\w&.'’-]*(?: (?:(?:of|for|and|on|in|&)(?: the)? )?[A-Z][\\w&.'’-]*){0,7}"
const ROLE =
  '(?:(?:the|a|an|its|their|consultancy|analysts?|pollster|company|firm|maker|society|agency|group|regulator|ministry|spokes(?:man|woman|person)|director|chief executive|researchers?|vendor|start-?up|association|board|council|authority|federation|institute) ){0,3}'

const ENGLISH: readonly RegExp[] = [
  new RegExp(
    `\\b(?:according to|as reported by|as reported in|citing|reported by|cited by|data from|figures from|statistics from|published in|a report by|estimates by|in a statement from)(?: the| a| an)? (?<who>${NAME})(?=[,;.)]|$| on (?:Mon|Tue|Wed|Thu|Fri)| which | that | as of | in (?:19|20)\\d\\d)`,
    'i',
  ),
  new RegExp(
    `^(?:in |As of [^,]{2,25}, |By [^,]{2,25}, )?(?<who>(?:An? |The |This |Our |New )?[^,;:]{0,70}?\\b(?:survey|poll|study|report|paper|analysis|review|audit|census|questionnaire|index|tracker|ministry|agency|commission|department|association|college|society|foundation|researchers|authors|officials|spokes(?:man|woman|person)|company|executives?)\\b[^,;:]{0,80}?),? (?:has |have |had |also )?${SAYS}\\b`,
    'i',
  ),
  // ", consultancy Lingnan Health Insight said on Wednesday, up from", "Lingnan Health Insight, a consultancy, said"
  new RegExp(
    `(?:^|[,;:”"–—] ?|\\b(?:and|but|while) )${ROLE}(?<who>${PROPER})(?:, [^,]{3,70},)? (?:has |have |had |also )?${SAYS}\\b`,
  ),
  new RegExp(`\\b(?:says|said) ${ROLE}(?<who>${PROPER})`),
  // ", the province's health authority said on Thursday, after 57"
  new RegExp(
    `(?:^|[,;”"–—] ?|\\b(?:and|but) )(?<who>(?:[\\w'’-]+ ){0,6}(?:authority|ministry|department|board|council|association|society|federation|company|system|trust|agency|institute|programme|program|commission|service|bureau|college|regulator|union|alliance))(?: there)?,? (?:has |had |also )?${SAYS}\\b`,
    'i',
  ),
  /^(?:The |Its )?(?<who>[^,;:]{0,60}?\b(?:[Rr]egister|[Rr]egistry|[Dd]atabase|[Dd]irectory))(?: now)? (?:lists|listed|holds|held|records|counts|names)\b/,
  new RegExp(
    `[,”"] (?<who>(?:an? |the |its |their )?(?:\\w+[ -]){0,8}?\\w+),? ${SAYS}(?: on \\w+| in [^.]{2,40}| this \\w+)?[.”"]*$`,
    'i',
  ),
  new RegExp(`[,”"] (?:said|says|according to) (?<who>${NAME})[.”"]*$`, 'i'),
  /^(?<who>[^:]{3,60}\b(?:report|survey|study|index|poll|data|analysis))\s?: /i,
  /^(?:The )?(?<who>(?:[A-Z][\w&.'’-]* ){1,6}(?:Poll|Survey|Panel|Census)) (?:has |had )?(?:drew|asked|asks|polled|sampled|contacted|follows|followed|surveyed|interviewed|questioned)\b/,
  /, (?<who>(?:[A-Z][\w&.-]* ){0,5}(?:[Ss]urvey|[Rr]eport|[Ss]tudy|[Pp]oll|[Dd]ata))\.?$/,
  /\b(?:in|of|by|from) (?<who>(?:an?|the)(?: [\w'’.-]+){0,6} (?:survey|poll|study|report|census))\b/i,
]
const CHINESE: readonly RegExp[] = [
  /(?:根据|依据|来自|(?<![数证占论收票单凭])据)(?<who>[^，。；,]{2,30}?)(?:的?(?:数据|统计|报告|调查|研究|消息|报道|介绍|披露|公告|公开资料|监测))?(?:显示|称|表示|透露|指出|发布|公布|介绍|，|,)/,
  /^(?:[^，。；,：:]{2,6}[：:])?(?<who>[^，。；,：:]{2,24}?)(?:介绍|表示|称|透露|指出|认为|预计|披露|宣布|发布|显示|强调|告诉|公布|更新|统计|确认|通报|说明|统计显示|(?:作出)?澄清|说(?=[，,：:“"]))(?:了|说|道|，|,|：|:)?/,
  /(?<who>(?:研究|报告|调查|论文|数据|白皮书|蓝皮书|统计)[^，。；,]{0,12}?)(?:显示|表明|指出|发现)/,
]

const KINDS: readonly (readonly [AttributionKind, RegExp])[] = [
  ['survey', /\b(?:survey|poll|questionnaire|census|panel|AHA IT|pollster)\b|调查|问卷/i],
  [
    'paper',
    /\b(?:paper|study|studies|journal|JAMA|Lancet|NEJM|BMJ|Nature|researchers?|authors?|preprint|medRxiv|arXiv|Annals|analysis|article)\b|论文|研究|学者|期刊|文章|柳叶刀/i,
  ],
  [
    'regulator',
    /\b(?:[Rr]egister|FDA|Food and Drug Administration|MHRA|EMA|NMPA|regulators?|TGA|Health Canada|PMDA|CDSCO)\b|药监局|监管/i,
  ],
  [
    'official',
    /\b(?:ministry|ministers?|department|commission|government|officials?|NHS England|NHS|WHO|World Health Organi[sz]ation|authority|bureau|administration|Office of|CDC|CMS|ONC|parliament|council|agency|OECD|board|health service|programme|trust|society|association|federation|college)\b|学会|协会|联合会|卫健委|卫生健康|工信部|政府|局|委员会|部门|官方|世卫|国务院|人社/i,
  ],
  [
    'press',
    /\b(?:newspaper|Times|Post|Reuters|Bloomberg|magazine|news|media|Guardian|journalists?)\b|新华社|人民日报|媒体|报道|日报|记者|晚报/i,
  ],
  [
    'company',
    /\b(?:compan(?:y|ies)|chief executive|CEO|CFO|finance chief|founder|vendor|firm|Inc|Ltd|start-?up|president|chairman|broker|analysts?|consultancy|Insights?|Software|Technology|Technologies|Health|Labs?|Systems|Analytics|Consulting|Therapeutics|Pharma\w*)\b|智库|咨询|公司|企业|科技|创始人|董事长|总裁|券商|负责人|业内|厂商|集团/i,
  ],
]

const DOI = /\b10\.\d{4,9}\/[-._;()/:A-Za-z0-9]+[A-Za-z0-9]/

export function readAttribution(sentence: string, chinese: boolean): Attribution {
  const doi = DOI.exec(sentence)?.[0]
  let kind: AttributionKind = 'unknown'
  let text: string | undefined
  for (const pattern of chinese ? CHINESE : ENGLISH) {
    const match = pattern.exec(sentence)
    const who = match?.groups?.who?.trim()
    if (!who) continue
    const name = trimName(who, chinese)
    if (!name) {
      if (kind === 'unknown' && chinese) kind = kindOf(who)
      continue
    }
    const found = kindOf(`${match![0].slice(0, match![0].indexOf(who))} ${who}`)
    if (kind === 'unknown') kind = found
    if (isGeneric(name)) continue
    text = name
    kind = found
    break
  }
  return { kind, ...(text ? { text } : {}), ...(doi ? { doi } : {}) }
}

/** Sentences that say that somebody was asked. */
const ASKED =
  /\b(?:survey(?:s|ed)?|poll(?:s|ed)?|questionnaire|respondents|census)\b|\b[Ww]e (?:asked|polled|surveyed|counted)\b|\basked (?:the|all|its|every|\d)|问卷|调查了|调查显示|抽样/

export function speaksOfSurvey(text: string): boolean {
  return ASKED.test(text)
}

function kindOf(text: string): AttributionKind {
  return KINDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unknown'
}
