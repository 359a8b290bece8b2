// A sentence of an article with the figure's words marked in it.
import type { ClaimRow } from '../../src/store/claims.ts'

export function Quote({ claim }: { claim: ClaimRow }) {
  const { sentence, reading, language } = claim
  const at = reading.quoteStart - reading.sentenceStart
  const end = at + reading.quote.length
  const stands = sentence.slice(at, end) === reading.quote
  return (
    <blockquote class="quote" lang={language ?? undefined} cite={undefined}>
      {stands ? (
        <>
          {sentence.slice(0, at)}
          <mark class="figure-mark">{reading.quote}</mark>
          {sentence.slice(end)}
        </>
      ) : (
        <mark class="figure-mark">{reading.quote}</mark>
      )}
    </blockquote>
  )
}
