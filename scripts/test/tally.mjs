// How a suite went: what is counted, and what failed, to be said once more where the output ends.

/**
 * @typedef {object} Failure
 * @property {string} name
 * @property {string} reason
 * @property {string} [file] the test file, where one can be run again
 *
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {readonly Failure[]} failures what failed, by name
 * @property {readonly Failure[]} [mended] what failed at first and held when it was run again
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
    mended: tallies.flatMap((each) => each.mended ?? []),
  }
}

/**
 * A run, after the files of its failed tests were run once more. A test that fails then has failed, whichever it is.
 *
 * @param {Tally} first
 * @param {Tally} again of those files only
 * @returns {Tally}
 */
export function runAgain(first, again) {
  // Of a run that broke down nothing is known.
  if (again.passed === 0) return first
  const failedAgain = new Set(again.failures.map(({ name }) => name))
  const mended = first.failures.filter(
    ({ file, name }) => file !== undefined && !failedAgain.has(name),
  )
  const left = first.failures.filter((failure) => !mended.includes(failure))
  const known = new Set(left.map(({ name }) => name))
  const fresh = again.failures.filter(({ name }) => !known.has(name))
  const failures = [...left, ...fresh]
  const passed = first.passed + mended.length - fresh.length
  return { passed, failed: failures.length, failures, mended }
}

/**
 * The failures in words. Who reads the end of a long output, or was kept only its end, has to find them there.
 *
 * @param {Pick<Tally, 'failures' | 'mended'>} tally
 * @returns {string[]} lines, none when nothing failed
 */
export function failureLines({ failures, mended = [] }) {
  return [
    ...linesOf('Passed only when run again, by itself:', mended),
    ...linesOf('What failed:', failures),
  ]
}

/** @param {string} heading @param {readonly Failure[]} failures */
function linesOf(heading, failures) {
  if (failures.length === 0) return []
  const told = failures.flatMap(({ name, reason }) => {
    const lines = reason.trimEnd().split('\n')
    const left = lines.length - longestReasonLines
    const more = left > 0 ? [`  … ${left} lines more above`] : []
    return ['', name, ...lines.slice(0, longestReasonLines).map((line) => `  ${line}`), ...more]
  })
  return ['', heading, ...told, '']
}
