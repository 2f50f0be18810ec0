/** The frame of every page of the simulator's own. */
import { escapeHtml } from '../oauth/login/escape-html.ts'

export interface PageParts {
  readonly title: string
  /** Path of the page's style sheet. */
  readonly style: string
  /** Path of the page's script, if it has one. */
  readonly script?: string
  /** HTML: whatever it holds must be escaped already. */
  readonly body: string
}

export function pageHtml({ title, style, script, body }: PageParts): string {
  const scriptTag =
    script === undefined ? '' : `\n<script src="${escapeHtml(script)}" defer></script>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(style)}">
</head>
<body>
${body}${scriptTag}
</body>
</html>
`
}
