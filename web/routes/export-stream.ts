// Chunks of text as the reader takes them: nothing is made before it is asked for, and one who stops reading does not hold
// his place for ever.

export type Places = { taken: number }

/** Files that may be under way at once, and how long one may stand still. */
export const filesAtOnceMax = 32
const stillMsMax = 120_000

/** Takes a place with the first chunk and gives it back at the end, when the reader leaves, and after standing still. */
export function streamChunks(
  chunks: AsyncIterator<string>,
  places: Places,
  stillMs = stillMsMax,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let state: 'new' | 'open' | 'ended' = 'new'
  let timer: NodeJS.Timeout | undefined
  const leave = async () => {
    clearTimeout(timer)
    if (state === 'open') places.taken--
    state = 'ended'
    await chunks.return?.()
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (state === 'new') {
          state = 'open'
          places.taken++
        }
        clearTimeout(timer)
        try {
          const { done, value } = await chunks.next()
          if (done) {
            await leave()
            controller.close()
            return
          }
          controller.enqueue(encoder.encode(value))
        } catch (error) {
          await leave()
          throw error
        }
        timer = setTimeout(() => {
          controller.error(new Error(`The reader took nothing for ${stillMs / 1_000} s.`))
          void leave()
        }, stillMs).unref()
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  )
}
