// What was just done, with the button that takes it back; and the line that says it was taken back.
import type { Deed } from '../../src/store/deeds.ts'
import { writePlural } from '../dates.ts'

export function DeedNotice({ deed }: { deed: Deed | undefined }) {
  if (!deed) return null
  return (
    <div class="notice plain deed" role="status">
      <p>
        {deed.undoneAt ? 'Taken back: ' : 'Done: '}
        {deed.words}
        {deed.rowCount > 1 && !deed.undoneAt && (
          <span class="soft"> ({writePlural(deed.rowCount, 'record')} changed)</span>
        )}
      </p>
      {deed.undoable && <UndoForm deed={deed} />}
    </div>
  )
}

export function UndoForm({ deed }: { deed: Deed }) {
  return (
    <form method="post" action={`/deeds/${deed.id}/undo`}>
      <button type="submit" class="quiet">
        Undo<span class="hidden">: {deed.words}</span>
      </button>
    </form>
  )
}
