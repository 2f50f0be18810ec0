/** Phrases with gaps. They are plain text, `{name}` for a gap, so that the pages' scripts can be given them as they are. */

export type Filling = Readonly<Record<string, string | number>>

/** A value that holds braces is not looked at again. */
export function fill(phrase: string, values: Filling): string {
  return phrase.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap))
}

export function gapsOf(phrase: string): readonly string[] {
  return [...phrase.matchAll(/\{(\w+)\}/g)].map((gap) => gap[1] ?? '').toSorted()
}
