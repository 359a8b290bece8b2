// Owns what a journal or preprint server prints around a paper: article type, counts, dates and DOI lines, and the
// sections after the text (references, author information, how to cite). It must never look outside the pieces given.
//
// Headings follow the back matter that JATS names (ref-list, ack, fn-group, permissions) as Springer Nature, BMC,
// Elsevier, JAMA, HighWire and PLOS print it.
import type { Piece } from './blocks.ts'

const textCharsMin = 250 // less before the first such heading: it stands in a table of contents
const headingCharsMax = 60
const lineCharsMax = 300

// Only a journal has these.
const firm =
  /^(?:(?:how to )?cite this (?:article|paper|as)|rights and permissions|reprints and permissions|author information|authors?[’']? (?:and affiliations|contributions|affiliations)|article information|ethics declarations|(?:declaration of )?(?:competing|conflicts? of) interests?(?: statement| disclosures?)?|supplementary information|引用本文|利益冲突(?:声明)?|利益衝突)$/iu
// Other pages have these too: they count beside a firm one.
const loose =
  /^(?:references|bibliography|notes and references|about this article|additional information|acknowledge?ments?|funding|footnotes|copyright|permissions|keywords|article metrics|参考文献|參考文獻|致谢|基金项目)$/iu

/** Drops the sections after a paper's text; a section of the paper that follows one of them stays. */
export function dropBackMatter(chosen: readonly Piece[]): Piece[] {
  if (!chosen.some((piece) => isHeading(piece, firm))) return [...chosen]
  const kept: Piece[] = []
  let size = 0
  let dropping = false
  for (const piece of chosen) {
    if (piece.kind === 'heading')
      dropping = size >= textCharsMin && (isHeading(piece, firm) || isHeading(piece, loose))
    if (dropping && piece.kind !== 'caption') continue
    if (piece.kind !== 'heading' && piece.kind !== 'caption') size += piece.size
    kept.push(piece)
  }
  return kept
}

function isHeading(piece: Piece, pattern: RegExp): boolean {
  return (
    piece.kind === 'heading' &&
    piece.text.length <= headingCharsMax &&
    pattern.test(piece.text.replace(/^[\d.\s]+|[\s:：.]+$/gu, ''))
  )
}

const lines: readonly RegExp[] = [
  /^\d[\d,.]*k? (?:accesses|citations?|altmetric|views|downloads|shares)(?: \d.{0,20})?$/iu,
  /^(?:original (?:investigation|article|research|paper)|research (?:article|letter|paper)|review article|new results|confirmatory results|brief (?:report|communication)|retraction note|open access)$/iu,
  /^.{2,100} volume \d+,? .{0,120}\bcite this article$/iu,
  /^.{2,60}\. published online .{6,30}\. doi:\s?10\.\d{4,9}\/\S+$/iu,
  /^(?:received|revised|accepted|published(?: online)?|version of record|issue date)\s?[:：]\s?\d{1,2} \p{L}{3,9} \d{4}$/iu,
  /^doi\s?[:：]?\s?(?:https?:\/\/(?:dx\.)?doi\.org\/)?10\.\d{4,9}\/\S+$/iu,
  /^(?:this article is a preprint and has not been|preprints are preliminary reports|the copyright holder for this preprint)\b/iu,
]

/** "1204 Accesses", "DOI: https://doi.org/10.5555/…", "This article is a preprint and has not been peer-reviewed …". */
export function isJournalLine(text: string): boolean {
  return text.length <= lineCharsMax && lines.some((pattern) => pattern.test(text))
}
