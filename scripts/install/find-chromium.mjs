// The browser journeys need a real Chromium. An installed one is used; as root on Debian it is installed.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { PlainFailure, runCommand } from '../project.mjs'

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const usualPlaces = ['/usr/bin', '/usr/local/bin', '/snap/bin']
const macPrograms = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const howToGetIt =
  'The browser journeys need Chromium: install it (on Debian: apt-get install chromium) or set CHROMIUM_PATH to its program.'

/** @returns {Promise<string>} the path of a Chromium that can be run */
export async function findOrInstallChromium() {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen !== undefined && chosen !== '') {
    if (isProgram(chosen)) return chosen
    throw new PlainFailure(`CHROMIUM_PATH names ${chosen}, which is no program. ${howToGetIt}`)
  }
  const found = findChromium() ?? (await installChromium())
  if (found === undefined) throw new PlainFailure(howToGetIt)
  return found
}

function findChromium() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...usualPlaces]
  const candidates = programs.flatMap((name) =>
    folders.filter((folder) => folder !== '').map((folder) => join(folder, name)),
  )
  return [...candidates, ...macPrograms].find(isProgram)
}

async function installChromium() {
  const aptGet = ['/usr/bin/apt-get', '/bin/apt-get'].find(isProgram)
  if (process.getuid?.() !== 0 || aptGet === undefined) return undefined
  console.log('Installing Chromium for the browser journeys (apt-get). This takes about a minute …')
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const packages = ['install', '-y', '--no-install-recommends', 'chromium']
  for (const args of [['update'], packages]) {
    const { code, output } = await runCommand(aptGet, args, { output: 'collect', environment })
    if (code !== 0) {
      console.error(output.trimEnd())
      return undefined
    }
  }
  return findChromium()
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
