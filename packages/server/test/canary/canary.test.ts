import { personalKinds } from '@sotto/redaction'
import { expect, it } from 'vitest'
import { type CanaryInstallationOptions, startCanaryInstallation } from './canary-installation.ts'
import { createCanaryNet } from './canary-net.ts'
import { makeIdentities } from './identities.ts'
import { plantCanaries } from './plant-canaries.ts'

/** As many as a quick run bears; `SOTTO_CANARIES=1000` plants a thousand. */
const wanted = Number(process.env.SOTTO_CANARIES ?? 12)

async function release(count: number, options: CanaryInstallationOptions = {}) {
  const identities = makeIdentities(count)
  const net = createCanaryNet(identities.flatMap(({ needles }) => needles))
  const installation = await startCanaryInstallation(net, options)
  await plantCanaries(installation, identities)
  await installation.close()
  return net
}

it('[RD130] [RD263] [HT73] nothing of an invented identity comes out of any answer, frame, log line, metric, file or record', {
  timeout: 600_000,
}, async () => {
  const net = await release(wanted)
  expect(net.found()).toEqual([])
  const paths = [...net.amounts().keys()]
  for (const path of [
    'panel socket',
    'agent socket',
    'log request',
    'GET /metrics 200',
    'POST /api/coachings/search 200',
    'POST /api/coachings/export 200',
    'POST /api/audit/entries/search 200',
    'GET /api/audit/reveals.csv 200',
    'GET /api/conversations/:id/support-bundle 200',
    'GET /api/conversations/:id/incidents 200',
    'POST /api/conversations/:id/whispers 202',
    'POST /api/conversations/:id/whispers 400',
    'POST /api/conversations/:id/whispers/check 200',
    'POST /api/coachings/:id/details 200',
    'POST /auth/drafts/seal 200',
    'POST /auth/drafts/open 404',
    'POST /auth/drafts/key 404',
    'looks on record',
  ])
    expect(paths).toContain(path)
})

it('[RD131] a leak on purpose is found, and where: bodies in the log, and kinds that nobody masks', async () => {
  const logging = await release(4, { logsBodies: true })
  expect(logging.found().filter((one) => one.startsWith('log body: '))).not.toEqual([])
  expect(logging.found().every((one) => one.startsWith('log body: '))).toBe(true)

  const unmasked = await release(4, { redactionChoices: { keptKinds: () => personalKinds } })
  const [identity] = makeIdentities(4)
  expect(unmasked.found()).toContain(`panel socket: ${identity?.name.toLowerCase()}`)
  // What nobody can switch off is masked even so.
  expect(unmasked.found().join('\n')).not.toContain(identity?.needles[1])
})
