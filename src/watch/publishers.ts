// Publications that count for themselves (a register, an office, a maker) are organisations too: what others say that
// they said goes back to them, by any of the names that the list of publications knows.
import type { Lexicon, Publication, PublicationKind } from '../model.ts'

const COUNT_THEMSELVES = new Set<PublicationKind>(['regulator', 'institution', 'dataset', 'company'])

export function addPublishers(lexicon: Lexicon, publications: readonly Publication[]): Lexicon {
  const known = lexicon.organisations ?? []
  const ids = new Set(known.map(({ id }) => id))
  const added = publications
    .filter(({ id, kind }) => COUNT_THEMSELVES.has(kind) && !ids.has(id))
    .map(({ id, name, nameZh, aliases }) => {
      const names = [name, ...(nameZh ? [nameZh] : []), ...aliases]
      return {
        id,
        name,
        ...(nameZh ? { nameZh } : {}),
        words: names.filter((word) => !isHan(word)),
        wordsZh: names.filter(isHan),
      }
    })
  return { ...lexicon, organisations: [...known, ...added] }
}

const isHan = (text: string) => /[\u3400-\u9fff]/.test(text)
