// From the figures of an English sentence to candidates: the unit, the predicate, how it is meant. Figures are read in
// order, so that "up from 66% in 2023" and "110 of them" can lean on the one before.
import type { ClaimReason } from '../model.ts'
import { isVetoed } from './against-en.ts'
import { isAside, outsideTools } from './aside-en.ts'
import { type Weighed, weighEvidence } from './evidence-en.ts'
import type { Figure } from './figure.ts'
import { isLoneOne, isLooseUser, isRestricted, needsTechnology, technologyNear } from './fit-en.ts'
import { type Candidate, type Frame, tokenAt } from './frame.ts'
import { type Around, coordinateWith, FIGURE_WAS, leanOn, UP_FROM } from './lean-en.ts'
import type { PreparedLexicon } from './lexicon.ts'
import { type Link, linkEnglish } from './link-en.ts'
import { judgeEnglish } from './mood-en.ts'
import { type FoundUnit, findEnglishUnit } from './unit-en.ts'
import type { Predicate } from './verbs-en.ts'

const ADOPTERS_ONLY = new Set(['encounter', 'download', 'device', 'patient', 'people_covered'])

const CHANGE_BEFORE =
  /\b(?:gr[eo]w(?:n|ing|s)?|r[io]se[ns]?|rising|increas(?:e|ed|es|ing)|up|jump(?:ed|s)?|climb(?:ed|s)?|surg(?:ed|es)|soar(?:ed|s)?|expand(?:ed|s)?|fell|falls?|fallen|dropp?(?:ed|s)?|declin(?:ed|es)|decreas(?:ed|es)|down|shrank|swell(?:ed)?|gain(?:ed)?|shrunk|shrink(?:s|ing)?|shorten(?:ed)?|reduced|lengthened|slipped|edged up|ticked up)(?: by| of| an estimated| some| nearly| about| another| more than| over)* ?$/i
const CHANGE_AFTER =
  /^ (?:more|fewer|higher|lower|up|down) (?:than|on)\b|^ (?:\w+ )?(?:increase|rise|growth|jump|surge|gain|drop|decline|fall|decrease|climb|expansion|year[- ]on[- ]year|year[- ]over[- ]year)\b/i

/** What the sentences before hand on: the noun that was counted last, and the last figure. */
export type Handed = { unit?: FoundUnit; candidate?: Candidate }

export function readEnglish(frame: Frame, lexicon: PreparedLexicon, handed: Handed): Candidate[] {
  if (/\?["”]?$/.test(frame.text)) return []
  const candidates: Candidate[] = []
  let lastUnit = handed.unit
  let last = handed.candidate
  let insideUntil = 0 // "74% of the 27 member states": the 27 belong to the 74%
  let refusedTo = -1
  let asideEnd = 0 // "41 clinicians at six hospitals" that were asked: both are the sample
  let aside: { figure: Figure; unit: FoundUnit } | undefined
  for (const figure of inReadingOrder(frame)) {
    const before = frame.text.slice(Math.max(0, figure.start - 70), figure.start)
    const after = frame.text.slice(figure.end, figure.end + 70)
    if (figure.start < insideUntil) continue
    const read = findEnglishUnit(frame, figure, lexicon, lastUnit)
    if (read === 'other') {
      // "bought 600 licences but returned 450 of them": from here on the licences are meant
      if (lastUnit?.words !== undefined) lastUnit = undefined
      if (last === handed.candidate) last = undefined
      if (figure.kind !== 'factor') continue
    }
    const unit = read === 'other' ? undefined : read
    if (unit && !unit.inherited && (figure.kind === 'share' || /^ of\b/.test(after))) insideUntil = unit.from
    if (
      isAside(outsideTools(frame, before, figure), figure.kind === 'share' ? '' : after) ||
      (asideEnd > 0 && /^ (?:at|in|from|across|of)(?: the)? $/.test(frame.text.slice(asideEnd, figure.start)))
    ) {
      if (unit && !unit.inherited) {
        lastUnit = unit
        aside = { figure, unit }
        asideEnd = unit.to
      }
      continue
    }
    // "has 14 physicians and three nurses": what is no claim of the first is none of the second
    if (refusedTo >= 0 && unit && !unit.inherited && JOINED.test(frame.text.slice(refusedTo, figure.start))) {
      refusedTo = unit.to
      continue
    }
    const candidate = readFigure(frame, figure, unit, { before, after, last, lexicon })
    refusedTo = !candidate && unit && !unit.inherited ? unit.to : -1
    if (unit && (!unit.inherited || unit.words === undefined) && !ADOPTERS_ONLY.has(unit.id)) lastUnit = unit
    if (!candidate) continue
    if (figure.kind === 'share' || figure.total !== undefined || aside)
      addDenominator(candidate, aside, figure)
    candidates.push(candidate)
    last = candidate
  }
  handOn(handed, frame, lastUnit, last)
  return candidates
}

const JOINED = /^ ?(?:,|and|, and|&) (?:(?:some|about|another|a further) )?$/

function handOn(handed: Handed, frame: Frame, unit: FoundUnit | undefined, last: Candidate | undefined) {
  if (unit)
    handed.unit = {
      ...unit,
      words: unit.words ?? frame.text.slice(unit.from, unit.to),
      how: 'the sentence before',
      from: 0,
      to: 0,
    }
  if (last && last !== handed.candidate)
    handed.candidate = {
      ...last,
      predicateFrom: -1,
      predicateTo: -1,
      unitFrom: 0,
      unitTo: 0,
      unitWords: last.unitWords ?? frame.text.slice(last.unitFrom, last.unitTo),
    }
}

/** "rose from 38% in 2023 to 66%": the earlier value leans on the later one, so that is read first. */
function inReadingOrder(frame: Frame): Figure[] {
  const figures = [...frame.figures]
  for (let i = 0; i + 1 < figures.length; i++) {
    const [first, second] = [figures[i]!, figures[i + 1]!]
    const from = /\bfrom(?: just| only| about)? ?$/i.test(
      frame.text.slice(Math.max(0, first.start - 14), first.start),
    )
    const to = /^[^,;.]{0,30}\bto $/i.test(frame.text.slice(first.end, second.start))
    if (!from || !to || first.kind !== second.kind) continue
    figures[i] = second
    figures[i + 1] = first
    i++
  }
  return figures
}

function addDenominator(
  candidate: Candidate,
  aside: { figure: Figure; unit: FoundUnit } | undefined,
  figure: Figure,
) {
  const count = figure.total ?? (aside && aside.unit.id === candidate.unit ? aside.figure.value : undefined)
  if (count !== undefined) candidate.denominatorCount = count
}

function readFigure(
  frame: Frame,
  figure: Figure,
  unit: FoundUnit | undefined,
  around: Around,
): Candidate | undefined {
  const figureFrom = tokenAt(frame.tokens, figure.start)
  const change = changeOf(figure, around)
  if (!unit && !(around.last && (UP_FROM.test(around.before) || FIGURE_WAS.test(around.before))))
    return undefined
  const found = unit ?? unitOf(around.last!)
  if (ADOPTERS_ONLY.has(found.id) && figure.kind === 'share') return undefined
  if (figure.kind === 'factor' && !change) return undefined
  const link = findLink(frame, figure, found, figureFrom)
  const leaning =
    leanOn(frame, figure, found, around, link) ?? coordinateWith(frame, figure, found, around, link)
  if (found.inherited && !leaning && change && !growsHere(frame, figure, found)) return undefined
  const chosen = leaning ? undefined : link
  const governed = leaning !== undefined || (chosen !== undefined && isGoverned(frame, figure, found, chosen))
  if (isLoneOne(figure, frame.text)) return undefined
  const weighed = ADOPTERS_ONLY.has(found.id) ? undefined : weighEvidence(frame, figure, found)
  if (!governed && !weighed?.accepted) return undefined
  const how = governed
    ? { ...(chosen ? { link: chosen } : {}), ...(leaning ? { leaning } : {}) }
    : { link: weighed!.link }
  const candidate = compose(frame, figure, found, { ...how, ...(weighed ? { weighed } : {}), governed })
  if (change) candidate.change = change
  return judgeEnglish(frame, candidate) ? candidate : undefined
}

/** "and waiting lists have shrunk by 12 per cent": it is something else that grew or shrank. */
function growsHere(frame: Frame, figure: Figure, unit: FoundUnit): boolean {
  const lead = frame.text.slice(0, figure.start)
  const from = lead.search(/[^,;:]*$/)
  const clause = lead.slice(Math.max(from, lead.lastIndexOf(' and ') + 1))
  if (clause.trim().length < 12 || unit.to > lead.length - clause.length) return true
  if (frame.technologies.some((hit) => frame.tokens[hit.from]!.start >= lead.length - clause.length))
    return true
  return GROWING_SUBJECT.test(clause)
}

const GROWING_SUBJECT =
  /\b(?:use|usage|uptake|adoption|numbers?|share|proportion|percentage|penetration|rates?|figures?|totals?|tally|count|list|base|ranks|footprint|coverage|installations?|deployments?|subscriptions?|sign-ups?|customers?|users?|sites?|units?|systems?|licen[cs]es|it|they|that|which|this|up|down|rise|increase|growth|jump|gain|drop|fall|decline)\b/i

/** A known verb and nothing that speaks against its governing the figure. */
function isGoverned(frame: Frame, figure: Figure, unit: FoundUnit, link: Link): boolean {
  if (isLooseUser(frame, unit, link) || isVetoed(frame, figure, unit, link)) return false
  if (needsTechnology(link) && !technologyNear(frame, link)) return false
  if (figure.total !== undefined && isRestricted(frame, unit, link)) return false
  if (unit.words !== undefined && (link.direction !== 'right' || link.distance > 6)) return false
  if (unit.inherited && !fitsAlone(frame, figure, unit, link)) return false
  return !ADOPTERS_ONLY.has(unit.id) || fitsThing(frame, unit, link, figure)
}

const AUTHORISED: Predicate = { stage: 'authorised', role: 'clear', form: 'past' }
const PLACED: Predicate = { stage: 'in_use', role: 'reach', form: 'be', weak: true }
const REGULATOR =
  /\b(?:FDA|Food and Drug Administration|NMPA|MHRA|Health Canada|TGA|PMDA|CE[- ]mark\w*|regulators?|EU MDR|510\(k\)|De Novo|[Rr]egister of|[Dd]evice [Rr]egist(?:er|ry)|[Aa]pprovals? (?:of|for)|[Aa]uthori[sz]ations? (?:of|for)|[Cc]learances? (?:of|for)|[Tt]he (?:agency|authority|watchdog) (?:has |had )?(?:cleared|approved|authori[sz]ed|licen[cs]ed|registered))\b/
const AUTHORISING =
  /\b(?:authori[sz]\w+|approv\w+|clear(?:ed|ance|ances)|list(?:ed|s)?|total|tally|database|count|certif\w+|grant\w*|mark|register|green[- ]light\w*|registered|wav(?:ed|ing|es) (?:through|[\w,]+ .{0,40}onto)|okay\w*|permitted|licen[cs]ed|admitted|endorsed|passed|nods?|on the market|allowed)\b/i

function findLink(frame: Frame, figure: Figure, unit: FoundUnit, figureFrom: number): Link | undefined {
  const link = linkEnglish(frame, figure, unit, figureFrom)
  const at = { from: Math.max(0, figureFrom - 1), to: figureFrom, direction: 'left' as const, distance: 4 }
  if (unit.id === 'device' && link?.predicate.role !== 'clear') {
    if (figure.value === 1 || !REGULATOR.test(frame.text) || !AUTHORISING.test(frame.text)) return link
    return { ...at, from: figureFrom, to: figureFrom + 1, predicate: AUTHORISED }
  }
  if (link || ADOPTERS_ONLY.has(unit.id)) return link
  if (unit.inherited) return equipped(frame, unit, at)
  // "its AI in 5,000 hospitals": the technology stands right before the place
  const inside = /^(?:in|at|across|inside)$/.test(frame.tokens[figureFrom - 1]?.key ?? '')
  if (inside && frame.technologies.some((hit) => hit.to === figureFrom - 1))
    return { ...at, predicate: PLACED }
  return subjectTool(frame, figureFrom) ? { ...at, predicate: PLACED } : equipped(frame, unit, at)
}

/** "its qXR reads chest films at 2,900 sites": a tool at work, and where. */
function subjectTool(frame: Frame, figureFrom: number): boolean {
  const lead = frame.text.slice(0, frame.tokens[figureFrom]!.start)
  if (!/\b(?:at|across|in) (?:\w+ )?$/.test(lead)) return false
  return frame.technologies.some(
    (hit) => hit.to < figureFrom && figureFrom - hit.to <= 8 && WORKS.test(frame.tokens[hit.to]!.key),
  )
}

/** What tools do all day. */
const WORKS =
  /^(?:reads?|analys(?:es|e)|analyz(?:es|e)|screens?|transcribes?|drafts?|writes?|monitors?|flags?|triages?|interprets?|handles?|answers?|process(?:es)?|scans?|runs?|works?|operates?|records?|summari[sz]es?|checks?|sorts?|listens?|codes?|guides?|watch(?:es)?|greets?|delivers?|dispenses?|takes?|keeps?|calls?|rings?|predicts?|alerts?|warns?|schedules?|books?|translates?|measures?)$/

type Beside = { from: number; to: number; direction: 'left'; distance: number }

/** "hospitals with DeepSeek", "trusts running Brainomix": the technology stands right behind those who have it. */
function equipped(frame: Frame, unit: FoundUnit, at: Beside): Link | undefined {
  const behind = tokenAt(frame.tokens, unit.to)
  if (!/^(?:with|running|on)$/.test(frame.tokens[behind]?.key ?? '')) return undefined
  const article = /^(?:the|a|an|their|its|any|some)$/.test(frame.tokens[behind + 1]?.key ?? '') ? 1 : 0
  const technology = frame.technologies.find((hit) => hit.from === behind + 1 + article)
  if (!technology || frame.tokens[technology.to]?.text === '-') return undefined
  if (frame.tokens[behind]!.key === 'on' && technology.value.generic) return undefined
  return { ...at, from: behind, to: behind + 1, predicate: PLACED }
}

function unitOf(candidate: Candidate): FoundUnit {
  return {
    id: candidate.unit,
    from: candidate.unitFrom,
    to: candidate.unitTo,
    end: 0,
    inherited: true,
    distance: 3,
    how: 'the noun of the figure before',
    ...(candidate.unitWords !== undefined ? { words: candidate.unitWords } : {}),
  }
}

function changeOf(figure: Figure, { before, after }: Around): Candidate['change'] {
  if (figure.kind === 'factor') return { kind: 'factor' }
  if (figure.kind === 'percentage_points') return { kind: 'percentage_points' }
  if (
    figure.kind === 'share' &&
    ((CHANGE_BEFORE.test(before) && !/^ ?of/.test(after)) || CHANGE_AFTER.test(after))
  )
    return { kind: 'percent_relative' }
  return undefined
}

/** A bare number takes an earlier noun only where its own place is empty: before a verb, a bracket or the end. */
function fitsAlone(frame: Frame, figure: Figure, unit: FoundUnit, link: Link): boolean {
  const next = frame.tokens[unit.end]
  if (link.direction === 'right')
    return link.distance <= 8 && !/^(?:of|in|at|on|to|within|from|for|by|with)$/.test(next?.key ?? '')
  const lead = frame.text.slice(Math.max(0, figure.start - 40), figure.start)
  if (figure.kind === 'factor' || /[(]$/.test(lead) || CHANGE_BEFORE.test(lead)) return true
  const before = lead.slice(-16)
  return (
    /\b(?:to|by|at|in|of|reach(?:ed|es|ing)?|was|were|is|are|stood at|totall?ed|exceed\w*|hit|number(?:s|ed|ing)?|surpass\w*) ?(?:a total of )?$/i.test(
      before,
    ) || /^(?:exceed|surpass|reach|topp|pass|cross)/i.test(frame.text.slice(figure.start))
  )
}

function fitsThing(frame: Frame, unit: FoundUnit, link: Link, figure: Figure): boolean {
  if (unit.id === 'device') return link.predicate.role === 'clear'
  if (unit.id === 'patient' || unit.id === 'people_covered')
    return (
      link.predicate.role === 'use' &&
      link.direction === 'right' &&
      link.predicate.stage === 'in_use' &&
      !link.predicate.weak &&
      link.distance <= 3
    )
  if (unit.id === 'encounter')
    return (
      link.direction === 'left' &&
      figure.qualifier !== 'at_least' &&
      link.predicate.form !== 'noun' &&
      link.distance <= 8
    )
  return frame.text.length > 0
}

/** "the number of devices listed is 71": said outright, however far behind. */
const isNumberOf = (unit: FoundUnit) => unit.inherited && unit.how.includes('"number of"')

type How = { link?: Link; leaning?: Candidate; weighed?: Weighed; governed: boolean }

/** How sure the weight of the evidence makes: from this many points on, so much. Counted on the labelled sentences. */
const WEIGHED: readonly (readonly [from: number, points: number])[] = [
  [2.8, 0.1],
  [2.4, 0.06],
  [2, 0],
  [1.4, -0.08],
  [-99, -0.12],
]
const GOVERNED: readonly (readonly [from: number, points: number])[] = [
  [2, 0.06],
  [1.2, 0],
  [0.4, -0.08],
  [-99, -0.1],
]
const pointsFor = (table: readonly (readonly [from: number, points: number])[], points: number) =>
  table.find(([from]) => points >= from)?.[1] ?? 0

function compose(
  frame: Frame,
  figure: Figure,
  unit: FoundUnit,
  { link, leaning, weighed, governed }: How,
): Candidate {
  const reasons: ClaimReason[] = [
    {
      field: 'unit',
      words: unit.inherited
        ? `unit from ${unit.how}`
        : unit.distance === 0
          ? 'unit right after the number'
          : `unit ${unit.distance} words right of the number`,
      points:
        unit.words !== undefined
          ? -0.15
          : unit.inherited
            ? isNumberOf(unit)
              ? 0.04
              : -0.08
            : unit.distance <= 2
              ? 0.1
              : 0.04,
    },
  ]
  const predicate = link?.predicate
  if (!governed && weighed)
    reasons.push({
      field: 'stage',
      words: `no verb governs it, but ${weighed.why} speak for it`,
      points: pointsFor(WEIGHED, weighed.points),
    })
  else if (link) {
    const word = frame.text.slice(frame.tokens[link.from]!.start, frame.tokens[link.to - 1]!.end)
    const far = link.distance > 8 && !isNumberOf(unit)
    reasons.push({
      field: 'stage',
      words: `verb "${word}" ${link.distance} words ${link.direction === 'right' ? 'after' : 'before'} it`,
      points: (far ? -0.06 : 0.1) + (predicate?.role === 'noun' ? -0.04 : 0),
    })
  } else reasons.push({ field: 'stage', words: 'verb of the figure before', points: -0.05 })
  if (link && governed && weighed) {
    const points = pointsFor(GOVERNED, weighed.points)
    if (points !== 0) reasons.push({ field: 'stage', words: `${weighed.why || 'nothing'} beside it`, points })
  }
  const quoteEnd = unit.inherited ? figure.end : Math.max(figure.end, unit.to)
  return {
    figure,
    unit: unit.id,
    unitFrom: unit.from,
    unitTo: unit.to,
    unitInherited: unit.inherited,
    ...(unit.words !== undefined ? { unitWords: unit.words } : {}),
    quoteStart: figure.start,
    quoteEnd: quoteEnd - figure.start > 140 ? figure.end : quoteEnd,
    stage: predicate?.stage ?? leaning!.stage,
    modality: leaning?.modality ?? 'actual',
    polarity: leaning?.polarity ?? 'affirmed',
    accumulation: leaning?.accumulation ?? 'stock',
    tense: leaning?.tense ?? 'none',
    predicateFrom: link?.from ?? leaning!.predicateFrom,
    predicateTo: link?.to ?? leaning!.predicateTo,
    ...(predicate?.weak ? { predicateWeak: true } : {}),
    direction: link?.direction ?? 'inherited',
    reasons,
  }
}
