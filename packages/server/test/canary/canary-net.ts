/** Everything that leaves a server, with where it came out; and what of it should not have. */
export interface CanaryNet {
  /** Something came out there. */
  catch(path: string, output: unknown): void
  /** `path: needle`, each once. */
  found(): readonly string[]
  /** How much was looked through, in characters, by path. */
  amounts(): ReadonlyMap<string, number>
}

const prefixLength = 6

export function createCanaryNet(needles: readonly string[]): CanaryNet {
  const byPrefix = new Map<string, string[]>()
  for (const needle of new Set(needles.map(plain))) {
    const prefix = needle.slice(0, prefixLength)
    byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), needle])
  }
  const finds = new Set<string>()
  const amounts = new Map<string, number>()

  function look(path: string, text: string): void {
    for (let place = 0; place + prefixLength <= text.length; place += 1)
      for (const needle of byPrefix.get(text.slice(place, place + prefixLength)) ?? [])
        if (text.startsWith(needle, place)) finds.add(`${path}: ${needle}`)
  }

  return {
    catch(path, output) {
      const text = plain(typeof output === 'string' ? output : (JSON.stringify(output) ?? ''))
      amounts.set(path, (amounts.get(path) ?? 0) + text.length)
      look(path, text)
      // However the digits of a number stand apart.
      look(path, text.replaceAll(/(?<=\d)[ ().+/-]{1,3}(?=\d)/g, ''))
    },
    found: () => [...finds].sort(),
    amounts: () => amounts,
  }
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/\\[nrt]|\s+/g, ' ')
}
