// Anyone may send a figure: the quote and where it stands. It is shown to editors only, until one of them takes it up.
export type SendFigureProps = {
  url: string
  quote: string
  note: string
  problem?: string | undefined
  said?: 'sent' | 'limit' | undefined
}

export function SendFigure({ url, quote, note, problem, said }: SendFigureProps) {
  return (
    <div class="stack">
      <header>
        <p class="soft">
          <a href="/adoption">Adoption counts</a>
        </p>
        <h1>Send a figure</h1>
        <p class="lede">
          Found who uses what, and how many? Send the sentence and its address. An editor reads it before
          anybody else does; five a day are the limit for one address.
        </p>
      </header>
      {said === 'sent' && (
        <p class="notice plain" role="status">
          Thank you. It waits for an editor now.
        </p>
      )}
      {said === 'limit' && (
        <p class="notice">Five a day are the limit for one address. Please come back tomorrow.</p>
      )}
      {problem && (
        <p class="notice" role="alert">
          {problem}
        </p>
      )}
      <form method="post" action="/adoption/send" class="send">
        <label>
          <span>The sentence, word for word</span>
          <textarea name="quote" required minlength={10} maxlength={600} rows={3}>
            {quote}
          </textarea>
        </label>
        <label>
          <span>Where it stands (address)</span>
          <input name="url" type="url" required maxlength={2000} value={url} placeholder="https://" />
        </label>
        <label>
          <span>Anything an editor should know (optional)</span>
          <input name="note" maxlength={500} value={note} />
        </label>
        <button type="submit">Send</button>
      </form>
    </div>
  )
}
