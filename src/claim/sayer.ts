// Who says a figure, where its own sentence does not: the survey or paper that the sentences before, the title or the
// first sentences speak of, the society that "it" means, or the office on whose own page the figure stands.
import type { PublicationKind } from '../model.ts'
import { type Article, contextSentences, sameBlock, textAt } from './article.ts'
import { type Attribution, readAttribution, speaksOfSurvey } from './attribution.ts'
import { findOrganisation } from './organisations.ts'

/** Here, else near, else what the article as a whole goes back to. */
export function attributionOf(article: Article, index: number, chinese: boolean): Attribution {
  const here = attributionAt(article, index, chinese)
  if (here.text) return here
  for (let i = index - 1; i >= Math.max(0, index - contextSentences); i--) {
    const earlier = attributionAt(article, i, chinese)
    if (!earlier.text) continue
    if (here.kind !== 'unknown' && here.kind !== earlier.kind && !refersTo(here.kind, earlier.kind)) continue
    if (
      HANDED_ON.has(earlier.kind) ||
      (earlier.kind !== 'press' && (sameBlock(article, index, i) || goesOn(article, index, i)))
    )
      return { ...here, ...earlier }
  }
  if (here.kind !== 'unknown') return here
  const title = article.title && readAttribution(article.title.text, chinese)
  if (title && HANDED_ON.has(title.kind)) return { ...title, ...here, kind: title.kind }
  for (let i = 0; i < Math.min(index, leadSentences); i++) {
    const lead = attributionAt(article, i, chinese)
    if (HANDED_ON.has(lead.kind)) return { ...here, ...lead }
  }
  for (let i = 0; i < Math.min(index + 1, leadSentences); i++)
    if (speaksOfSurvey(textAt(article, i))) return { ...here, kind: 'survey' }
  const kind = KIND_OF_PUBLICATION[article.input.publicationKind ?? 'other'] ?? 'unknown'
  return { ...here, ...(kind === 'paper' && article.input.doi ? { doi: article.input.doi } : {}), kind }
}

/** The organisation that the lexicon knows by the name; of figures on an office's own page the office. */
export function organisationOf(
  article: Article,
  said: Attribution,
  places: readonly string[],
): string | undefined {
  if (said.text) return findOrganisation(said.text, places, article.lexicon)
  const { publicationKind, publicationName } = article.input
  if (!publicationName || !OWN.has(publicationKind ?? 'other')) return undefined
  if (said.kind !== KIND_OF_PUBLICATION[publicationKind!]) return undefined
  return findOrganisation(publicationName, places, article.lexicon) ?? publicationName
}

function attributionAt(article: Article, index: number, chinese: boolean): Attribution {
  const known = article.attributions[index]
  if (known) return known
  const made = readAttribution(textAt(article, index), chinese)
  article.attributions[index] = made
  return made
}

/** "The society …", "It published …", "他说": the sentence after, or the one after that, speaks of the one just named. */
function goesOn(article: Article, index: number, named: number): boolean {
  for (let i = named + 1; i <= index; i++) if (!ANAPHOR.test(textAt(article, i))) return false
  return true
}

const ANAPHOR =
  /^["“]?(?:It|He|She|They)\b|^The (?:\w+ )?(?:society|consultancy|company|firm|association|council|board|authority|agency|institute|group|alliance|poll|panel|survey|office|programme|program|ministry|charity|college|maker|vendor|foundation)\b|^(?:该|这家|这一|学会|智库|协会|公司|委员会|研究院|他|她)/

/** "The consultancy said" of one who was called a survey, "the office" of a regulator: words of one kind for another. */
function refersTo(here: Attribution['kind'], earlier: Attribution['kind']): boolean {
  return (here === 'company' || here === 'official') && (earlier === 'company' || earlier === 'official')
}

const leadSentences = 4
const HANDED_ON = new Set(['paper', 'survey', 'regulator'])
/** Whoever publishes figures of their own says so themselves. */
const KIND_OF_PUBLICATION: Partial<Record<PublicationKind, Attribution['kind']>> = {
  regulator: 'regulator',
  institution: 'official',
  dataset: 'official',
  journal: 'paper',
  'preprint-server': 'paper',
  company: 'company',
  'press-release': 'company',
}
const OWN = new Set<PublicationKind>(['regulator', 'institution', 'dataset', 'company'])
