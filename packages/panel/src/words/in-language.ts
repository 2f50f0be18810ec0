/**
 * The language of the page. It is chosen once, before anything of the words is evaluated (`main.tsx`), and stays until the page is
 * loaded anew; so words may stand in constants, and nobody loads a language that is not theirs.
 */

/** Another language's words for the English ones of that name; undefined where it has none. */
export type Translate = (name: string, english: object) => object | undefined

export interface PageLanguage {
  /** As the page itself is marked. */
  readonly tongue: string
  /** What it would be without anybody's choice. */
  readonly browserTongue: string
  /** As the browser names it (BCP 47), for dates, numbers, plurals, lists and sorting. */
  readonly locale: string
  readonly translate: Translate
}

let page: PageLanguage = {
  tongue: 'en',
  browserTongue: 'en',
  locale: 'en-GB',
  translate: () => undefined,
}

/** Before the modules with words are imported: what they have taken is not taken again. */
export function speak(language: PageLanguage): void {
  page = language
}

export function pageTongue(): string {
  return page.tongue
}

export function browserTongue(): string {
  return page.browserTongue
}

export function pageLocale(): string {
  return page.locale
}

/** The words of this page's language; English where that has none. `name`: of the file, which the other languages have as well. */
export function inLanguage<Words extends object>(name: string, english: Words): Words {
  return { ...english, ...page.translate(name, english) }
}
