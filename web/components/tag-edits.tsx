// How editors mend a tag: its name, its description, merging it into another, retiring it. Plain forms, each undoable.

import type { Topics } from '../../src/model.ts'
import { writePlural } from '../dates.ts'
import { tagLink } from '../links.ts'
import { tagName } from '../names.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { TagPicker } from './tag-picker.tsx'

type TagEditsProps = { id: string; held: { count: number }; topics: Topics; words: Vocabulary }

export function TagEdits({ id, held, topics, words }: TagEditsProps) {
  const word = words.get(id)
  const action = tagLink(id)
  return (
    <section class="join" id="mend">
      <h2 class="label">Mend this tag</h2>
      <form method="post" action={action} class="lines">
        <p>
          <label for="tag-label">Name</label>
          <input
            id="tag-label"
            name="label"
            value={tagName(id, topics)}
            required
            maxlength={80}
            autocomplete="off"
          />
        </p>
        <p>
          <label for="tag-description">What belongs to it, and what does not</label>
          <textarea id="tag-description" name="description" rows={3} maxlength={1000}>
            {word?.description ?? ''}
          </textarea>
        </p>
        <p>
          <button type="submit" name="act" value="describe">
            Save
          </button>
        </p>
      </form>
      <form method="post" action={action} class="lines">
        <p>
          <TagPicker id="tag-into" name="into" label="Merge into" topics={topics} words={words} />
        </p>
        <p>
          <button type="submit" name="act" value="merge" class="quiet">
            Merge {writePlural(held.count, 'article')}
          </button>
        </p>
      </form>
      <form method="post" action={action} class="lines">
        <p class="small soft">
          {word?.retiredAt
            ? 'A retired tag is not set or offered. Bring it back to use it again.'
            : 'A retired tag is not set or offered any more. The articles that have it keep it; its address stays.'}
        </p>
        <p>
          <button type="submit" name="act" value={word?.retiredAt ? 'restore' : 'retire'} class="quiet">
            {word?.retiredAt ? 'Bring it back' : 'Retire it'}
          </button>
        </p>
      </form>
    </section>
  )
}
