/** What people put into a number while they look for it, and what they say when it is done: phrases that name nothing. */
import { type Token, textAt, tokenAt } from '../text/token.ts'

type Phrases = ReadonlyMap<string, readonly (readonly string[])[]>

const mostWords = 6

/** Between two groups: "five oh three, what is it, five five five, i think it's oh one". */
const inside = phrasesOf(
  [
    'hang on|hang on a sec|hang on a second|hang on a minute|hold on|hold on a sec|hold on a second|one sec|one second|one moment|just a sec|just a second|just a minute|just a moment|give me a sec|give me a second|bear with me|wait a sec|wait a second|wait a minute|half a sec|two ticks',
    "let me see|let me think|let me look|let me check|let me just check|let me find it|let me get it|let me read it|lemme see|lemme think|lemme check|let's see|where was i|where are we|let me have a look|i'm just looking|just looking|i'm looking at it",
    "what is it|what's it|what was it|what's that|what's next|is it|was it|is that|is it a|i think it's|i think it is|i think that's|i think it was|i think|i believe|i believe it's|i want to say|i'd say|i guess|i mean|i meant|pretty sure it's|i'm pretty sure|it might be|must be|it should be|should be|maybe it's|probably|it's either",
    "you know|you see|god|oh god|my god|oh my god|gosh|oh gosh|oh dear|goodness|oh man|damn|jeez|sorry|oh sorry|excuse me|pardon me|i'm sorry|bless me|of course|like|kind of|sort of|it goes|it then goes|it's then|then it's|then it goes|and then it's|and then it goes|followed by|after that|after that it's|and after that|next",
    "next bit|next part|last bit|last part|and last|and lastly|and finally|finally|and it's|and that's|and then that's|then lastly",
    "got that|you got that|okay so far|so far|with me so far|are you getting this|are you writing this down|you ready|ready|did you get that|is that right|right so|okay so|alright|all right|that's right|there we go|here we go|here it is|got it|there it is",
    'uh huh|mm hmm|mm hm|space|new group|gap|pause|take a breath',
    'moment|moment mal|warte|warte mal|einen moment|espera|a ver|un momento|attendez|un instant|aspetta|un attimo|ruko|ek minute',
  ].join('|'),
)

/** Behind the last group. */
const behind = phrasesOf(
  [
    "that's it|that is it|and that's it|that's all|that's the lot|that's the number|that's the one|that's the whole thing|that's my number|there you go|there you have it|there we go|here you go",
    "did you get that|did you get it|did you get all that|did you catch that|did you hear that|have you got that|you got that|got that|got it|get that|is that right|is that correct|is that okay|is that ok|is that all|is that enough|is that it|that right|that correct|is it right|does that sound right|does that help|if that helps|if that's any good|do you want me to repeat it|shall i repeat that|should i repeat that|want me to repeat that|want me to say it again|i can repeat it|i'll say it again|do you need it again|do you need anything else",
    "i think|i believe|i guess|i'm pretty sure|pretty sure|i hope|if i remember right|if i remember correctly|from memory|off the top of my head|as far as i know|to the best of my knowledge|last time i checked|if it's right|hopefully|probably|or something like that|you know|please|thanks|thank you|thank you very much|cheers|okay|ok|if that's okay|and that's right|that's right|that's correct|yes that's right|yeah that's it|at the end|on the end|all together|altogether|again|one more time|like i said|as i said|i said|sorry about that",
  ].join('|'),
)

function phrasesOf(text: string): Phrases {
  const phrases = new Map<string, (readonly string[])[]>()
  for (const words of text.split('|').map((phrase) => phrase.split(' '))) {
    const [first = ''] = words
    phrases.set(first, [...(phrases.get(first) ?? []), words])
  }
  for (const own of phrases.values()) own.sort((one, other) => other.length - one.length)
  return phrases
}

/** The token behind the longest phrase that begins at `index` in one turn; `index` itself when none does. */
function endOf(phrases: Phrases, tokens: readonly Token[], index: number): number {
  const { segment, kind, text } = tokenAt(tokens, index)
  if (kind !== 'word') return index
  const own = phrases.get(text)?.find((words) => {
    const isSaid = words.every((word, step) => textAt(tokens, index + step) === word)
    return isSaid && tokenAt(tokens, index + words.length - 1).segment === segment
  })
  return index + (own?.length ?? 0)
}

/** Where a phrase that may stand between two groups ends: the token behind it, or `index` when there is none. */
export function interjectionEnd(tokens: readonly Token[], index: number): number {
  return endOf(inside, tokens, index)
}

/** The same for what may stand behind the whole number. */
export function closingEnd(tokens: readonly Token[], index: number): number {
  return Math.max(endOf(inside, tokens, index), endOf(behind, tokens, index))
}

/** The first token of the longest phrase that ends at `index`; `index + 1` when none does. */
export function closingStart(tokens: readonly Token[], index: number): number {
  for (let from = Math.max(0, index - mostWords + 1); from <= index; from += 1)
    if (closingEnd(tokens, from) === index + 1) return from
  return index + 1
}
