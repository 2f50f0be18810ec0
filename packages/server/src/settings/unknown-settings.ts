/** Variables that look like settings of ours and are none: most of them are misspelt. */

/** One line for each unknown `SOTTO_…`, with the known name that is nearest to it. `known` are all names that mean something. */
export function warningsOfUnknownSettings(
  environment: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): readonly string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('SOTTO_') && !known.includes(name))
    .toSorted()
    .map((name) => {
      const shown = name.slice(0, 60)
      const nearest = nearestOf(name, known)
      return nearest === undefined
        ? `${shown} is no setting of Sotto and has no effect.`
        : `${shown} is no setting of Sotto and has no effect. Did you mean ${nearest}?`
    })
}

/** Undefined when none is near enough to be what was meant. */
function nearestOf(name: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .toSorted((one, other) => one.distance - other.distance)
  const isNear = nearest !== undefined && nearest.distance <= Math.max(2, name.length / 3)
  return isNear ? nearest.candidate : undefined
}

/** Levenshtein: letters to be added, taken away or changed. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [place, letter] of [...one].entries()) {
    const next = [place + 1]
    for (const [index, wanted] of [...other].entries())
      next.push(
        Math.min(
          (row[index + 1] ?? 0) + 1,
          (next[index] ?? 0) + 1,
          (row[index] ?? 0) + (letter === wanted ? 0 : 1),
        ),
      )
    row = next
  }
  return row.at(-1) ?? 0
}
