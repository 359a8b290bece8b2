// The pages for what is not there and for what went wrong: what happened, and what to do.

export function NoSuchPage({ what }: { what: string }) {
  return (
    <div class="empty">
      <h1>There is no such {what}</h1>
      <p>
        Look at <a href="/">the latest stories</a> or <a href="/search">search the archive</a>.
      </p>
    </div>
  )
}

export function OutOfOrder({ message }: { message: string }) {
  return (
    <div class="empty">
      <h1>This page cannot be shown now</h1>
      <p>{message}</p>
      <p>
        Try again in a moment; <a href="/status">the status page</a> may tell more.
      </p>
    </div>
  )
}
