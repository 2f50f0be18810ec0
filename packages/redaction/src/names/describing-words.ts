/** Words of no list that say how something is, "it's janky", "i'm peckish": where nobody talks of names they are none. */
import { textAt, tokenAt } from '../text/token.ts'
import { scanBack } from '../topics/find-topic.ts'
import type { View } from '../view.ts'

// How adjectives end, and unlisted names seldom.
const adjective = /(?:[^aeim]ed|ic|ish|ive|ous|ful|less|able|ible|ite|ated|ian|proof|ism)$/
const things = new Set(["it's", 'its', 'under', 'it'])
const greetings = new Set('hi hello hey hiya morning afternoon evening yo only just me'.split(' '))
const behindNames = new Set(
  'here calling speaking from again with without spelled spelt and i for my'.split(' '),
)
const nearTokens = 8
const promptTokens = 30

/** A word right behind a weak opening. */
export function isDescribing(view: View, index: number): boolean {
  const { tokens, prompt } = view
  if (isNameAsked(view)) return false
  if (adjective.test(textAt(tokens, index))) return true
  const opener = textAt(tokens, index - 1)
  if (!things.has(opener) && !(opener === 'is' && textAt(tokens, index - 2) === 'it')) return false
  const next = tokenAt(tokens, index + 1)
  if (next.kind === 'word' && behindNames.has(next.text)) return false
  for (let before = index - 2; before >= Math.max(0, index - nearTokens); before -= 1)
    if (greetings.has(textAt(tokens, before))) return false
  return scanBack(tokens, index, nearTokens)?.topic !== 'name' && !isNameBehind()

  /** "It's kwaku kwaku mensah", "it's wynn, [name]". */
  function isNameBehind(): boolean {
    if (next.text === textAt(tokens, index) || next.text === '[name]') return true
    // Words of a talk without a question before may open it.
    return prompt.length === 0 && next.kind === 'word'
  }
}

function isNameAsked({ prompt }: View): boolean {
  if (scanBack(prompt, prompt.length, promptTokens)?.topic === 'name') return true
  for (
    let index = prompt.length - 1;
    index >= Math.max(0, prompt.length - promptTokens);
    index -= 1
  ) {
    const text = textAt(prompt, index)
    if (['who', "who's", 'name', "name's", 'surname', 'spell', 'called'].includes(text)) return true
  }
  return false
}
