/** What people may have written, and called things, to make a page run it or fall apart. */
const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<a href="javascript:alert(1)">x</a>',
  '<style>*{display:none}</style>',
  '<math><mi xlink:href="data:x,<script>alert(1)</script>">',
  '<body onpageshow=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<form action=//evil.example><input autofocus onfocus=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  '\u202Eevil\u202C',
  'x'.repeat(500),
  '\u200B\u200B',
  'ﷺ'.repeat(50),
]
const wrappings = [
  '',
  '"',
  "'",
  '`',
  '-->',
  ']]>',
  '</textarea>',
  '</title>',
  '</dd>',
  '</li>',
  '"/>',
  '&lt;',
  '%3C',
  '\\',
  '\n',
  '\t',
  '=',
  '\u{1F600}',
  'é',
  '>',
]

/** Three hundred of them. */
export const hostileTexts: readonly string[] = payloads.flatMap((payload) =>
  wrappings.map((wrapping) => `${wrapping}${payload}`),
)

/** Every element of a page with the names of its attributes, in order: the same as long as texts are only texts. */
export function tagsOf(html: string): readonly string[] {
  return [...html.matchAll(/<([a-z][a-z0-9-]*)((?:\s+[^\s=>/"]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(
    ([, name, attributes]) =>
      [
        name,
        ...(attributes ?? '')
          .replaceAll(/="[^"]*"/g, '')
          .trim()
          .split(/\s+/),
      ].join(' '),
  )
}
