// The small English words by what they do in a clause, for walking from a number to its verb. Tables only.

export type WordClass =
  | 'prep'
  | 'joint' // and, or
  | 'break' // but, while: another clause
  | 'relative'
  | 'aux'
  | 'modal'
  | 'negation'
  | 'say' // leads to what is said: "reported that they use"
  | 'begin' // leads to another verb: "have started using"
  | 'foreign' // another predicate: whoever stands before it did that, not this
  | 'enrol' // a study's doing
  | 'article'
  | 'adverb'

const CLASSES: Record<WordClass, string> = {
  prep: 'of in at by with for to from on across among amongst throughout within into onto through via over under between during after before since until per inside outside around about as including like worldwide upon towards toward beyond covering spanning',
  joint: 'and or nor plus &',
  break:
    'against versus vs than but while whereas although though because however yet so unless if when whether where once',
  relative: 'that which who whom whose they it we he she',
  aux: 'is are was were be been being has have had having do does did having',
  modal: 'will would could may might can should must shall set due going scheduled slated ready',
  negation: 'not never no without neither nor cannot nobody nothing hardly barely',
  say: 'say says said report reports reported reporting tell tells told claim claims claimed indicate indicates indicated state states stated acknowledge acknowledged admit admitted confirm confirmed confirms describe described note noted respond responded reveal revealed show showed answered',
  begin:
    'start starts started starting begin begins began begun beginning continue continues continued plan plans planned planning intend intends intended aim aims aimed hope hopes hoped expect expects expected propose proposed pledge pledged vow vowed prepare prepares preparing prepared agree agreed opt opted choose choosing manage managed seek seeks seeking come came get got help helped try trying consider considering considered commit committed want able certain sure currently fully already now still also routinely regularly actively widely successfully jointly',
  foreign:
    'think thinks thought believe believes believed feel feels felt want wants wanted need needs needed prefer prefers preferred trust trusts trusted worry worries worried fear feared fears agree agreed agrees disagree consider view viewed rate rated rates support supported oppose opposed welcome welcomed recommend recommended like liked love ' +
    'attend attends attended hit lost lose won win pay paid spend spent saw see sees seen meet met hold held cut take took taken send sent leave left keep kept find found make made give gave grow grew know knew known teach taught train trained bring lead led suffer suffered die died close closed merge merged own owns owned operate employ employs face faced faces lack lacks lacked struggle struggled cite cited name named rank ranked list mention mentioned identify identified evaluate evaluated evaluates assess assessed audit audited measure measured monitor monitored validate validated review reviewed compare compared study studied survey surveyed interview interviewed collect collected contribute contributed share shared receive receives publish published signed join joined visit visited contact contacted ask asked invite invited encourage encouraged require required mandate mandated treat treated diagnose diagnosed admit discharge refer referred discuss discussed understand understood raise raised raises fund funded invest invested sue sued warn warned written drawn given shown sold born fail fails failed spend spends spending flood flooded strike struck kill killed benefit benefited benefits improve improved reduce reduced save saved earn earned generate generated report_ produce produced process processed carried conduct conducted perform performed submit submitted aware familiar interested willing ready open unable optimistic confident concerned satisfied comfortable opposed likely unlikely underwent undergo undergoing located based lacking housing house houses houses cause caused become became remain remained rise rose fall fell',
  enrol:
    'enrol enroll enrols enrolls enrolled enrolling enrolment enrollment recruit recruits recruited recruiting randomised randomized randomise randomize randomly participants participant respondents respondent surveyed polled interviewed questionnaire cohort sample sampled dataset datasets trained validated retrospective retrospectively',
  article: 'the a an this these those its their our his her any some all each every both other such another',
  adverb:
    'now already currently still also just only even routinely regularly daily widely actively fully partially partly mostly often sometimes once previously recently today yet ever together jointly alone professionally clinically publicly officially formally since nationwide nationally',
}

/** Words in -ed that describe a noun and end no search. */
const ADJECTIVES = new Set(
  'based related aided enabled powered assisted driven certified integrated advanced automated combined limited licensed accredited affiliated dedicated specialised specialized named called selected participating unified connected listed supervised aged so-called owned funded designated trusted hundred need indeed speed bed red embed shed exceed proceed feed'.split(
    ' ',
  ),
)

const CLASS_OF = new Map<string, WordClass>()
for (const [name, words] of Object.entries(CLASSES) as [WordClass, string][])
  for (const word of words.split(' ')) if (!CLASS_OF.has(word)) CLASS_OF.set(word, name)

export function classOf(key: string): WordClass | undefined {
  return CLASS_OF.get(key)
}

/** ", the audit says, ": who says so, between those counted and their verb. */
export const SAID_ASIDE =
  /^, (?:(?:the|a|an|its|our|their|his|her|as) )?[\w'’. -]{2,32} (?:says?|said|shows?|showed|finds?|found|reports?|reported|estimates?|estimated|reckons?|claims?|notes?|adds?|suggests?|thinks?|believes?),/i

/** Past tenses without -ed of verbs that say nothing of use. */
const IRREGULAR = new Set(
  'broke burnt fell sank shut sold hurt tore threw drove flew froze slept spoke stole swore woke bit blew bled bred caught clung dealt dug drank ate fought fled forgot hung heard hid lay lent lit meant rang sought shook shone shot shrank slid stuck swept swung wept arose overcame outgrew undertook mistook'.split(
    ' ',
  ),
)

/** Verbs of a number on its way: they say how many, not what is done. */
export const GROWING =
  /^(?:exceeded|increased|jumped|climbed|soared|expanded|doubled|tripled|trebled|quadrupled|halved|reached|surpassed|topped|passed|crossed|estimated|totalled|totaled|risen|rose|dropped|declined|surged|swelled|edged|climbing|lengthened|widened|inched|nudged|ticked|crept|slipped|slid|dwindled|leapt|leaped|rocketed|mushroomed|ballooned|neared|approached|grown|grew|fell|fallen|shrank|shrunk|numbered|amounted|stood|hovered|hovers|stagnated|plateaued|levelled|leveled|settled|recovered|rebounded)$/

/** "flooded", "attended", "broke": a past tense nobody listed. */
export function looksPast(key: string): boolean {
  if (CLASS_OF.has(key) || GROWING.test(key)) return false
  if (IRREGULAR.has(key)) return true
  return key.length > 4 && key.endsWith('ed') && !ADJECTIVES.has(key)
}
