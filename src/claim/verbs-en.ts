// What adopters do with a technology, in English: the wording, the stage it speaks of and who stands where.
// A new wording is a new line.
//   use     the adopter is the subject: "300 hospitals use X"; passive: "X is used by 300 hospitals"
//   reach   the technology or its maker is the subject: "X serves 300 hospitals", "rolled X out to 300 hospitals"
//   clear   a regulator is the subject, products are counted
//   noun    "the use of X", "adoption among": counts where a verb of saying or having leads to it
import type { ClaimStage } from '../model.ts'

export type Role = 'use' | 'reach' | 'clear' | 'noun'
export type Form = 'base' | 'third' | 'past' | 'ing' | 'noun' | 'be'
export type Predicate = { stage: ClaimStage; role: Role; form: Form; weak?: boolean }

type Verb = readonly [stage: ClaimStage, role: Role, base: string, past?: string, participle?: string]

const VERBS: readonly Verb[] = [
  // adopters use
  ['in_use', 'use', 'use'],
  ['in_use', 'use', 'utilise'],
  ['in_use', 'use', 'utilize'],
  ['in_use', 'use', 'adopt'],
  ['in_use', 'use', 'embrace'],
  ['in_use', 'use', 'leverage'],
  ['in_use', 'use', 'employ'],
  ['in_use', 'use', 'apply'],
  ['in_use', 'use', 'rely on', 'relied on'],
  ['in_use', 'use', 'turn to'],
  ['in_use', 'use', 'run', 'ran', 'run'],
  ['in_use', 'use', 'make use of', 'made use of'],
  ['in_use', 'use', 'take up', 'took up', 'taken up'],
  ['in_use', 'use', 'choose', 'chose', 'chosen'],
  ['in_use', 'use', 'opt for', 'opted for'],
  ['in_use', 'use', 'switch to', 'switched to'],
  ['in_use', 'use', 'move to', 'moved to'],
  ['in_use', 'use', 'experiment with', 'experimented with'],
  ['in_use', 'use', 'work with', 'worked with'],
  ['in_use', 'use', 'consult'],
  ['in_use', 'use', 'operate'],
  ['in_use', 'use', 'try out', 'tried out'],
  ['in_use', 'use', 'log into', 'logged into'],
  ['in_use', 'use', 'subscribe to'],
  ['in_use', 'use', 'open'],
  ['in_use', 'use', 'log in to', 'logged in to'],
  ['in_use', 'use', 'log on to', 'logged on to'],
  ['in_use', 'use', 'query'],
  ['in_use', 'use', 'draw on', 'drew on'],
  // adopters deploy
  ['deployed', 'use', 'deploy'],
  ['deployed', 'use', 'install'],
  ['deployed', 'use', 'implement'],
  ['deployed', 'use', 'introduce'],
  ['deployed', 'use', 'integrate'],
  ['deployed', 'use', 'incorporate'],
  ['deployed', 'use', 'roll out'],
  ['deployed', 'use', 'switch on', 'switched on'],
  ['deployed', 'use', 'turn on', 'turned on'],
  ['deployed', 'use', 'activate'],
  ['deployed', 'use', 'launch'],
  ['deployed', 'use', 'embed', 'embedded'],
  ['deployed', 'use', 'operationalise'],
  ['deployed', 'use', 'operationalize'],
  ['deployed', 'use', 'go live with', 'went live with', 'gone live with'],
  ['deployed', 'use', 'go live', 'went live', 'gone live'],
  ['deployed', 'use', 'equip', 'equipped'],
  ['deployed', 'use', 'connect to', 'connected to'],
  ['deployed', 'use', 'plug into', 'plugged into'],
  ['deployed', 'use', 'put in place', 'put in place'],
  ['deployed', 'use', 'set up', 'set up'],
  ['deployed', 'use', 'place'],
  ['deployed', 'use', 'ship', 'shipped'],
  ['deployed', 'use', 'onboard'],
  ['deployed', 'use', 'bring online', 'brought online'],
  ['deployed', 'use', 'stand up', 'stood up'],
  ['deployed', 'use', 'build', 'built'],
  ['deployed', 'use', 'add'],
  ['announced', 'use', 'sign up for', 'signed up for'],
  ['announced', 'use', 'sign up', 'signed up'],
  ['announced', 'use', 'purchase'],
  ['announced', 'use', 'buy', 'bought'],
  ['announced', 'use', 'procure'],
  ['announced', 'use', 'order'],
  // adopters try
  ['piloting', 'use', 'pilot'],
  ['piloting', 'use', 'trial', 'trialled'],
  ['piloting', 'use', 'trial', 'trialed'],
  ['piloting', 'use', 'test'],
  ['piloting', 'use', 'try', 'tried'],
  ['piloting', 'reach', 'involve'],
  // adopters stop
  ['discontinued', 'use', 'abandon'],
  ['discontinued', 'use', 'discontinue'],
  ['discontinued', 'use', 'stop using', 'stopped using'],
  ['discontinued', 'use', 'switch off', 'switched off'],
  ['discontinued', 'use', 'turn off', 'turned off'],
  ['discontinued', 'use', 'switch it off', 'switched it off'],
  ['discontinued', 'use', 'turn it off', 'turned it off'],
  ['discontinued', 'use', 'drop', 'dropped'],
  ['discontinued', 'use', 'decommission'],
  ['discontinued', 'use', 'withdraw', 'withdrew', 'withdrawn'],
  ['discontinued', 'use', 'shut down', 'shut down'],
  ['discontinued', 'use', 'pause'],
  ['discontinued', 'use', 'suspend'],
  ['discontinued', 'use', 'cease using', 'ceased using'],
  ['discontinued', 'use', 'scrap', 'scrapped'],
  ['discontinued', 'use', 'stop', 'stopped'],
  // the technology or its maker reaches
  ['in_use', 'reach', 'serve'],
  ['deployed', 'reach', 'cover'],
  ['in_use', 'reach', 'reach'],
  ['in_use', 'reach', 'power'],
  ['in_use', 'reach', 'support'],
  ['deployed', 'reach', 'supply', 'supplied'],
  ['deployed', 'reach', 'equip', 'equipped'],
  ['deployed', 'reach', 'extend to', 'extended to'],
  ['deployed', 'reach', 'expand to', 'expanded to'],
  ['deployed', 'reach', 'expand'],
  ['deployed', 'reach', 'extend'],
  ['deployed', 'reach', 'spread to', 'spread to'],
  ['deployed', 'reach', 'provide'],
  ['in_use', 'reach', 'boast'],
  ['in_use', 'reach', 'count'],
  ['in_use', 'reach', 'attract'],
  ['in_use', 'reach', 'amass'],
  ['deployed', 'reach', 'deliver'],
  ['deployed', 'reach', 'scale to', 'scaled to'],
  ['in_use', 'reach', 'analyse'],
  ['in_use', 'reach', 'download'],
  ['deployed', 'reach', 'replace'],
  ['in_use', 'reach', 'read at', 'read at'],
  ['in_use', 'reach', 'work in', 'worked in'],
  // regulators
  ['authorised', 'clear', 'authorise'],
  ['authorised', 'clear', 'authorize'],
  ['authorised', 'clear', 'clear'],
  ['authorised', 'clear', 'approve'],
  ['authorised', 'clear', 'certify', 'certified'],
  ['authorised', 'clear', 'list'],
  ['authorised', 'clear', 'register'],
  ['authorised', 'clear', 'green-light', 'green-lit'],
]

const NOUNS: readonly (readonly [phrase: string, stage: ClaimStage])[] = [
  ['use of', 'in_use'],
  ['usage of', 'in_use'],
  ['uptake of', 'in_use'],
  ['adoption of', 'in_use'],
  ['adoption', 'in_use'],
  ['uptake', 'in_use'],
  ['usage', 'in_use'],
  ['utilisation', 'in_use'],
  ['utilization', 'in_use'],
  ['use', 'in_use'],
  ['deployment of', 'deployed'],
  ['deployment', 'deployed'],
  ['deployments', 'deployed'],
  ['implementation of', 'deployed'],
  ['implementation', 'deployed'],
  ['installation of', 'deployed'],
  ['rollout of', 'deployed'],
  ['rollout', 'deployed'],
  ['roll-out', 'deployed'],
  ['installed base', 'deployed'],
  ['access to', 'in_use'],
  ['pilot', 'piloting'],
  ['pilots', 'piloting'],
  ['trial', 'piloting'],
  ['penetration', 'in_use'],
  ['customers', 'in_use'],
  ['clients', 'in_use'],
]

/** Standing expressions with "to be" or none at all: "is live at 22 hospitals", "available in". */
const STATES: readonly (readonly [phrase: string, stage: ClaimStage, role: Role])[] = [
  ['in use', 'in_use', 'reach'],
  ['in active use', 'in_use', 'reach'],
  ['in clinical use', 'in_use', 'reach'],
  ['in daily use', 'routine', 'reach'],
  ['in routine use', 'routine', 'reach'],
  ['in regular use', 'routine', 'reach'],
  ['live in', 'deployed', 'reach'],
  ['live at', 'deployed', 'reach'],
  ['live across', 'deployed', 'reach'],
  ['live with', 'deployed', 'reach'],
  ['up and running', 'deployed', 'reach'],
  ['operational in', 'deployed', 'reach'],
  ['operational at', 'deployed', 'reach'],
  ['available in', 'deployed', 'reach'],
  ['available at', 'deployed', 'reach'],
  ['available to', 'deployed', 'reach'],
  ['available across', 'deployed', 'reach'],
  ['in place', 'deployed', 'reach'],
  ['present in', 'in_use', 'reach'],
  ['found in', 'in_use', 'reach'],
  ['in the hands of', 'deployed', 'reach'],
  ['into the hands of', 'deployed', 'reach'],
  ['into the workflow', 'deployed', 'reach'],
  ['into workflows', 'deployed', 'reach'],
  ['into clinical workflows', 'deployed', 'reach'],
  ['into the clinical workflow', 'deployed', 'reach'],
  ['into routine care', 'routine', 'reach'],
  ['footprint of', 'deployed', 'reach'],
  ['customers including', 'in_use', 'reach'],
  ['users of', 'in_use', 'use'],
  ['adopters of', 'in_use', 'use'],
  ['access to', 'in_use', 'use'],
  ['analysed with', 'in_use', 'use'],
  ['analyzed with', 'in_use', 'use'],
  ['analysed by', 'in_use', 'use'],
  ['analyzed by', 'in_use', 'use'],
  ['read by', 'in_use', 'use'],
  ['interpreted with', 'in_use', 'use'],
  ['to work', 'deployed', 'use'],
  ['customers of', 'in_use', 'use'],
  ['signed contracts with', 'announced', 'use'],
  ['a contract with', 'announced', 'use'],
]

/** Their bare form is a noun more often than a verb: "with AI support". */
const NOUN_LIKE = new Set(['support', 'supply', 'power', 'count', 'order', 'place', 'ship', 'list'])

const WITHOUT_S = /(?:s|x|z|ch|sh)$/

export function* predicatePhrases(): Generator<readonly [string, Predicate]> {
  for (const [phrase, stage, role] of STATES) yield [phrase, { stage, role, form: 'be' }]
  for (const [stage, role, base, past, participle] of VERBS) {
    const [head, ...tail] = base.split(' ')
    const rest = tail.length ? ` ${tail.join(' ')}` : ''
    const regular = `${pastOf(head!)}${rest}`
    if (!NOUN_LIKE.has(base)) yield [base, { stage, role, form: 'base' }]
    yield [`${thirdOf(head!)}${rest}`, { stage, role, form: 'third' }]
    yield [past ?? regular, { stage, role, form: 'past' }]
    if (participle) yield [participle, { stage, role, form: 'past' }]
    for (const ing of ingOf(head!)) yield [`${ing}${rest}`, { stage, role, form: 'ing' }]
    if (rest && !past) yield [regular, { stage, role, form: 'past' }]
  }
  for (const [phrase, stage] of NOUNS) yield [phrase, { stage, role: 'noun', form: 'noun' }]
}

function pastOf(verb: string): string {
  if (verb.endsWith('e')) return `${verb}d`
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`
  return `${verb}ed`
}

function thirdOf(verb: string): string {
  if (verb === 'go') return 'goes'
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`
  return WITHOUT_S.test(verb) ? `${verb}es` : `${verb}s`
}

function ingOf(verb: string): string[] {
  if (verb.endsWith('e')) return [`${verb.slice(0, -1)}ing`]
  const doubled = /[^aeiou][aeiou][bdgmnprt]$/.test(verb) ? [`${verb}${verb.at(-1)}ing`] : []
  return [`${verb}ing`, ...doubled]
}
