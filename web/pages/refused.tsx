// What somebody sees who may not: why, and where to go.

export function Refused({ message, status }: { message: string; status: number }) {
  return (
    <div class="empty">
      <h1>
        {status === 429
          ? 'Wait a little'
          : status === 400
            ? 'This cannot be done'
            : 'This is not open to you'}
      </h1>
      <p>{message}</p>
      <p>
        {status === 401 && (
          <>
            <a href="/sign-in">Sign in</a>, or{' '}
          </>
        )}
        {status === 401 ? 'look at ' : 'Look at '}
        <a href="/">the latest stories</a>.
      </p>
    </div>
  )
}
