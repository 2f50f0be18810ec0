// How a suite went: what is counted, and what failed, to be said once more where the output ends.

/**
 * @typedef {object} Failure
 * @property {string} name
 * @property {string} reason
 *
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {readonly Failure[]} failures what failed, by name; none for what was only counted
 */

const longestReasonLines = 12

/** @param {string} name @param {string} reason @returns {Tally} */
export function oneFailure(name, reason) {
  return { passed: 0, failed: 1, failures: [{ name, reason }] }
}

/** @returns {Tally} */
export function onePassed() {
  return { passed: 1, failed: 0, failures: [] }
}

/** @param {readonly Tally[]} tallies @returns {Tally} */
export function sumOf(tallies) {
  return {
    passed: tallies.reduce((sum, each) => sum + each.passed, 0),
    failed: tallies.reduce((sum, each) => sum + each.failed, 0),
    failures: tallies.flatMap((each) => each.failures),
  }
}

/**
 * The failures in words. Who reads the end of a long output, or was kept only its end, has to find them there.
 *
 * @param {readonly Failure[]} failures
 * @returns {string[]} lines, none when nothing failed
 */
export function failureLines(failures) {
  if (failures.length === 0) return []
  const told = failures.flatMap(({ name, reason }) => {
    const lines = reason.trimEnd().split('\n')
    const left = lines.length - longestReasonLines
    const more = left > 0 ? [`  … ${left} lines more above`] : []
    return ['', name, ...lines.slice(0, longestReasonLines).map((line) => `  ${line}`), ...more]
  })
  return ['', 'What failed:', ...told, '']
}
