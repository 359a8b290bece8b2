// A box in which a tag is written or chosen: by its name or its id, with the known ones offered.
import type { Topics } from '../../src/model.ts'
import { facetName, facetOf } from '../names.ts'
import { isOffered, type Vocabulary } from '../vocabulary.ts'

type PickerProps = {
  id: string
  name?: string
  label: string
  topics: Topics
  words: Vocabulary
  value?: string
}

const optionsMax = 400

export function TagPicker({ id, name = 'tag', label, topics, words, value = '' }: PickerProps) {
  const tags = topics.tags.filter((tag) => isOffered(tag.id, words)).slice(0, optionsMax)
  return (
    <span class="picker">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        list={`${id}-known`}
        value={value}
        autocomplete="off"
        required
        maxlength={200}
      />
      <datalist id={`${id}-known`}>
        {tags.map((tag) => (
          <option value={tag.id}>{`${tag.label} (${facetName(facetOf(tag.id))})`}</option>
        ))}
      </datalist>
    </span>
  )
}
