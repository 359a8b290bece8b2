// Who says so: "according to a paper in JAMA", "an AMA survey found", "研究人员称". Ordered patterns, the first that fits
// wins; the kind follows from the words of the name.
import type { AttributionKind } from '../model.ts'

export type Attribution = { text?: string; kind: AttributionKind; doi?: string }

const NAME = '[^,;:.!?"“”()]{2,90}?(?:(?<= (?:U\\.S|U\\.K|St|Dr))\\.[^,;:.!?"“”()]{2,60}?)?'
const SAYS =
  '(?:said|says|reports?|reported|finds?|found|shows?|showed|estimates?|estimated|states?|stated|told|suggests?|suggested|reveals?|revealed|indicates?|indicated|announced|confirmed|claims?|claimed|predicts?|predicted|expects?|concluded|noted|wrote|writes|counted|counts)'

const ENGLISH: readonly RegExp[] = [
  new RegExp(
    `\\b(?:according to|as reported by|as reported in|citing|reported by|cited by|data from|figures from|statistics from|published in|a report by|estimates by|in a statement from)(?: the| a| an)? (?<who>${NAME})(?=[,;.)]|$| on (?:Mon|Tue|Wed|Thu|Fri)| which | that | as of | in (?:19|20)\\d\\d)`,
    'i',
  ),
  new RegExp(
    `^(?:in |As of [^,]{2,25}, |By [^,]{2,25}, )?(?<who>(?:An? |The |This |Our |New )?[^,;:]{0,70}?\\b(?:survey|poll|study|report|paper|analysis|review|audit|census|questionnaire|index|tracker|ministry|agency|commission|department|association|college|society|foundation|researchers|authors|officials|spokes(?:man|woman|person)|company|executives?)\\b[^,;:]{0,80}?),? (?:has |have |had |also )?${SAYS}\\b`,
    'i',
  ),
  new RegExp(
    `[,”"] (?<who>(?:an? |the |its |their )?(?:\\w+[ -]){0,8}?\\w+),? ${SAYS}(?: on \\w+| in [^.]{2,40}| this \\w+)?[.”"]*$`,
    'i',
  ),
  new RegExp(`[,”"] (?:said|says|according to) (?<who>${NAME})[.”"]*$`, 'i'),
  /^(?<who>[^:]{3,60}\b(?:report|survey|study|index|poll|data|analysis))\s?: /i,
  /, (?<who>(?:[A-Z][\w&.-]* ){0,5}(?:[Ss]urvey|[Rr]eport|[Ss]tudy|[Pp]oll|[Dd]ata))\.?$/,
  /\b(?:in|of|by|from) (?<who>(?:an?|the)(?: [\w'’.-]+){0,6} (?:survey|poll|study|report|census))\b/i,
]
const CHINESE: readonly RegExp[] = [
  /(?:根据|据|依据|来自)(?<who>[^，。；,]{2,30}?)(?:的?(?:数据|统计|报告|调查|研究|消息|报道|介绍|披露|公告|公开资料|监测))?(?:显示|称|表示|透露|指出|发布|公布|介绍|，|,)/,
  /^(?<who>[^，。；,：:]{2,24}?)(?:介绍|表示|称|透露|指出|认为|预计|披露|宣布|发布|显示|强调|告诉)(?:说|道|，|,|：|:)?/,
  /(?<who>(?:研究|报告|调查|论文|数据|白皮书|蓝皮书|统计)[^，。；,]{0,12}?)(?:显示|表明|指出|发现)/,
]

const KINDS: readonly (readonly [AttributionKind, RegExp])[] = [
  ['survey', /\b(?:survey|poll|questionnaire|census|AHA IT)\b|调查|问卷/i],
  [
    'paper',
    /\b(?:paper|study|studies|journal|JAMA|Lancet|NEJM|BMJ|Nature|researchers?|authors?|preprint|medRxiv|arXiv|Annals|analysis|article)\b|论文|研究|学者|期刊|柳叶刀/i,
  ],
  [
    'regulator',
    /\b(?:FDA|Food and Drug Administration|MHRA|EMA|NMPA|regulators?|TGA|Health Canada|PMDA|CDSCO)\b|药监局|监管/i,
  ],
  [
    'official',
    /\b(?:ministry|ministers?|department|commission|government|officials?|NHS England|NHS|WHO|World Health Organi[sz]ation|authority|bureau|administration|Office of|CDC|CMS|ONC|parliament|council|agency|OECD)\b|卫健委|卫生健康|工信部|政府|局|委员会|部门|官方|世卫|国务院|人社/i,
  ],
  [
    'press',
    /\b(?:newspaper|Times|Post|Reuters|Bloomberg|magazine|news|media|Guardian|journalists?)\b|新华社|人民日报|媒体|报道|日报|记者|晚报/i,
  ],
  [
    'company',
    /\b(?:compan(?:y|ies)|chief executive|CEO|CFO|finance chief|founder|vendor|firm|Inc|Ltd|start-?up|spokes(?:man|woman|person)|president|chairman|broker|analysts?)\b|公司|企业|科技|创始人|董事长|总裁|券商|负责人|业内|厂商|集团/i,
  ],
]

const DOI = /\b10\.\d{4,9}\/[-._;()/:A-Za-z0-9]+[A-Za-z0-9]/

export function readAttribution(sentence: string, chinese: boolean): Attribution {
  const doi = DOI.exec(sentence)?.[0]
  const found = (chinese ? CHINESE : ENGLISH)
    .map((pattern) => pattern.exec(sentence)?.groups?.who?.trim())
    .find((who) => who && !/^(?:it|that|which|he|she|they|who|and|目前|其)$/i.test(who))
  const text = found?.replace(/^(?:the|a|an) (?=[A-Z])/i, '')
  const kind = text ? kindOf(text) : 'unknown'
  return { kind, ...(text ? { text } : {}), ...(doi ? { doi } : {}) }
}

function kindOf(text: string): AttributionKind {
  return KINDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unknown'
}
