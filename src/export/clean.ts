// Text that is about to leave in somebody else's format: without the characters that no such format can hold.

// C0 and C1 controls but tab, line feed and return; noncharacters; byte order marks.
const UNWRITABLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]/g

/** Without control characters and lone halves of surrogate pairs: XML, BibTeX and RIS have no way to write them. */
function cleanText(text: string): string {
  return text.toWellFormed().replace(UNWRITABLE, '')
}

/** The same on one line: what a field of BibTeX or RIS, or a title, can hold. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}
