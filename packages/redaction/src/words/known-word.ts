/** Whether a word is one that people say: in a list itself, or a form of one that is. */
import { furtherWords } from './further-words.ts'
import { modernWords } from './modern-words.ts'
import { spokenWords } from './spoken-words.ts'

export function isKnownWord(word: string): boolean {
  if (isListed(word)) return true
  if (word.length < 5) return word.endsWith('s') && isListed(word.slice(0, -1))
  return stemsOf(word).some(isListed)
}

function isListed(word: string): boolean {
  return spokenWords.has(word) || furtherWords.has(word) || modernWords.has(word)
}

/** "Ponies", "stopped", "baked", "happily": what they may come from. */
function stemsOf(word: string): readonly string[] {
  if (word.endsWith('ies') || word.endsWith('ied'))
    return [`${word.slice(0, -3)}y`, word.slice(0, -1)]
  if (word.endsWith('es')) return [word.slice(0, -1), word.slice(0, -2)]
  if (word.endsWith('s')) return [word.slice(0, -1)]
  if (word.endsWith('ed')) {
    const stem = word.slice(0, -2)
    return [stem, word.slice(0, -1), stem.at(-1) === stem.at(-2) ? stem.slice(0, -1) : stem]
  }
  if (word.endsWith('ily')) return [`${word.slice(0, -3)}y`]
  return word.endsWith('ly') ? [word.slice(0, -2)] : []
}
