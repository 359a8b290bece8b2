// Suggestions under the search line while somebody types: an ARIA combobox. Without this script the form works as it is.
const waitMs = 120
const lettersMin = 2
const input = document.querySelector('.find input[name="q"]')
if (input) watchInput(input)

function watchInput(field) {
  const list = makeList(field)
  const state = { rows: [], at: -1, timer: 0, asking: null }
  field.setAttribute('role', 'combobox')
  field.setAttribute('aria-autocomplete', 'list')
  field.setAttribute('aria-expanded', 'false')
  field.setAttribute('aria-controls', list.id)
  field.addEventListener('input', () => {
    clearTimeout(state.timer)
    state.asking?.abort()
    if (field.value.trim().length < 1 || field.selectionStart !== field.value.length)
      return close(field, list, state)
    state.timer = setTimeout(() => ask(field, list, state), waitMs)
  })
  field.addEventListener('keydown', (event) => onKey(event, field, list, state))
  field.addEventListener('blur', () => setTimeout(() => close(field, list, state), 150))
  list.addEventListener('mousedown', (event) => {
    const option = event.target.closest('[role="option"]')
    if (!option) return
    event.preventDefault()
    choose(field, state.rows[Number(option.dataset.at)])
  })
}

function makeList(field) {
  const list = document.createElement('ul')
  list.id = 'suggestions'
  list.className = 'suggestions'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', 'Suggestions')
  list.hidden = true
  field.closest('form').append(list)
  return list
}

async function ask(field, list, state) {
  const query = field.value
  if (query.trim().length < lettersMin && !/[^\u0000-\u024f]/.test(query)) return close(field, list, state)
  state.asking = new AbortController()
  try {
    const answer = await fetch(`/suggest.json?q=${encodeURIComponent(query)}`, {
      signal: state.asking.signal,
    })
    const { rows } = await answer.json()
    if (field.value === query && document.activeElement === field) show(field, list, state, rows)
  } catch {
    // Aborted, offline or refused: the search line works without suggestions.
    close(field, list, state)
  }
}

const KINDS = { word: '', tag: 'tag', publication: 'publication', article: 'article' }

function show(field, list, state, rows) {
  state.rows = rows
  state.at = -1
  list.replaceChildren(
    ...rows.map((row, at) => {
      const option = document.createElement('li')
      option.id = `suggestion-${at}`
      option.dataset.at = String(at)
      option.setAttribute('role', 'option')
      option.setAttribute('aria-selected', 'false')
      const label = document.createElement('bdi')
      label.textContent = row.label
      const kind = document.createElement('span')
      kind.className = 'kind'
      kind.textContent = [KINDS[row.kind], row.count].filter(Boolean).join(' · ')
      option.append(label, kind)
      return option
    }),
  )
  list.hidden = rows.length === 0
  field.setAttribute('aria-expanded', String(rows.length > 0))
  field.removeAttribute('aria-activedescendant')
}

function close(field, list, state) {
  state.asking?.abort()
  show(field, list, state, [])
}

function onKey(event, field, list, state) {
  if (list.hidden || event.isComposing) return
  const count = state.rows.length
  if (event.key === 'ArrowDown') move(field, list, state, ((state.at + 2) % (count + 1)) - 1)
  else if (event.key === 'ArrowUp') move(field, list, state, ((state.at + 1 + count) % (count + 1)) - 1)
  else if (event.key === 'Escape') close(field, list, state)
  else if (event.key === 'Enter' && state.at >= 0) choose(field, state.rows[state.at])
  else return
  event.preventDefault()
}

/** -1 is the line itself. */
function move(field, list, state, at) {
  state.at = at
  for (const option of list.children)
    option.setAttribute('aria-selected', String(Number(option.dataset.at) === at))
  if (at >= 0) field.setAttribute('aria-activedescendant', `suggestion-${at}`)
  else field.removeAttribute('aria-activedescendant')
}

function choose(field, row) {
  if (!row) return
  if (row.url) location.assign(row.url)
  else {
    field.value = row.query
    field.form.requestSubmit()
  }
}
