// npm run check:advisories: asks the registry what is known against the components that Sotto ships. Needs the network, so it is
// no part of npm test; SECURITY.md ("Components") says when it is run and within which times what it finds is mended.
import { PlainFailure, runCommand, runScript } from '../project.mjs'

await runScript(async () => {
  const { code, output } = await runCommand('npm', ['audit', '--omit=dev', '--loglevel=error'], {
    output: 'collect',
  })
  console.log(output.trimEnd())
  // npm says "found weaknesses" and "could not ask" by the same exit code.
  if (/audit endpoint returned an error|npm error (code|audit)/i.test(output))
    throw new PlainFailure('The registry could not be asked: nothing is known either way.')
  return code
})
