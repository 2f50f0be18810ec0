/** How deep a JSON text nests, found out before anything is built from it: what walks a value afterwards may recurse. */

/** Nothing a panel says nests deeper than four. */
export const deepestJson = 16

/** Looks at brackets outside strings only; whether the text is JSON at all is for the parser to say. */
export function nestsDeeperThan(text: string, limit: number): boolean {
  let depth = 0
  let isInString = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (isInString) {
      if (character === '\\') index += 1
      else if (character === '"') isInString = false
    } else if (character === '"') isInString = true
    else if (character === '{' || character === '[') {
      depth += 1
      if (depth > limit) return true
    } else if (character === '}' || character === ']') depth -= 1
  }
  return false
}
