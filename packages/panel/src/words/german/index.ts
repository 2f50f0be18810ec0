/** Everything in German. Whoever adds words in English adds them here too: under the same file name, of the same type. */
import type { Translate } from '../in-language.ts'
import { keyWords } from './key-words.ts'
import { preferenceWords } from './preference-words.ts'
import { truthWords } from './truth-words.ts'

export const german: Readonly<Record<string, object>> = {
  'key-words': keyWords,
  'preference-words': preferenceWords,
  'truth-words': truthWords,
}

export const inGerman: Translate = (name) => german[name]
