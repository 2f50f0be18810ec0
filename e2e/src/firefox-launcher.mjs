#!/usr/bin/env node
/**
 * Starts Firefox and stands between it and the driver: Firefox ESR does not know yet how to be told a page's media features, the driver
 * tells every new page and takes a refusal for the end. That one command is answered here, and everything else passes untouched.
 *
 *   driver ─► this ─► Firefox (FIREFOX_PROGRAM, with the arguments as given)
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { WebSocket, WebSocketServer } from 'ws'

const unknownThere = 'emulation.setMediaFeaturesOverride'
const listening = /^WebDriver BiDi listening on (ws:\/\/\S+)$/

const firefox = spawn(process.env.FIREFOX_PROGRAM ?? 'firefox', process.argv.slice(2), {
  stdio: ['inherit', 'inherit', 'pipe'],
})
firefox.once('exit', (code) => process.exit(code ?? 1))
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => firefox.kill(signal))

for await (const line of createInterface({ input: firefox.stderr })) {
  const address = listening.exec(line)?.[1]
  const told = address === undefined ? line : line.replace(address, await standBefore(address))
  process.stderr.write(`${told}\n`)
}

/** @param {string} address Firefox's own. @returns {Promise<string>} the one to ask instead. */
async function standBefore(address) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', (driver, { url }) => join(driver, new URL(url, address).href))
  await once(server, 'listening')
  return `ws://127.0.0.1:${server.address().port}`
}

/** @param {WebSocket} driver @param {string} address */
function join(driver, address) {
  const browser = new WebSocket(address, { perMessageDeflate: false })
  const opened = once(browser, 'open')
  driver.on('message', async (data) => {
    const text = data.toString()
    const { id, method } = JSON.parse(text)
    if (method === unknownThere) driver.send(JSON.stringify({ type: 'success', id, result: {} }))
    else {
      await opened
      browser.send(text)
    }
  })
  browser.on('message', (data) => driver.send(data.toString()))
  browser.on('close', () => driver.close())
  driver.on('close', () => browser.close())
  for (const side of [browser, driver]) side.on('error', () => firefox.kill('SIGTERM'))
}
