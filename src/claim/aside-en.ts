// Figures that stand beside a claim and are none, by the words around them.
import type { Figure } from './figure.ts'
import { type Frame, tokenAt } from './frame.ts'

/** Figures that stand beside a claim and are none: the whole that a part is taken of, a sample, a comparison. */
const ASIDE_BEFORE: readonly RegExp[] = [
  /\ball (?:but|except) (?:about |some )?$/i,
  /(?:^|[,;:(–—] ?|\b(?:that|and|but|found|from|among) )(?:of|among|amongst|out of)(?: the| these| those| all| some)?(?: [\w-]+'s)?(?: \w+ly)? ?$/i,
  /\b(?:survey|surveys|poll|polls|sample|study|analysis|review|audit|responses|answers|interviews|data|database|records|questionnaire|census|panel|cohort|surveyed|polled|interviewed|questioned|asked|studied|analysed|analyzed|reviewed|assessed|examined)(?: of| from| with| by| on| among| covering| at| across| nearly| in)*(?: the| all| about| some| more than| over)* ?$/i,
  /\b(?:data|datasets?|records|scans|images|cases|patients|samples|information|outcomes)\b(?: \w+){0,3} (?:from|of)(?: the| about| some| more than| over| nearly)* ?$/i,
  /\b(?:each|every|per)(?: \w+){0,3} (?:in|for|with|of|on) $/i,
  /\d (?:seconds|minutes|hours|days|weeks|months|years|euros|dollars|pounds)(?: \w+)? (?:instead of|rather than|versus|compared (?:with|to)|down from|up from) $/i,
]
const ASIDE_AFTER: readonly RegExp[] = [
  /^(?: more| fewer| extra| additional)? (?:\w+[- ]){0,4}(?:were |was |who |that |had |have )?(?:responded|participated|took part|surveyed|were surveyed|were polled|were asked|were invited|attended|enrolled|answered|completed|were randomi[sz]ed|were recruited|were analy[sz]ed|were included|were screened|were contacted)\b/i,
  /^ (?:more|fewer) (?:\w+ ){0,2}than (?:at|in|on|a|last|the|before|by|six|three)\b/i,
  /^(?: more| fewer| additional| extra) (?:patients|minutes|hours|visits|cases|appointments)/i,
  /^ (?:per|a|each|every) (?:day|week|month|year|patient)\b(?! (?:earlier|ago|before|later|after|on))/i,
]
/** "digital care records in 8 out of 10 care homes": records that are a tool are no sample. */
export function outsideTools(frame: Frame, before: string, figure: Figure): string {
  const at = tokenAt(frame.tokens, figure.start)
  const tool = frame.technologies.find((hit) => hit.to <= at && hit.to >= at - 2)
  return tool ? frame.text.slice(frame.tokens[tool.to - 1]!.end, figure.start) : before
}

export function isAside(before: string, after: string): boolean {
  return (
    ASIDE_BEFORE.some((pattern) => pattern.test(before)) || ASIDE_AFTER.some((pattern) => pattern.test(after))
  )
}
