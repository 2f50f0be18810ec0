/** Finds text for people that stands in the code of a screen and in no catalogue. */
import ts from 'typescript'

/** Properties of elements and parts that are shown or read out, whatever they hold. */
const spoken = new Set([
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'description',
  'error',
  'heading',
  'label',
  'legend',
  'no',
  'placeholder',
  'thumbLabel',
  'title',
  'words',
  'yes',
])

/** Said to a screen reader, or shown by the browser itself. */
const saying = new Set(['say', 'alert', 'confirm', 'prompt'])

/** The same in every language: the product's own name, a made-up person's, and how browsers name keys. */
const named = new Set(['Sotto', 'Maren Brandt', 'Alt', 'Control', 'Enter', 'Meta', 'Shift'])

const isText = (text: string) => /\p{L}/u.test(text) && !named.has(text.trim())

/** Two words side by side, or one that begins like a sentence: no class, no id, no name of an event. */
const looksSpoken = (text: string) =>
  isText(text) && (/\p{L}[,.:]? +\p{L}/u.test(text) || /^\p{Lu}\p{Ll}+( |…|$)/u.test(text.trim()))

export interface FoundText {
  readonly line: number
  readonly text: string
}

export function textOutsideWords(fileName: string, code: string): readonly FoundText[] {
  const file = ts.createSourceFile(fileName, code, ts.ScriptTarget.Latest, true)
  const found: FoundText[] = []
  const note = (node: ts.Node, text: string) =>
    found.push({
      line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1,
      text: text.trim(),
    })
  function visit(node: ts.Node): void {
    // Names of modules and types are not shown; what is thrown is for whoever mends it.
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isThrowStatement(node)) return
    if (ts.isJsxAttribute(node) && node.name.getText(file) === 'aria-keyshortcuts') return
    if (ts.isJsxText(node) && isText(node.text)) note(node, node.text)
    const text = textOf(node)
    if (text !== undefined && (isSpokenPlace(node) ? isText(text) : looksSpoken(text)))
      if (!isKey(node)) note(node, text)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return undefined
  return [node.head, ...node.templateSpans.map(({ literal }) => literal)]
    .map(({ text }) => text)
    .join('0')
}

/** The value of a spoken property, also behind a condition, or what is said. */
function isSpokenPlace(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isJsxAttribute(parent)) return spoken.has(parent.name.getText())
  if (ts.isCallExpression(parent)) {
    const { expression } = parent
    return ts.isPropertyAccessExpression(expression) && saying.has(expression.name.text)
  }
  if (ts.isJsxExpression(parent))
    return ts.isJsxAttribute(parent.parent) ? isSpokenPlace(parent) : true
  if (ts.isConditionalExpression(parent) && parent.condition !== node) return isSpokenPlace(parent)
  return false
}

/** Compared with, looked up by, or a property's own name. */
function isKey(node: ts.Node): boolean {
  const { parent } = node
  return (
    ts.isElementAccessExpression(parent) ||
    ts.isCaseClause(parent) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isBinaryExpression(parent) && /^[=!]==$/.test(parent.operatorToken.getText()))
  )
}
