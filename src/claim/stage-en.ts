// Which stage an English figure speaks of: what its verb says, unless other words of the same part of the sentence say
// more: that they stopped, only try it, do it every day, had it put in, or signed for it. Word classes, no phrases of
// one sentence; a new word goes into its class.
import type { ClaimStage } from '../model.ts'
import type { Candidate, Frame } from './frame.ts'
import { looksPast } from './words-en.ts'
import { hasFigure, pieceAt, piecesOf, tokensIn, type Zone, zoneOf } from './zone-en.ts'

const CONTRACT =
  '(?:contracts?|subscriptions?|licen[cs]es?|deals?|agreements?|leases?|use|usage|programmes?|programs?|services?|rollouts?|deployments?|pilots?|trials?|partnerships?|accounts?)'
const OBJECT = '(?:it|them|theirs|the|their|its|his|her|our|a|an|all|this|these|that|[A-Z][\\w-]*)'

/** They had it and have it no more. */
const STOPPED = new RegExp(
  [
    '\\b(?:stop|stops|stopped|stopping|quit|quits|quitting|ceas(?:e|es|ed|ing)) (?:using |relying |running |offering |working |paying |sending )',
    `\\b(?:drop|drops|dropped|dropping|stopped|quit|ditch(?:ed|es|ing)?|axed|axing|binned|shelv(?:ed|es|ing)|mothball(?:ed|ing)?|retir(?:ed|es|ing)|scrap(?:ped|s|ping)|abandon(?:ed|s|ing)?|discontinu(?:ed|es|ing)|withdr(?:ew|awn|aw|aws|awing)|decommission(?:ed|s|ing)?|uninstall(?:ed|s|ing)?|de-?install(?:ed|s|ing)?|remov(?:ed|es|ing)|delet(?:ed|es|ing)|dismantl(?:ed|es|ing)|deactivat(?:ed|es|ing)|disabl(?:ed|es|ing)|unplug(?:ged|s|ging)|disconnect(?:ed|s|ing)?|suspend(?:ed|s|ing)?|paus(?:ed|es|ing)|cancel(?:l?ed|s|l?ing)|terminat(?:ed|es|ing)|jettison(?:ed|ing)?|sunset(?:ting)?|forsook|forsaken|repossess(?:ed|es))\\b(?! (?:to|by|in|off|below|from \\d|sharply|slightly|steadily|plans?|efforts?)\\b)`,
    '\\b(?:abandon(?:ed|s|ing)?|discontinu(?:ed|es|ing)|scrapped|shelved|mothballed|decommissioned|uninstalled|withdrawn|switched off|shut down) (?:in|at|by) ',
    `\\b(?:switch|turn|shut|power)(?:ed|es|s|ing|ting)? (?:${OBJECT} )?(?:[\\w-]+ ){0,4}(?:off|down)\\b`,
    `\\b(?:pull|pulls|pulled|pulling|rip|ripped|ripping|tear|tore|torn|strip|stripped|take|takes|took|taken|taking|phase|phased|phasing|move|moved) (?:${OBJECT} )(?:[\\w-]+ ){0,4}(?:out|offline|away|down)\\b`,
    '\\b(?:pulled|ripped|torn|stripped|taken|phased|phasing|thrown) (?:out|offline|down|back)\\b',
    "\\bpull(?:ed|s|ing)? (?:the plug|out)\\b|\\bpart(?:ed|ing) ways\\b|\\breplac(?:ed|es|ing) (?:it|them|(?:the|their|its|an?) (?:[\\w-]+ ){0,4}?(?:tool|scribe|system|software|app|AI|robots?|platform|model|alarm|assistant)s?) with\\b|\\b(?:turned|turn) (?:their|its) backs?\\b|\\bopt(?:ed)? not to (?:keep|continue|renew)\\b|\\bdid(?: not|n't) (?:keep|continue)\\b",
    `\\b(?:end|ends|ended|ending|broke|broken|cut|close|closed) (?:${OBJECT} )?(?:[\\w-]+ ){0,4}${CONTRACT}\\b`,
    `\\b(?:not|never|declin\\w+ to|refus\\w+ to|chose not to|fail\\w+ to|n't) renew`,
    `\\b(?:let|lets|letting|allow(?:ed|s|ing)?) (?:[\\w-]+ ){1,9}(?:to )?(?:lapse|expire|run out|die|drop)\\b`,
    `\\b${CONTRACT} (?:has |have |had )?(?:lapsed|expired|ran out|run out)\\b`,
    '\\b(?:g(?:o|oes|one|oing)|went|turn(?:ed|ing)?|switch(?:ed|ing)?|mov(?:ed|ing)|fell|fallen|slip(?:ped)?) back to\\b',
    '\\brevert(?:ed|s|ing)? to\\b|\\breturn(?:ed|s|ing)? to (?:paper|pen|typing|dictation|manual|phones?|fax|the (?:old|phone|pen)|handwrit\\w+|writing|human)',
    '\\b(?:c[ao]me|coming|g(?:o|one|oing)|went|dropped|signed) off (?:it|the|their|its|of)\\b',
    '\\bwalk(?:ed|s|ing)? away\\b|\\bg(?:ave|ive|iven|iving) (?:it|them|the \\w+|their \\w+)? ?up\\b(?! (?:to|\\d))|\\bopt(?:ed|ing)? out\\b|\\bw(?:ou|i)nd(?:ing)? down\\b|\\bdone away with\\b',
    '\\b(?:los[et]|loses|losing) (?:the|their|its|access)\\b|\\blost (?:the |its |some |about )*$',
    '\\b(?:took|taken|taking|sent|handed|gave|given) (?:it |them )?back\\b',
    '\\bno longer (?:us|run|rel|offer|ha|subscrib|work|licen|pay|on\\b|deploy)',
    '\\b(?:left|leaving|leave|quit|exited|departed) the (?:\\w+ ){0,2}(?:platform|scheme|service|programme|program|network|system|app|pilot)\\b',
    '\\bformer(?:ly)? (?:customers?|users?|adopters?|us(?:ed|ing))\\b',
  ].join('|'),
  'i',
)
const LOST_JUST_BEFORE =
  /\b(?:lost|loses|losing|shed|took back|taken back|recalled|repossessed|discontinued at|dropped by|abandoned by|pulled from|withdrawn from|removed from)(?: (?:some|about|nearly|at least|more than|over|another|around|roughly|the|all))* ?$/i

/** They only try it. */
const TRYING =
  /\b(?:pilots?|piloting|piloted|pilot (?:study|programme|program|project|scheme|phase|stage|sites?|wards?)|trials?|trialled|trialing|trialling|trialed|test(?:s|ing|ed|-driv\w+)?|testing stage|test-?beds?|proof[- ]of[- ]concept|sandbox|evaluation phase|evaluating|feasibility|beta|try(?:ing)? (?:it |them )?out|tried|trying|experiment(?:s|ing|ed) with|on a trial basis|on approval|early[- ]access)\b/i
/** No trial of the technology: "blood tests", "after a successful pilot", "clinical trials". */
const NO_TRIAL =
  /\b(?:blood|diagnostic|genetic|stress|lab|eye|hearing|covid|rapid|skin|urine|PCR|HIV|breath|swab) test(?:s|ing)?\b|\b(?:after|following|from|since|despite|beyond|unlike|ended|completed|finished) (?:an? |the |its |their |months of |years of |successful |earlier )*(?:[\w-]+ )?(?:pilots?|trials?|tests?|testing|proof[- ]of[- ]concept)\b|\bclinical trials?\b|\btest results?\b|\b(?:yet|still) to (?:try|test|pilot)\b|\btests? (?:at|for|a (?:day|week|month|year))\b/gi

/** They do it always. */
const ALWAYS =
  /\b(?:daily|every (?:working |single |school )?(?:day|shift|morning|night|clinic|session|patient|visit|consultation)|each (?:day|shift|working day|morning|night)|routinely|(?:as )?(?:a matter of )?routine(?: (?:use|practice|care|part|work|tool))?|day[- ]to[- ]day|standard (?:of care|practice|equipment|part)|regular(?:ly)?|(?:at least )?(?:once|twice|several times|many times|three times|five times) (?:a|per|each|every) (?:day|shift|week|session|clinic)|weekly|(?:every|each) week|habitual(?:ly)?|most (?:days|shifts)|by default|the default|the norm|as standard|business as usual|as a matter of course|bread and butter|second nature|at every (?:visit|consultation|shift|session)|for (?:every|each|all|most) (?:visits?|patients?|consultations?|scans?|reports?|shifts?))\b/i
const NO_HABIT =
  /\b(?:routine(?:ly)? (?:data|collected|records|checks?|screening|tests?|surgery|appointments?)|regular (?:hospitals?|beds|wards)|\w+ (?:visits?|calls?|notes?|messages?|scans?|images?|consultations?|cases|patients|letters|queries|questions|prescriptions|records|tests|films) (?:daily|a week|a day|every day|each day|weekly|every week|per day|per week))\b/gi

/** It was put in. */
const PUT_IN =
  /\b(?:install(?:s|ed|ing|ation|ations)?|installed base|(?:worldwide|global|total|national|customer|active) base|deploy(?:s|ed|ing|ment|ments)?|roll(?:s|ed|ing)? ?-?out|rollouts?|implement(?:s|ed|ing|ation|ations)?|introduc(?:e|es|ed|ing)|integrat(?:es?|ed|ing)|embed(?:s|ded|ding)?|incorporat(?:es?|ed|ing)|go(?:es)?[- ]live|went live|gone live|going live|(?:is|are|was|were|now|already|be|been|being|them|those|which|base|sites?|hospitals|clinics|practices) (?:now |already |fully |all |both )?live|live (?:in|at|across|with|on|inside|since)|up and running|connect(?:s|ed|ing)?|wir(?:ed|ing)|plug(?:ged|ging)? in(?:to)?|hook(?:ed|ing)? up|link(?:ed|ing)? (?:up|to|into)|switch(?:ed|es|ing)? (?:it |them |one |the [\w-]+ )?on|turn(?:ed|s|ing)? (?:it |them |one |the [\w-]+ )?on|activat(?:es?|ed|ing)|enabl(?:es?|ed|ing)|equip(?:s|ped|ping)?|fit(?:ted|ting)(?: out)?|kitted out|outfitted|put (?:in|into|onto|it|them|one|the)\b|plac(?:ed|ing|ements?)|ship(?:s|ped|ping|ments?)|deliver(?:ed|ies)|handed (?:out|to|over)|distribut(?:ed|ing)|(?:been|were|was|are) (?:given|issued|handed|supplied|provided)|gave (?:its|all|every|each|some|\d)|suppl(?:ied|ies) (?:to|with)|extend(?:ed|s|ing)? (?:it |them )?to|expand(?:ed|s|ing)? (?:it |them )?(?:in)?to|onboard(?:s|ed|ing)?|migrat(?:ed|es|ing)|mov(?:ed|ing) (?:on)?to the|brought (?:\w+ ){0,4}(?:on)?to|bring(?:s|ing)? (?:\w+ ){0,4}onto|open(?:ed)? to (?:all|every|its|their|the|\d)|made available|available (?:in|at|to|across|on)|on (?:their|its|his|her) own servers?|set up|stood up|operational|in place|built into|hosts?|hosting|stationed|mounted|commission(?:ed|ing)|switchover|go-lives?|(?:went|gone|go|goes|come|came|moved|landed|arrived|rolled) (?:live |straight )?(?:into|in|to work|at)\b(?! (?:19|20)\d\d)|in the hands of|into the hands|into service|on ?stream)\b/i

/** "EHR-embedded chatbot", "AI-enabled": says which tool, not what was done. */
const COMPOUND = /\w+-(?:embedded|integrated|enabled|connected|equipped|deployed|wired|linked|installed)\b/gi

/** It was signed for and nothing more is said. */
const SIGNED =
  /\b(?:under contract|sign(?:ed|s|ing)? (?:up|contracts?|agreements?|deals?|on|with)|contracted|order(?:ed|s)? (?:by|from|for|it|them|the)|agreed (?:to|deals?|contracts?)|select(?:ed|s) (?:the|it|as|by)|purchas(?:ed|es|ing)|procur(?:ed|es|ing|ement)|committed to|pledged|will receive|to receive|awarded|chosen (?:as|by|for)|picked (?:as|by|for))\b/i

const AWAITING =
  /\b(?:to (?:follow|come|join)\b|(?:are|is) to (?:get|receive|be|have|use|start|begin|adopt|deploy|install|roll|introduce|pilot|gain|go)\b|waiting (?:for|to|list)|await(?:s|ing)?|given a (?:start|go-live) date|(?:start|go-live) dates?|in the (?:queue|pipeline)|next in line|in line (?:for|to)|earmarked|shortlisted|scheduled (?:for|to)|slated|due (?:to (?:go|get|start|join|have|receive|adopt|install|switch|follow|be)\b|in\b|by\b|next)|lined up|(?:plan|intend|expect|hop|aim|will|would|mean)\w*(?: to)? do (?:so|it|the same)\b|yet to come|still to come|follow in (?:19|20)\d\d|follow next)/i

/** Things that stand somewhere: to have one is to have had it put there. */
const HARDWARE =
  /\b(?:have|has|had|own|owns|owned|hold|holds|held|house|houses|host|hosts|with|without|get|gets|got|gained|acquired|possess\w*)\b[^,;]{0,40}\b(?:(?:surgical|surgery|orthopa?edic) robots?|scanners?|consoles?|(?:operating |robotic |hybrid |robot-assisted |robotics? )theat(?:re|er)s?|linacs?|gantr(?:y|ies))\b/i
const STANDING = /robots?|scanners?|consoles?|machines?|systems?|units?|installs?|linacs?|platforms?/i
const HARDWARE_LISTED = /\b(?:robots?|scanners?|consoles?|linacs?)\b[^,;]*$/i
/** "the installed base reached 640 hospitals": the noun says it, not the verb. */
const PUT_IN_NOUN =
  /\b(?:installed base|(?:worldwide|global|total|national) base|installations|deployments|placements|rollout|installs) (?:\w+ ){0,3}$/i

export type StageWords = { own: string; behind: string; before: string; zone: Zone }

/** The words that speak of the figure: all of its part, behind the figure, and before it. */
export function wordsOfStage(frame: Frame, candidate: Candidate): StageWords {
  const zone = zoneOf(frame, candidate)
  const end = Math.max(zone.end, candidate.quoteEnd)
  return {
    own: frame.text.slice(zone.start, end),
    behind: frame.text.slice(candidate.quoteEnd, end),
    before: frame.text.slice(zone.start, candidate.figure.start),
    zone,
  }
}

const WILL =
  /^(?: [\w'-]+){0,4}? (?:will|'ll|plan(?:s|ned)? to|intend(?:s|ed)? to|aim(?:s|ed)? to|hope(?:s|d)? to|expect(?:s|ed)? to|(?:are|is) (?:set|due|scheduled|going|about) to|(?:are|is) to (?:get|receive|have|be|use|start|follow|join))\b/i

/** Words that put it off: "another nine to follow", "30 more are waiting for equipment". */
export function isAwaiting(frame: Frame, candidate: Candidate): boolean {
  const pieces = piecesOf(frame)
  const piece = pieces[pieceAt(pieces, candidate.figure.start)]
  const text = frame.text.slice(candidate.figure.end, piece?.end ?? frame.text.length)
  return AWAITING.test(text) || (candidate.direction !== 'right' && WILL.test(text))
}

/** What is planned: an end, or a beginning. */
export function plannedStageOf(frame: Frame, candidate: Candidate): ClaimStage {
  const { own } = wordsOfStage(frame, candidate)
  return hasStopped(own) ? 'discontinued' : 'planned'
}

/** The stage of a figure that is so already: what its own part of the sentence says, then what its verb's part says. */
export function stageOf(frame: Frame, candidate: Candidate): ClaimStage {
  const { stage } = candidate
  if (stage === 'authorised' || candidate.unit === 'device') return stage
  const { own, before, behind, zone } = wordsOfStage(frame, candidate)
  if (hasStopped(behind) || hasStopped(before) || LOST_JUST_BEFORE.test(before)) return 'discontinued'
  const here = stageHere(frame, candidate)
  if (here) return here
  const firm = isFirm(frame, candidate, zone)
  if (stage === 'discontinued') return firm || !hasVerb(frame, zone) ? stage : 'in_use'
  if (stage === 'announced') return stage
  if (isTrying(frame, candidate, own)) return 'piloting'
  if ((stage === 'in_use' || stage === 'piloting') && isAlways(own)) return 'routine'
  if (stage === 'piloting') {
    if (!firm && isPutIn(own)) return 'deployed'
    return TRYING.test(frame.text.replace(NO_TRIAL, ' ')) ? stage : 'in_use'
  }
  const key = frame.tokens[candidate.predicateFrom]?.key ?? ''
  if (
    SIGNING.test(key) &&
    !/^(?:in|into|onto|off|out)$/.test(frame.tokens[candidate.predicateFrom + 1]?.key ?? '') &&
    candidate.direction !== 'inherited' &&
    !isPutIn(own)
  )
    return 'announced'
  if (stage === 'deployed' && !isPutIn(own) && !isListed(frame, candidate)) return 'in_use'
  if (stage !== 'in_use') return stage
  if (firm) return isPutInNoun(frame, candidate) ? 'deployed' : stage
  if (isPutIn(own) || HARDWARE.test(own)) return 'deployed'
  if (SIGNED.test(own)) return 'announced'
  if (
    candidate.unit === 'system_installed' &&
    STANDING.test(frame.text.slice(candidate.unitFrom, candidate.unitTo))
  )
    return hasVerb(frame, zone) ? stage : 'deployed'
  const spoken = spokenBefore(frame, zone)
  const stands = isPutIn(spoken) || HARDWARE_LISTED.test(spoken)
  return spoken !== '' && stands && candidate.predicateWeak ? 'deployed' : stage
}

/** "whereas seven were trialling it, three have since bought one": the verb was taken from another part. */
function stageHere(frame: Frame, candidate: Candidate): ClaimStage | undefined {
  const pieces = piecesOf(frame)
  const piece = pieces[pieceAt(pieces, candidate.figure.start)]
  const verb = frame.tokens[candidate.predicateFrom]?.start ?? -1
  if (!piece || (candidate.direction !== 'inherited' && verb >= piece.start && verb < piece.end))
    return undefined
  const text = frame.text.slice(piece.start, Math.max(piece.end, candidate.quoteEnd))
  if (TRYING.test(text.replace(NO_TRIAL, ' '))) return 'piloting'
  const { from, to } = tokensIn(frame, piece)
  const own = frame.predicates.find(
    (hit) =>
      hit.from >= from &&
      hit.from < to &&
      /^(?:past|ing|base|third)$/.test(hit.value.form) &&
      hit.value.role === 'use',
  )
  const said = own?.value.stage
  if (said === 'in_use' && isAlways(text)) return 'routine'
  return said ?? (isPutIn(text) ? 'deployed' : undefined)
}

function isPutIn(text: string): boolean {
  return PUT_IN.test(text.replace(COMPOUND, ' '))
}

function isAlways(text: string): boolean {
  return ALWAYS.test(text.replace(NO_HABIT, ' '))
}

/** A verb of the lexicon says deployed; of the others only words of putting in do. */
function isListed(frame: Frame, candidate: Candidate): boolean {
  if (candidate.direction === 'inherited') return true
  return frame.predicates.some((hit) => hit.from === candidate.predicateFrom)
}

/** Verbs of a contract: what follows may be years away. */
const SIGNING =
  /^(?:sign|signs|signed|signing|won|win|wins|contracted|ordered|orders|agreed|procured|purchased)$/
function isPutInNoun(frame: Frame, candidate: Candidate): boolean {
  return PUT_IN_NOUN.test(frame.text.slice(0, frame.tokens[candidate.predicateFrom]?.start ?? 0))
}

/** "that a nurse can turn off", "never dropped it": no end. */
function hasStopped(text: string): boolean {
  const match = STOPPED.exec(text)
  return (
    match !== null && !/\b(?:can|could|may|might|not|never|n't|without) $/i.test(text.slice(0, match.index))
  )
}

/** A verb that says what they do, not "have" or "with" and not the noun of it. */
function isFirm(frame: Frame, candidate: Candidate, zone: Zone): boolean {
  if (candidate.direction === 'inherited' || candidate.predicateWeak) return false
  const at = frame.tokens[candidate.predicateFrom]?.start ?? -1
  if (at < zone.start || at >= zone.end) return false
  return frame.predicates.some(
    (hit) => hit.from === candidate.predicateFrom && hit.value.form !== 'noun' && hit.value.form !== 'be',
  )
}

const IRREGULAR =
  /^(?:kept|left|took|put|sent|gave|ran|went|made|found|held|won|lost|keep|keeps|leave|leaves)$/

function hasVerb(frame: Frame, zone: Zone): boolean {
  const { from, to } = tokensIn(frame, zone)
  return (
    frame.predicates.some((hit) => hit.from >= from && hit.from < to) ||
    frame.tokens.slice(from, to).some((token) => looksPast(token.key) || IRREGULAR.test(token.key))
  )
}

/** A trial said of this figure, or of the whole sentence where it counts nothing else. */
function isTrying(frame: Frame, candidate: Candidate, own: string): boolean {
  if (TRYING.test(own.replace(NO_TRIAL, ' '))) return true
  if (candidate.stage === 'piloting' && candidate.direction === 'inherited') return false
  const others = piecesOf(frame).filter((piece) => hasFigure(frame, piece))
  return others.length <= 1 && TRYING.test(frame.text.replace(NO_TRIAL, ' '))
}

/** "Robots are installed in Polish hospitals: 58 in 2024": what a part without a figure says just before. */
function spokenBefore(frame: Frame, zone: Zone): string {
  const pieces = piecesOf(frame)
  const at = pieceAt(pieces, zone.start)
  const piece = pieces[at - 1]
  return piece && !hasFigure(frame, piece) ? frame.text.slice(piece.start, piece.end) : ''
}
