// Programs that are no npm packages. An installed one is used; as root on Debian it is installed.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { PlainFailure, runCommand } from '../project.mjs'

const usualPlaces = ['/usr/bin', '/usr/local/bin', '/snap/bin']

/**
 * @typedef {object} Wanted
 * @property {string} name as a person knows it
 * @property {string} variable of the environment, that names another one
 * @property {readonly string[]} programs
 * @property {readonly string[]} elsewhere whole paths outside PATH
 * @property {string} debianPackage
 */

/** @type {Wanted} */
const chromium = {
  name: 'Chromium',
  variable: 'CHROMIUM_PATH',
  programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
  elsewhere: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  debianPackage: 'chromium',
}

/** @type {Wanted} */
const firefox = {
  name: 'Firefox',
  variable: 'FIREFOX_PATH',
  programs: ['firefox-esr', 'firefox'],
  elsewhere: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  debianPackage: 'firefox-esr',
}

/** @type {Wanted} */
const soundServer = {
  name: 'PulseAudio',
  variable: 'PULSEAUDIO_PATH',
  programs: ['pulseaudio'],
  elsewhere: [],
  debianPackage: 'pulseaudio',
}

export const findOrInstallChromium = () => findOrInstall(chromium)
export const findOrInstallFirefox = () => findOrInstall(firefox)
export const findOrInstallSoundServer = () => findOrInstall(soundServer)

/** @param {Wanted} wanted @returns {Promise<string>} the path of a program that can be run */
async function findOrInstall(wanted) {
  const { debianPackage, name, variable } = wanted
  const howToGetIt = `The browser journeys need ${name}: install it (on Debian: apt-get install ${debianPackage}) or set ${variable} to its program.`
  const chosen = process.env[variable]
  if (chosen !== undefined && chosen !== '') {
    if (isProgram(chosen)) return chosen
    throw new PlainFailure(`${variable} names ${chosen}, which is no program. ${howToGetIt}`)
  }
  const found = find(wanted) ?? (await install(wanted))
  if (found === undefined) throw new PlainFailure(howToGetIt)
  return found
}

/** @param {Wanted} wanted */
function find({ elsewhere, programs }) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...usualPlaces]
  const candidates = programs.flatMap((name) =>
    folders.filter((folder) => folder !== '').map((folder) => join(folder, name)),
  )
  return [...candidates, ...elsewhere].find(isProgram)
}

/** @param {Wanted} wanted */
async function install(wanted) {
  const aptGet = ['/usr/bin/apt-get', '/bin/apt-get'].find(isProgram)
  if (process.getuid?.() !== 0 || aptGet === undefined) return undefined
  console.log(
    `Installing ${wanted.name} for the browser journeys (apt-get). This takes about a minute …`,
  )
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const packages = ['install', '-y', '--no-install-recommends', wanted.debianPackage]
  for (const args of [['update'], packages]) {
    const { code, output } = await runCommand(aptGet, args, { output: 'collect', environment })
    if (code !== 0) {
      console.error(output.trimEnd())
      return undefined
    }
  }
  return find(wanted)
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
