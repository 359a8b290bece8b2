// How an English claim is meant: done or planned, affirmed or denied, in the present or the past, a stock or a flow.
// Tables of patterns over the words between the figure and its verb and around them; a new wording is a new row.
import type { ClaimModality } from '../model.ts'
import type { Candidate, Frame, Tense } from './frame.ts'
import { isAwaiting, plannedStageOf, stageOf } from './stage-en.ts'
import { zoneOf, zoneText } from './zone-en.ts'

/** Sentences that count for a study, a poll or a danger, whatever their verbs. */
const OUT: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['a capacity', /\b(?:at once|at the same time|simultaneously|concurrently)\b/i],
  ['a capacity', /\bcan (?:serve|support|handle|process|reach|accommodate)\b/i],
  [
    'a trial that recruits',
    /\b(?:randomi[sz]ed (?:controlled|clinical)|cluster[- ]randomi|enrolled|recruited|were randomi[sz]ed)\b/i,
  ],
  [
    'a study set',
    /\b(?:trained|validated|tested) (?:on|with|using|across|at|in) (?:\w+ ){0,4}(?:data|records|images|scans|cases|patients|x-rays|hospitals|sites|\d)/i,
  ],
]

const HYPOTHETICAL =
  /^(?:Were|Should|Had) (?:the|it|they|a|all|every)\b|\b(?:if|unless|provided that|assuming|were to|in case|suppose|should (?:every|all|the)|hypothetically)\b/i
const FORECAST =
  /\b(?:analysts|economists|forecasters|consultants|experts|researchers|observers|broker|brokers|consultancy)[^,;]{0,30}\bexpects?\b|\bexpects? (?:(?:up to|at least|about|some|around|nearly|almost|more than|over|as many as) )?$|\b(?:could|(?-i:may)(?! (?:only |now |already )?(?:be )?(?:sold|used|supplied|marketed|prescribed|use|sell|supply|not)\b)|might|is likely|are likely|likely to|expected to|forecast|forecasts|predicts?|predicted|projected|projects|estimates? that by|is set to (?:reach|exceed|grow|rise)|on (?:track|course) (?:to|for)|would reach|will (?:reach|exceed|surpass|grow|rise)|poised to|(?:is|are|was|were) expected\b)\b/i
const PLANNED =
  /\b(?:will|plans?(?! (?:\w+ )?(?:treatments?|radiotherapy|surgery|operations?|care)\b)|(?<!-)planned|(?<!-)planning(?! (?:AI|system|software|tool|module|platform|service|meeting|department))|aims?|aimed|aiming|intends?|intended|intending|set to|sets? out to|due to|scheduled to|hopes?|hoped|hoping|going to|slated to|targets?|targeting|goal|ambition|wants? to|pledged|vowed|committed to|preparing|prepares|agreed to|would|(?:is|are) to (?:be|get|receive|have|use|start|begin|adopt|deploy|install|roll|introduce|pilot|gain|go|expand|extend|open)\b|to be (?:deployed|installed|rolled out|used)|considering|expects? to|expecting to|propos\w+|about to|want|seeks? to|seeking to|promises? to|ready to|in the pipeline|roadmap)\b/i
/** "wants 900 hospitals on it": a number as an aim. */
const WANTED =
  /\b(?:wants?|seeks?|targets?|targeting|eyes|eyeing|aims? for|aiming for|hopes? for|plans? for|planned for|promises?|promised|pledges?|pledged|a target of|a goal of|an aim of|earmarked for|budgeted for)(?: (?:to have|an?|the|some|about|at least|more than|over|around|up to|nearly|another|all|its|their))* $/i
const LIKELY =
  /^[^,;]{0,60}?\b(?:are|is) (?:now |widely )?(?:expected|projected|forecast|predicted|likely|tipped)\b/i
/** Who plans nothing, but foresees it. */
const FORESEEN =
  /\b(?:we|analysts?|economists?|forecasters?|consultants?|consultancy|researchers?|modellers?|the (?:firm|report|study|model|paper|broker|bank)) (?:now |also )?(?:projects?|projected|forecasts?|predicts?|predicted|estimates? that|reckons? that|foresees?|foresaw)\b|\b(?:forecasts?|projections?|predictions?) (?:by|from|of|that|put|say|show|suggest)\b|\bon (?:current|present) trends?\b/i
/** "would give six trusts access", "plans to let 300 hospitals use it" */
const LETS =
  /\b(?:will|would|plans?|planned|aims?|intends?|hopes?|wants?|set to|due to|going to|expects?|pledged|promised)\b[^,;]{0,30}\b(?:give|let|allow|enable|offer|grant|provide|see|have|get|help|bring|equip|supply)\w* (?:\w+ ){0,2}$/i
const NEGATED =
  /\b(?:not|n't|never|no longer|yet to|without|refus\w+ to|declin\w+ to|fail\w+ to|nor|neither|non-?users?|lack(?:s|ed|ing)?|hardly|avoid\w*|banned|ban|forbid\w*|prohibit\w*|block\w*|do(?:es)? without)\b|\bhave no\b|\bhad no\b/i
const DENIED =
  /\b(?:denied|denies|deny|rejected|false|untrue|not true|wrongly|incorrect|mistaken|debunk\w*|no evidence|disput\w+|misleading|myth|never said)\b/i
const FLOW =
  /\b(?:in the (?:first|second|third|fourth|last|past|latest)? ?(?:quarter|month|half)|during the (?:quarter|month|year)|new(?:ly)?|additional|more (?:hospitals|systems|sites)|added|another|last (?:quarter|month)|that (?:year|quarter|month)|per (?:month|year|quarter)|a (?:month|year|quarter)|each (?:month|year))\b/i
const FLOW_VERB =
  /\b(?:placed|shipped|installed|sold|cleared|approved|authori[sz]ed|added|signed|onboarded|joined)\b/i
const REPORTED_PAST =
  /\b(?:used|adopted|deployed|implemented|installed|ran|chose|introduced|rolled out|piloted|trialled|tried|tested|integrated)\b/i

/** Sets stage, modality, polarity, tense and accumulation; false when the sentence is about something else. */
export function judgeEnglish(frame: Frame, candidate: Candidate): boolean {
  if (OUT.some(([, pattern]) => pattern.test(frame.text))) return false
  if (candidate.direction === 'inherited') {
    candidate.tense = tenseLeaning(frame, candidate)
    if (
      /^.{0,12}\b(?:plan|intend|expect|hop|aim|will|would)\w*(?: to)? do (?:so|it|the same)/i.test(
        frame.text.slice(candidate.figure.end),
      )
    ) {
      candidate.modality = 'planned'
      candidate.stage = 'planned'
    }
    if (
      /^.{0,24}\b(?:to (?:follow|come|join)|will (?:follow|join)|next year|are (?:due|planned|to follow))\b/i.test(
        frame.text.slice(candidate.figure.end),
      )
    ) {
      candidate.modality = 'planned'
      candidate.stage = 'planned'
    }
    if (
      /^(?:now|today|currently)/i.test(frame.text.slice(candidate.figure.start - 14)) ||
      /\btoday\b[^;,]{0,12}$/i.test(frame.text.slice(0, candidate.figure.start))
    )
      setNow(candidate)
    if (isTarget(frame, candidate)) {
      candidate.modality = 'planned'
      candidate.stage = 'planned'
    }
    setStage(frame, candidate)
    return true
  }
  const clause = clauseOf(frame, candidate)
  const window = windowOf(frame, candidate)
  const verb = frame.text.slice(
    frame.tokens[candidate.predicateFrom]!.start,
    frame.tokens[candidate.predicateTo - 1]!.end,
  )
  setPolarity(candidate, window, clause, frame.text)
  const doing = frame.technologies.some((hit) => hit.from === candidate.predicateFrom) ? '' : verb
  setTense(candidate, window, doing, frame.text.slice(0, candidate.figure.start))
  setModality(candidate, window, frame)
  if (candidate.tense === 'past' && isFrontedParticiple(candidate)) candidate.tense = 'present'
  if (candidate.stage === 'announced' && candidate.modality === 'actual' && /\bwould\b/i.test(window))
    candidate.modality = 'planned'
  setStage(frame, candidate)
  const flow = FLOW_VERB.test(verb) || candidate.stage === 'announced'
  const period = frame.text.slice(Math.max(0, candidate.figure.start - 60), candidate.quoteEnd + 60)
  if (
    flow &&
    (FLOW.test(clause) || (/\b(?:in|during) (?:19|20)\d\d\b/.test(period) && candidate.tense === 'past'))
  )
    candidate.accumulation = 'flow'
  if (candidate.unit === 'encounter') candidate.accumulation = 'flow'
  return true
}

function setNow(candidate: Candidate) {
  candidate.modality = 'actual'
  candidate.tense = 'present'
  if (candidate.stage === 'planned') candidate.stage = 'in_use'
}

/** "a year earlier the figure was 20%" is past; what it leans on may not be. */
function tenseLeaning(frame: Frame, candidate: Candidate): Tense {
  const before = frame.text.slice(Math.max(0, candidate.figure.start - 30), candidate.figure.start)
  return /\b(?:was|were|stood at|from|than|had been)\b/.test(before) ? 'past' : candidate.tense
}

function clauseOf(frame: Frame, candidate: Candidate): string {
  const from = Math.min(candidate.figure.start, frame.tokens[candidate.predicateFrom]!.start)
  const to = Math.max(candidate.quoteEnd, frame.tokens[candidate.predicateTo - 1]!.end)
  const lead = frame.text.slice(0, from)
  const start =
    Math.max(
      lead.lastIndexOf(';'),
      lead.lastIndexOf(' but '),
      lead.lastIndexOf('. '),
      lead.lastIndexOf(', while '),
      lead.lastIndexOf(', and '),
      -1,
    ) + 1
  const tail = frame.text.slice(to)
  const end = /[;]|, (?:and|but|while|whereas|which|up|with|against)\b| but |\. |, \d| and \d/.exec(tail)
  return frame.text.slice(start, to + (end ? end.index : tail.length))
}

/** The words between figure and verb; of a verb on the left also what leads to it. */
function windowOf(frame: Frame, candidate: Candidate): string {
  const { tokens } = frame
  if (candidate.direction === 'right')
    return frame.text.slice(
      candidate.figure.end,
      tokens[candidate.predicateTo - 1]!.end +
        (/^ no\b/.test(frame.text.slice(tokens[candidate.predicateTo - 1]!.end)) ? 3 : 0),
    )
  const from = Math.max(0, candidate.predicateFrom - 7)
  const lead = frame.text.slice(tokens[from]!.start, tokens[candidate.predicateTo - 1]!.end)
  const cut = Math.max(lead.lastIndexOf(';'), lead.lastIndexOf(', '))
  return `${lead.slice(cut + 1)} ${frame.text.slice(tokens[candidate.predicateTo - 1]!.end, candidate.figure.start)}`
}

function setPolarity(candidate: Candidate, window: string, clause: string, text: string) {
  const negated =
    NEGATED.test(window.replace(/\bnot only\b|\bwhether or not\b|\bno (?:fewer|less|more) than\b/gi, '')) &&
    candidate.figure.value !== 0
  const denied =
    DENIED.test(text.slice(0, candidate.figure.start)) ||
    /\bnot (?:exactly |the )?$/i.test(text.slice(0, candidate.figure.start))
  if (negated || denied) {
    candidate.polarity = 'negated'
    candidate.reasons.push({
      field: 'polarity',
      words: denied ? 'the sentence denies the figure' : 'negated between number and verb',
      points: -0.1,
    })
  }
  if (/\bno longer\b|\bstopp?ed using\b/i.test(clause) && negated && /no longer/i.test(window)) {
    candidate.polarity = 'affirmed'
    candidate.stage = 'discontinued'
  }
}

function setModality(candidate: Candidate, window: string, frame: Frame) {
  if (isStartingPoint(frame, candidate)) return
  if (isTarget(frame, candidate)) {
    candidate.modality = 'planned'
    candidate.stage = 'planned'
    return
  }
  const lead = frame.text.slice(0, candidate.figure.start)
  const near = lead.slice(-50)
  const zone = zoneText(frame, candidate)
  let modality: ClaimModality = 'actual'
  if (HYPOTHETICAL.test(lead.slice(-140)) || /\bif\b/i.test(window)) modality = 'hypothetical'
  else if (FORECAST.test(window) || FORECAST.test(near.replace(/.*[,;] /, ''))) modality = 'forecast'
  else if (PLANNED.test(window) && !/\bwilling\b/.test(window)) modality = 'planned'
  else if (candidate.direction === 'left' && PLANNED.test(beforeVerb(frame, candidate))) modality = 'planned'
  else if (candidate.direction === 'right' && LETS.test(near)) modality = 'planned'
  else if (WANTED.test(near)) modality = 'planned'
  else if (LIKELY.test(behindOf(frame, candidate))) modality = 'forecast'
  else if (candidate.direction === 'left' && HEADLINE.test(lead)) modality = 'planned'
  else if (
    candidate.tense !== 'past' &&
    frame.dates.some((date) => date.future && zone.includes(frame.text.slice(date.start, date.end))) &&
    /\bby\b|\bnext\b|within/i.test(zone) &&
    !/\b(?:have|has|had|now|already)\b/i.test(window)
  )
    modality = 'planned'
  if (modality === 'planned' && FORESEEN.test(frame.text)) modality = 'forecast'
  if (modality === 'actual') return
  candidate.modality = modality
  candidate.reasons.push({ field: 'modality', words: `${modality}, not yet so`, points: -0.05 })
  if (modality === 'planned')
    candidate.stage = /\bwould\b|\bpromised\b|\bagreed\b|\bannounc/i.test(window + near)
      ? 'announced'
      : 'planned'
}

/** "would extend it from eight hospitals to 99", "to pass 90,000, from 35,000 now": where they stand today. */
function isStartingPoint(frame: Frame, candidate: Candidate): boolean {
  const before = frame.text.slice(Math.max(0, candidate.figure.start - 30), candidate.figure.start)
  const after = frame.text.slice(candidate.quoteEnd)
  return (
    /\b(?:up )?from (?:(?:the|its|about|some|roughly|around|just|only|nearly|today's|the current|the present) )*$/i.test(
      before,
    ) && /^[^,;.]{0,30}?(?: to | now\b| today\b| currently\b| at present)|^[.,;]|^$/.test(after)
  )
}

/** "would extend it from eight hospitals to 99": what is to be. */
function isTarget(frame: Frame, candidate: Candidate): boolean {
  const zone = frame.text.slice(0, candidate.figure.start)
  const match = /\bfrom [^;]{0,60} to (?:[a-z-]+ ){0,3}$/i.exec(zone)
  return (
    match !== null &&
    (PLANNED.test(zone.slice(Math.max(0, match.index - 90), match.index)) ||
      FORECAST.test(zone.slice(Math.max(0, match.index - 60), match.index)))
  )
}

/** "Trinity Oaks to put cameras in 26 hospitals": a headline's future. */
const HEADLINE =
  /^(?:(?!\b(?:is|are|was|were|has|have|had|will|said|says|able|used|due|how|why|what|way|plans?|need|needs)\b)[\w'’&.-]+ ){1,9}to (?:roll|deploy|install|put|equip|adopt|use|introduce|launch|expand|extend|bring|get|receive|pilot|trial|test|supply|provide|hand|give|fit|add|place|open|go|switch|start|buy|implement|integrate|connect|have|offer|spread|reach|double|triple)\b/

/** From those counted to the end of their part of the sentence. */
function behindOf(frame: Frame, candidate: Candidate): string {
  const { end } = zoneOf(frame, candidate)
  return frame.text.slice(candidate.quoteEnd, Math.max(end, candidate.quoteEnd))
}

function beforeVerb(frame: Frame, candidate: Candidate): string {
  const at = frame.tokens[candidate.predicateFrom]!.start
  return frame.text.slice(Math.max(0, at - 40), at).replace(/.*[,;] /, '')
}

/** "leapt by 19 points": where it stands since. */
const JUMPED =
  /\b(?:leapt|leaped|jumped|rose|climbed|grew|fell|soared|surged|slipped|dropped)(?: by| to)?(?: (?:about|some|nearly|more than|over|at least|around|roughly|just))* $/i

function setTense(candidate: Candidate, window: string, verb: string, before: string) {
  const text = `${window} ${verb}`
  let tense: Tense = 'present'
  if (JUMPED.test(before)) tense = 'perfect'
  else if (/\b(?:have|has|'ve)\b(?! (?:a|an|the|no|access)\b)/i.test(text)) tense = 'perfect'
  else if (/\breported (?:\w+ly )?(?:using|having|relying)\b/i.test(text)) tense = 'present'
  else if (/\b(?:leapt|jumped|rose|climbed|grew|fell|doubled|tripled|quadrupled|soared|surged)\b/i.test(verb))
    tense = 'perfect'
  else if (/\bhad\b/i.test(text)) tense = /\b(?:told|admitted|confirmed)\b/.test(text) ? 'past' : 'perfect'
  else if (/\b(?:was|were)\b/i.test(window)) tense = 'past'
  else if (/\b(?:is|are|now|currently)\b/i.test(window)) tense = 'present'
  else if (
    REPORTED_PAST.test(verb) ||
    /(?:ed|went|chose|ran|built|bought|came|took|gave|kept|left|put|sent|brought|lost|won|held|began|set|made|saw|told|wrote|spent|paid)\b/i.test(
      verb,
    )
  )
    tense = 'past'
  else if (/\b(?:put|reported|involved|exceeded|reached|stood)\b/i.test(window)) tense = 'past'
  candidate.tense = tense
}

/** "Switched on at all 14 hospitals, the model scans …": a state, not an event. */
function isFrontedParticiple(candidate: Candidate): boolean {
  return candidate.predicateFrom === 0 && candidate.direction === 'left'
}

/** What is to come keeps no stage of its own, but for an end. */
function setStage(frame: Frame, candidate: Candidate) {
  const said = candidate.stage
  if (candidate.modality === 'actual' && said !== 'announced' && isAwaiting(frame, candidate)) {
    candidate.modality = 'planned'
    candidate.stage = plannedStageOf(frame, candidate)
  } else if (candidate.modality === 'planned' && candidate.stage === 'planned')
    candidate.stage = plannedStageOf(frame, candidate)
  if (
    candidate.modality === 'actual' ||
    candidate.modality === 'forecast' ||
    candidate.modality === 'hypothetical'
  )
    candidate.stage = stageOf(frame, candidate)
}
