// Written for old versions of Node too: this is the file that tells them so.
const neededMajor = 20
const neededMinor = 19

/** Ends the program with one clear line when Node is too old to run the rest of it. */
export function refuseOldNode() {
  const numbers = process.versions.node.split('.').map(Number)
  const major = numbers[0] || 0
  const minor = numbers[1] || 0
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return
  console.error(
    'Sotto needs Node.js ' +
      neededMajor +
      '.' +
      neededMinor +
      ' or newer, and this is ' +
      process.versions.node +
      '. Install a newer one from https://nodejs.org/ and try again.',
  )
  process.exit(1)
}
