/** The pages a person meets while signing in: who are you, and what went wrong. Plain HTML, no script. */
import { createHash } from 'node:crypto'
import { escapeHtml } from './escape-html.ts'

const style = `
:root { color-scheme: light dark; --ink: #1d2129; --soft: #5b6472; --line: #d5dae2; --back: #f5f6f8; --card: #fff; --accent: #1f5fbf; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebf0; --soft: #a4adba; --line: #39414d; --back: #14171c; --card: #1d2229; --accent: #8ab4f8; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 2rem 1rem; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1rem; margin: 2rem 0 .5rem; }
p { margin: 0 0 1rem; color: var(--soft); }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); }
li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem; }
button { width: 100%; min-height: 2.75rem; padding: .25rem .75rem; text-align: left; font: inherit; font-weight: 600; color: var(--accent); background: transparent; border: 0; border-radius: .375rem; cursor: pointer; }
button:hover { background: var(--back); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
li span { display: block; padding: 0 .75rem .25rem; font-size: .875rem; color: var(--soft); }
p.search { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.search input { flex: 0 1 20rem; min-height: 2.5rem; padding: 0 .75rem; font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
.search button { width: auto; min-height: 2.5rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
.search a { color: var(--accent); }
.wrong { color: var(--ink); background: var(--card); border: 1px solid var(--line); border-left: .25rem solid #c5221f; border-radius: .25rem; padding: .75rem 1rem; }
`

const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

export interface LoginChoice {
  readonly id: string
  readonly name: string
  /** Role, teams and what is special about them, in words. */
  readonly description: string
}

export interface LoginGroup {
  readonly title: string
  readonly choices: readonly LoginChoice[]
}

export interface LoginPageInput {
  readonly action: string
  readonly clientName: string
  readonly groups: readonly LoginGroup[]
  /** What the list was narrowed by; empty for everybody. */
  readonly search: string
  readonly wrong?: string
}

export function loginPage({ action, clientName, groups, search, wrong }: LoginPageInput): string {
  return page(
    'Who are you?',
    `<h1>Who are you?</h1>
<p>Sign in to ${escapeHtml(clientName)} as one of the people of the simulated contact centre. There are no passwords here.</p>
${wrong === undefined ? '' : `<p class="wrong" role="alert">${escapeHtml(wrong)}</p>`}
${searchRow(search)}
<form method="post" action="${escapeHtml(action)}">
${groups.length === 0 ? '<p role="status">Nobody fits. Search for a name, a role or a team.</p>' : groups.map(groupSection).join('\n')}
</form>
<form method="get" id="search"></form>`,
  )
}

/** Belongs to the form at the end of the page, so that the people's form stays the first. */
function searchRow(search: string): string {
  const everybody = search === '' ? '' : '<a href="?">Show everybody</a>'
  return `<p class="search"><label for="name">Search</label> <input id="name" type="search" name="search" form="search" maxlength="100" value="${escapeHtml(search)}" placeholder="Name, role or team"> <button type="submit" form="search">Find</button> ${everybody}</p>`
}

function groupSection(group: LoginGroup): string {
  return `<h2>${escapeHtml(group.title)}</h2>
<ul aria-label="${escapeHtml(group.title)}">
${group.choices.map(choiceItem).join('\n')}
</ul>`
}

function choiceItem({ id, name, description }: LoginChoice): string {
  const describedBy = `about-${id}`
  return `<li><button type="submit" name="person" value="${escapeHtml(id)}" aria-describedby="${escapeHtml(describedBy)}">${escapeHtml(name)}</button><span id="${escapeHtml(describedBy)}">${escapeHtml(description)}</span></li>`
}

/** `code` and `description` as OAuth names them; both may come from the request. */
export function errorPage(code: string, description?: string): string {
  return page(
    'Sign-in failed',
    `<h1>Sign-in failed</h1>
<p class="wrong" role="alert">${escapeHtml(description ?? 'The request could not be understood.')}</p>
<p>Code: ${escapeHtml(code)}. Go back to the application and start again.</p>`,
  )
}

export function expiredPage(): string {
  return page(
    'Sign-in is over',
    `<h1>This sign-in is over</h1>
<p class="wrong" role="alert">It was finished already, or it took too long. Go back to the application and start again.</p>`,
  )
}

/**
 * Chromium holds `form-action` against every redirect that follows a form, so the page that gets the answer must be
 * named. An IPv6 address cannot be named in a policy; for it any plain HTTP address is let through.
 */
export function pagePolicy(redirectUri?: string): string {
  const target =
    redirectUri !== undefined && URL.canParse(redirectUri) ? new URL(redirectUri) : undefined
  const afterwards =
    target === undefined ? '' : target.hostname.startsWith('[') ? ' http:' : ` ${target.origin}`
  return [
    "default-src 'none'",
    `style-src ${styleSource}`,
    'img-src data:',
    `form-action 'self'${afterwards}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`
}
