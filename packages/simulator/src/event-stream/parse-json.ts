/** The value of a JSON text; undefined when it is none (JSON itself has no such value). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
