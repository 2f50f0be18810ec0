/** What the scripts of the simulator's own pages have in common, as text they begin with. Everything shown goes through textContent. */
export const pageScript = `'use strict'

const byId = (id) => document.getElementById(id)
const clockTime = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
const stateWords = {
  ACTIVE: 'Active', HOLD: 'On hold', IN_TRANSFER: 'In transfer', CONFERENCE: 'In conference',
  ENDED: 'Ended', WRAPPED_UP: 'Wrapped up', COMPLETED: 'Completed',
}
const mediaWords = { VOICE: 'voice', CHAT: 'chat', EMAIL: 'e-mail' }
const recordingWords = { ON: 'recorded', PAUSED: 'recording paused', OFF: 'not recorded' }

function time(iso) {
  return clockTime.format(new Date(iso))
}

function element(name, className) {
  const made = document.createElement(name)
  made.className = className
  return made
}

function setText(target, text) {
  if (target.textContent !== text) target.textContent = text
}

// Children by key, in this order; those that stay are kept, so that focus stays where it is.
function keepChildren(parent, keys, make, update) {
  const known = new Map([...parent.children].map((child) => [child.dataset.key, child]))
  const wanted = new Set(keys)
  for (const [key, child] of known) if (!wanted.has(key)) child.remove()
  let after = null
  for (const key of wanted) {
    let child = known.get(key)
    if (child === undefined) { child = make(key); child.dataset.key = key }
    const place = after === null ? parent.firstElementChild : after.nextElementSibling
    if (child !== place) parent.insertBefore(child, place)
    update(child, key)
    after = child
  }
}
`
