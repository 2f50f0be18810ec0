/** The frame of every page of the simulator's own: whose it is, where else one can go, and in which language. */
import { escapeHtml } from '../oauth/login/escape-html.ts'
import { languageNames, type PageLanguage } from '../words/page-language.ts'
import type { PageWords } from '../words/words-of-page.ts'

export interface PageParts {
  readonly words: PageWords
  readonly title: string
  /** Where this page is, with its question: the other language is asked for there. */
  readonly address: string
  /** Path of the page's style sheet. */
  readonly style: string
  /** Path of the page's script, if it has one. */
  readonly script?: string
  /** Where the console is, if that is known. */
  readonly consoleUrl?: string | undefined
  /** HTML: whatever it holds must be escaped already. */
  readonly body: string
}

/** Two voices that meet, as on every page of the product. */
const mark =
  '<svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false"><rect class="ground" width="32" height="32" rx="8"/><path class="said" d="M8 12.5c0-3 3.4-5 8-5s8 2 8 5-3.4 4-8 4"/><path class="heard" d="M24 19.5c0 3-3.4 5-8 5s-8-2-8-5"/></svg>'

export function pageHtml(parts: PageParts): string {
  const { body, script, style, title, words } = parts
  const { language } = words
  const scriptTags =
    script === undefined
      ? ''
      : `\n<noscript><p class="notice">${escapeHtml(words.page.withoutScript)}</p></noscript>\n<script src="${escapeHtml(script)}?language=${language}" defer></script>`
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(style)}">
</head>
<body>
${banner(parts)}
${body}${scriptTags}
</body>
</html>
`
}

function banner({ address, consoleUrl, words }: PageParts): string {
  const { page } = words
  const place = (path: string, name: string) =>
    address.split('?')[0] === path
      ? `<a href="${path}" aria-current="page">${escapeHtml(name)}</a>`
      : `<a href="${path}">${escapeHtml(name)}</a>`
  const toConsole =
    consoleUrl === undefined
      ? ''
      : `\n<a href="${escapeHtml(consoleUrl)}" target="_blank" rel="noreferrer">${escapeHtml(page.console)}</a>`
  return `<header class="banner"><div class="inner">
<p class="brand">${mark}<span><strong>Sotto</strong> ${escapeHtml(page.place)}</span></p>
<nav aria-label="${escapeHtml(page.pages)}">
${place('/desk', page.desks)}
${place('/faults', page.breaking)}${toConsole}
</nav>
<nav class="languages" aria-label="${escapeHtml(page.languages)}">
${languageLink('en', inLanguage(address, 'en'), words.language)}
${languageLink('de', inLanguage(address, 'de'), words.language)}
</nav>
</div></header>`
}

function inLanguage(address: string, language: PageLanguage): string {
  const [path = '', query = ''] = address.split('?')
  const asked = new URLSearchParams(query)
  asked.set('language', language)
  return `${path}?${asked}`
}

function languageLink(language: PageLanguage, address: string, shown: PageLanguage): string {
  const current = language === shown ? ' aria-current="true"' : ''
  return `<a href="${escapeHtml(address)}" lang="${language}" hreflang="${language}"${current}>${languageNames[language]}</a>`
}
