/** All that the simulator's own pages say, in the language of the page. */
import { english as acting } from './acting-words.ts'
import { english as catalogue } from './catalogue-words.ts'
import { english as desk } from './desk-words.ts'
import { english as fault } from './fault-words.ts'
import { german as germanActing } from './german/acting-words.ts'
import { german as germanCatalogue } from './german/catalogue-words.ts'
import { german as germanDesk } from './german/desk-words.ts'
import { german as germanFault } from './german/fault-words.ts'
import { german as germanPage } from './german/page-words.ts'
import type { PageLanguage } from './page-language.ts'
import { english as page } from './page-words.ts'

const english = { page, desk, fault, catalogue, acting }

export type PageWords = typeof english & { readonly language: PageLanguage }

const all: Readonly<Record<PageLanguage, PageWords>> = {
  en: { language: 'en', ...english },
  de: {
    language: 'de',
    page: germanPage,
    desk: germanDesk,
    fault: germanFault,
    catalogue: germanCatalogue,
    acting: germanActing,
  },
}

export function wordsIn(language: PageLanguage): PageWords {
  return all[language]
}

/** The words a script needs, as the text it begins with. */
export function wordsForScript(words: PageWords, sections: readonly (keyof PageWords)[]): string {
  const chosen = Object.fromEntries(sections.map((section) => [section, words[section]]))
  return `const words = ${JSON.stringify(chosen)}\n`
}
