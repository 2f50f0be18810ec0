/** Which phrases of a catalogue nobody says, found in the code as it is written. */
import ts from 'typescript'

interface Phrase {
  readonly key: string
  /** Of a record of phrases; undefined of a phrase. */
  readonly inner: readonly string[] | undefined
}

export interface CodeFile {
  readonly path: string
  readonly code: string
}

/** `everything`: the code of all files, imports left out. */
export function joined(files: readonly CodeFile[]): string {
  return files
    .map(({ code }) => code)
    .join('\n')
    .replaceAll(/^import [^;]*? from '[^']+'$/gm, '')
}

/** As `key` or `key.inner`. A record that is looked up by a variable is used as a whole: its type says which keys there must be. */
export function unusedPhrases(catalogue: CodeFile, everything: string): string[] {
  const exported = /^export const (\w+) = inLanguage\(/m.exec(catalogue.code)?.[1]
  const own = exported ?? 'words'
  // A catalogue that is not exported is used in its own file alone.
  const code = exported === undefined ? joined([catalogue]) : everything
  if (isTakenWhole(code, own)) return []
  return phrasesOf(catalogue).flatMap(({ inner, key }) => {
    const alias = aliasOf(catalogue.code, own, key)
    if (alias === undefined && !reads(code, own, key)) return [key]
    if (inner === undefined) return []
    const places = [`${own}.${key}`, ...(alias === undefined ? [] : [alias])]
    if (places.some((place) => isTakenWhole(everything, place))) return []
    return inner
      .filter((name) => !places.some((place) => reads(everything, place, name)))
      .map((name) => `${key}.${name}`)
  })
}

/** `const alias = words.key`, `const { key } = words`, `const { key: alias } = words` */
function aliasOf(code: string, own: string, key: string): string | undefined {
  const taken = new RegExp(`const (\\w+)(?:: [^=]+)? = ${own}\\.${key}\\n`).exec(code)
  const unfolded = new RegExp(`\\{[^{}]*\\b${key}\\b(?:: (\\w+))?[^{}]*\\} = ${own}\\n`).exec(code)
  return taken?.[1] ?? (unfolded === null ? undefined : (unfolded[1] ?? key))
}

const isName = (key: string) => /^\w+$/.test(key)

/** `object.key`, or `{ …, key, … } = object` */
function reads(code: string, object: string, key: string): boolean {
  if (!isName(key)) return true
  return (
    code.includes(`${object}.${key}`) ||
    new RegExp(`\\{[^{}]*\\b${key}\\b[^{}]*\\} = ${object}\\n`).test(code)
  )
}

/** Looked up by a variable, spread, or handed on; neither declared nor unfolded. */
function isTakenWhole(code: string, object: string): boolean {
  const name = object.replaceAll('.', '\\.')
  // What is only given another name is looked for under that.
  const renamed = '(?<!const \\w+(?:: [^=\\n]+)? = |\\} = )'
  return new RegExp(
    `(?<!const |\\w\\.|['\\w])(?:${renamed}${name}(?![.\\w':])|${name}(?=[^.\\w':\\n]))(?! = )`,
  ).test(code)
}

function phrasesOf({ code, path }: CodeFile): readonly Phrase[] {
  const file = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true)
  const english = file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find(({ name }) => name.getText(file) === 'english')?.initializer
  return propertiesOf(english).map(({ initializer, name }) => {
    const inner = propertiesOf(initializer).map((property) => nameOf(property.name))
    return { key: nameOf(name), inner: inner.length === 0 ? undefined : inner }
  })
}

function propertiesOf(value: ts.Expression | undefined): readonly ts.PropertyAssignment[] {
  const inner = value !== undefined && ts.isSatisfiesExpression(value) ? value.expression : value
  return inner !== undefined && ts.isObjectLiteralExpression(inner)
    ? inner.properties.filter(ts.isPropertyAssignment)
    : []
}

const nameOf = (name: ts.PropertyName) =>
  ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : name.getText()
