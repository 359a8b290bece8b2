// The keyboard: j k o v on lists, / search, g and a letter to go somewhere, t tag, ? help. Never while somebody types or
// holds Ctrl, Alt or Cmd, and off for who switched it off on this device.
const SETTING = 'uptake-keys'
const PLACES = [
  ['h', '/', 'Latest'],
  ['s', '/search', 'Search'],
  ['t', '/tags', 'Tags'],
  ['a', '/adoption', 'Adoption'],
  ['p', '/publications', 'Publications'],
  ['q', '/status', 'Status'],
  ['d', '/saved', 'Saved searches'],
  ['r', '/adoption/review', 'Review'],
]
const HELP = [
  ['j k', 'next, previous in a list'],
  ['o or Enter', 'open it'],
  ['v', 'open the original'],
  ['/', 'search'],
  ['t', 'tag'],
  ...PLACES.map(([key, , name]) => [`g ${key}`, name]),
  ['?', 'this help'],
  ['Esc', 'close, leave a field'],
]
const goMs = 1_500
let gone = 0
let at = -1

const isOn = () => read() !== 'off'
addFooterButton()
document.addEventListener('keydown', onKey)

function read() {
  try {
    return localStorage.getItem(SETTING)
  } catch {
    return null
  }
}

function write(value) {
  try {
    localStorage.setItem(SETTING, value)
  } catch {
    // Storage is closed: the setting lasts for this page.
  }
}

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
  if (event.key === 'Escape' && isTyping(event.target)) return event.target.blur()
  if (isTyping(event.target) || !isOn() || document.querySelector('dialog[open]')) return
  if (event.timeStamp - gone < goMs && gone > 0) return goTo(event)
  // A page may have keys of its own: what carries them is clicked.
  const own = /^[a-z]$/.test(event.key) && document.querySelector(`[data-press="${event.key}"]`)
  if (own) {
    event.preventDefault()
    return own.click()
  }
  const act = ACTS[event.key]
  if (act?.(event) === true) event.preventDefault()
}

function isTyping(target) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

function goTo(event) {
  gone = 0
  const place = PLACES.find(([key]) => key === event.key)
  if (!place) return
  event.preventDefault()
  location.assign(place[1])
}

const ACTS = {
  j: () => step(1),
  k: () => step(-1),
  o: () => open(),
  Enter: (event) => (event.target === rows()[at] ? open() : false),
  v: () => openOriginal(),
  t: () => tag(),
  g: (event) => {
    gone = event.timeStamp
    return true
  },
  '/': () => focus(document.querySelector('.find input[name="q"]')),
  '?': () => showHelp(),
  Escape: () => leaveSheet() || closeMenu(),
}

// What stands in a list: articles, the reports of a story, series, the figures of a series.
const ROWS = 'article.row, .timeline > ol > li, .series-list > li, .ledger > li'
const rows = () => [...document.querySelectorAll(`main :is(${ROWS})`)]

function step(by) {
  const all = rows()
  if (all.length === 0) return false
  const focused = all.findIndex((row) => row.contains(document.activeElement))
  if (focused >= 0) at = focused
  at = Math.min(Math.max(at + by, 0), all.length - 1)
  const row = all[at]
  row.tabIndex = -1
  row.focus({ preventScroll: true })
  row.scrollIntoView({ block: 'nearest' })
  return true
}

/** The row that j and k stand on; on an article's own page there is none. */
const current = () => rows().find((row) => row.contains(document.activeElement)) ?? rows()[at]

function open() {
  const link = current()?.querySelector('.headline a, h2 a, .kicker a')
  if (!link) return false
  link.click()
  return true
}

function openOriginal() {
  const url = current()?.dataset.original ?? document.querySelector('main a[rel~="external"]')?.href
  if (!url) return false
  window.open(url, '_blank', 'noopener,noreferrer')
  return true
}

/** Opens and focuses what tags are set with, where the page has it. */
function tag() {
  const form = document.querySelector('[data-key="t"], form[action*="/tags"], #tag')
  if (!form) return false
  const fold = form.closest('details')
  if (fold) fold.open = true
  if (form instanceof HTMLDetailsElement) form.open = true
  return focus(form.querySelector('input:not([type="hidden"]), select, textarea, button') ?? form)
}

function focus(element) {
  if (!element) return false
  element.focus()
  if (element instanceof HTMLInputElement) element.select()
  return true
}

function leaveSheet() {
  if (!/^#(filters)$/.test(location.hash)) return false
  location.hash = '#main'
  return true
}

function closeMenu() {
  const menu = document.querySelector('.menu[open]')
  if (!menu) return false
  menu.open = false
  return focus(menu.querySelector('summary'))
}

function addFooterButton() {
  const frame = document.querySelector('footer .frame')
  if (!frame) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'keys-button'
  button.textContent = 'Keyboard'
  button.addEventListener('click', showHelp)
  frame.append(button)
}

function showHelp() {
  const dialog = document.querySelector('dialog.keys') ?? makeHelp()
  dialog.showModal()
  return true
}

/** The keys of this page alone, named by what they press. */
function listOwn() {
  return [...document.querySelectorAll('[data-press]')].map((element) => {
    const words = [...element.childNodes].filter((node) => node.nodeName !== 'KBD')
    return [element.dataset.press, words.map((node) => node.textContent.trim()).join(' ')]
  })
}

function makeHelp() {
  const make = (name, text, parent) => {
    const element = document.createElement(name)
    if (text) element.textContent = text
    parent?.append(element)
    return element
  }
  const dialog = make('dialog', '', document.body)
  dialog.className = 'keys'
  dialog.setAttribute('aria-labelledby', 'keys-title')
  make('h2', 'Keyboard', dialog).id = 'keys-title'
  const list = make('dl', '', dialog)
  for (const [keys, meaning] of [...listOwn(), ...HELP]) {
    const row = make('div', '', list)
    make('kbd', keys, make('dt', '', row))
    make('dd', meaning, row)
  }
  const label = make('label', '', dialog)
  const box = make('input', '', label)
  box.type = 'checkbox'
  box.checked = isOn()
  box.addEventListener('change', () => write(box.checked ? 'on' : 'off'))
  label.append(' Keys are on, on this device')
  const close = make('button', 'Close', dialog)
  close.type = 'button'
  close.addEventListener('click', () => dialog.close())
  return dialog
}
