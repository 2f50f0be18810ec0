/** What the scripts of the simulator's own pages have in common, as text they begin with. Everything shown goes through textContent. */
import { type PageWords, wordsForScript } from '../words/words-of-page.ts'

export const pageScript = `
const byId = (id) => document.getElementById(id)
const clockTime = new Intl.DateTimeFormat(words.language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })

function time(iso) {
  return clockTime.format(new Date(iso))
}

// What is filled in is not looked at again.
function fill(phrase, values) {
  return phrase.replace(/\\{(\\w+)\\}/g, (gap, name) => String(values[name] ?? gap))
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

/** A whole script: its words come first. */
export function scriptInWords(
  words: PageWords,
  sections: readonly (keyof PageWords)[],
  script: string,
): string {
  return `'use strict'\n\n${wordsForScript(words, ['language', ...sections])}${pageScript}${script}`
}
