/** What people say before their name. */
import { type Token, textAt } from '../text/token.ts'

interface Opening {
  readonly words: readonly string[]
  /** Says nothing unless a listed or large-written name follows. */
  readonly isWeak: boolean
}

export const opening = (text: string, isWeak = false): Opening => ({
  words: text.split(' '),
  isWeak,
})

/** What people say before their name. */
const openings: readonly Opening[] = [
  opening('my name is'),
  opening("my name's"),
  opening('my full name is'),
  opening('name is'),
  opening("name's"),
  opening('my first name is'),
  opening('my last name is'),
  opening('first name is'),
  opening('last name is'),
  opening('surname is'),
  opening('maiden name is'),
  opening('maiden name was'),
  opening('middle name is'),
  opening('name was'),
  opening('first name'),
  opening('last name'),
  opening('surname'),
  opening('call me', true),
  opening('i am called'),
  opening('name on the account is'),
  opening('name on the card is'),
  opening('name on it is', true),
  opening('under the name'),
  opening('under the name of'),
  opening('in the name of'),
  opening('goes by', true),
  opening('cardholder is', true),
  opening('account holder is', true),
  opening('made out to', true),
  opening('spoke with', true),
  opening('spoke to', true),
  opening('talked to', true),
  opening('tell', true),
  opening('ask for', true),
  opening('under', true),
  opening('met', true),
  opening('belongs to', true),
  opening('contact', true),
  opening('speaking with', true),
  opening('speaking to', true),
  opening('speak with', true),
  opening('speak to', true),
  opening('this is', true),
  opening("i'm", true),
  opening('i am', true),
  opening("it's", true),
  opening('it is', true),
  opening('thank you', true),
  opening('thanks', true),
  opening('hello', true),
  opening('hi', true),
  opening('hey', true),
  opening('dear', true),
  opening('name', true),
  opening('behalf of', true),
  opening('husband', true),
  opening('wife', true),
  opening('son', true),
  opening('daughter', true),
  opening('mother', true),
  opening('father', true),
  opening('brother', true),
  opening('sister', true),
  opening('called', true),
  opening('named', true),
  opening('my name', true),
  opening('signed', true),
  opening('regards', true),
  opening('sincerely', true),
  opening('mein name ist'),
  opening('ich heisse'),
  opening('ich bin', true),
  opening('hier ist', true),
  opening('hier spricht', true),
  opening('me llamo'),
  opening('mi nombre es'),
  opening('soy', true),
  opening("je m'appelle"),
  opening('mon nom est'),
  opening('je suis', true),
  opening('mi chiamo'),
  opening('mera naam', true),
  opening('naam', true),
  opening('meu nome e'),
]

export const byLastWord = new Map<string, Opening[]>()
for (const entry of openings) {
  const last = entry.words.at(-1) ?? ''
  byLastWord.set(last, [...(byLastWord.get(last) ?? []), entry])
}

export function isSaid(tokens: readonly Token[], last: number, words: readonly string[]): boolean {
  return words.every((word, index) => textAt(tokens, last - words.length + 1 + index) === word)
}
