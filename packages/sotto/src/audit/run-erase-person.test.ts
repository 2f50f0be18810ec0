import type { ErasureAnswer, ErasureCounts } from '@sotto/server'
import { createFakeClock } from '@sotto/testkit'
import { expect, it } from 'vitest'
import { runErasePerson } from './run-erase-person.ts'

const nothing: ErasureCounts = {
  ...{ auditEntries: 0, sessions: 0, controls: 0, acts: 0, coachings: 0 },
  ...{ texts: 0, reveals: 0, policies: 0, others: 0 },
}

async function run(answer: ErasureAnswer, change: { personId?: string; yes?: boolean } = {}) {
  const asked: object[] = []
  const said: string[] = []
  const complaints: string[] = []
  const { personId = 'agent-7', yes } = change
  const code = await runErasePerson({
    personId,
    choice: { by: 'admin-1', ...(yes === undefined ? {} : { yes }) },
    erasure: {
      async erase(request) {
        asked.push(request)
        return answer
      },
      people: async () => [],
    },
    clock: createFakeClock(),
    terminal: { say: (line) => said.push(line), complain: (line) => complaints.push(line) },
  })
  return { code, asked, said: said.join('\n'), complaints: complaints.join('\n') }
}

it('[AL95] shows what it would erase, and does it only when told to', async () => {
  const counts = { ...nothing, auditEntries: 1_234 }
  const tried = await run({ kind: 'tried', counts })
  expect(tried).toMatchObject({ code: 0, asked: [{ isTrial: true, by: 'admin-1' }] })
  expect(tried.said).toMatch(/1234 {2}entries of the audit[\s\S]*Nothing was changed/)
  const erased = await run({ kind: 'erased', counts }, { yes: true })
  expect(erased).toMatchObject({ code: 0, asked: [{ isTrial: false, personId: 'agent-7' }] })
  expect(erased.said).toContain('Erased, and entered into the audit.')
})

it('[AL95] says in one sentence what stops it', async () => {
  const active = await run({ kind: 'still-active', controls: 2, coachings: 1 }, { yes: true })
  expect(active.code).toBe(1)
  expect(active.complaints).toContain('2 lines or texts and 1 coaching sessions')
  const unknown = await run({ kind: 'erased', counts: nothing }, { yes: true })
  expect([unknown.code, unknown.complaints]).toEqual([1, 'Nothing is kept of agent-7.'])
  const empty = await run({ kind: 'erased', counts: nothing }, { personId: '' })
  expect(empty).toMatchObject({ code: 2, asked: [] })
  expect(empty.complaints).toContain('PERSON')
})
