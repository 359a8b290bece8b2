// Places that say where somebody speaks, writes or has an office ("Guangzhou-based", "said in Berlin", "a spokesman for
// the Milwaukee hospital", "总部位于杭州"): never where the adopters are.
import type { Place } from '../model.ts'
import type { PhraseHit, Token } from './phrases.ts'

const BEFORE: readonly RegExp[] = [
  /\b(?:based|headquartered|head office|offices?) in (?:the )?$/i,
  /\b(?:said|says|told|wrote|announced|spoke|speaking|presented|briefing|conference|congress|meeting|summit|symposium|reporters|journalists|lawmakers|published|interview|hearing|court|filed)(?: (?:on|this|last|week|month|an?|the|at|to|news|press|conference|briefing|meeting|congress|summit|reporters|lawmakers|annual|\w+day))* in (?:the )?$/i,
  /\b(?:spokes(?:man|woman|person)|director|president|manager|physician|surgeon|radiologist|cardiologist|lecturer|dean|broker) (?:of|for|at|from|in) (?:the |a )?$/i,
  /\b(?:professor|economist|analysts?|researchers?|scientists?|authors?|scholars?|academics?|investigators?|consultants?|lawyers?)(?: \w+){0,4} (?:of|at|from|in) (?:the )?$/i,
  /\b(?:University|Universities|College|Institute|School|Bank|Journal|Annals) (?:of|in|at) (?:the )?(?:\w+, )?$/,
  /\b(?:except|excluding|outside|unlike) (?:for )?(?:the )?$/i,
]
const AFTER: readonly RegExp[] = [
  /^[- ](?:based|headquartered)\b/i,
  /^ (?:\w+ ){0,2}(?:University|Institute|College|School|Medical School|Medical Center|Medical Centre|consultancy|think[- ]tank|consulting|newspaper|daily|magazine|journal|start-?up|startup|company|firm|developer|maker|vendor|reporter|correspondent|court|researchers|broker|investors?)\b/,
  /^ (?:Daily|Post|Times|Tribune|Herald|Journal|Medical Journal|Morning Post|Poll|Review|Stock Exchange|Telegraph|Chronicle)\b/,
]
const BEFORE_ZH = /(?:总部位于|总部设在|总部在|设在|位于|坐落于|毕业于|来自|除|不含|不包括|除了)$/
const AFTER_ZH =
  /^(?:市|省)?(?:大学|学院|理工|记者|召开|举行|举办|披露|表示|宣布|发布|对记者|媒体|报纸|日报|晚报|医学会杂志|医学杂志|期刊|学者|研究人员|初创|某?(?:科技)?(?:公司|企业|厂商|智库|咨询))/

/** "全国记者协会" aside, the whole country is nobody's desk. */
const WHOLE = /^(?:CN|WORLD)$/

export function isSpeakersPlace(
  text: string,
  tokens: readonly Token[],
  hit: PhraseHit<Place>,
  chinese: boolean,
): boolean {
  const before = text.slice(
    Math.max(0, tokens[hit.from]!.start - (chinese ? 8 : 90)),
    tokens[hit.from]!.start,
  )
  const after = text.slice(tokens[hit.to - 1]!.end, tokens[hit.to - 1]!.end + (chinese ? 10 : 50))
  if (chinese) return BEFORE_ZH.test(before) || (AFTER_ZH.test(after) && !WHOLE.test(hit.value.code))
  return BEFORE.some((pattern) => pattern.test(before)) || AFTER.some((pattern) => pattern.test(after))
}
