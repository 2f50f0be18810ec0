import { err, ok, seededRandom } from '@sotto/kernel'
import type { PolicyList, PolicyRequest, PolicyVersion } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { createPolicies, isOvertaken, policyAt } from './policies.ts'

/** A server with one queue, and somebody else who may change things on it. */
function begin() {
  const places = new Map<string | undefined, PolicyVersion[]>([
    [undefined, []],
    ['billing', []],
  ])
  const told = new Set<() => void>()
  const keys: string[] = []
  let revision = 0
  const newest = (place: string | undefined): PolicyVersion =>
    places.get(place)?.[0] ?? { version: 0, rules: {} }

  function write(place: string | undefined, request: PolicyRequest, byName: string) {
    revision += 1
    const { restoredFrom, rules } = request
    const version: PolicyVersion = {
      version: request.expectedVersion + 1,
      rules,
      changed: { at: revision, byName },
      ...(restoredFrom === undefined ? {} : { restoredFrom }),
    }
    places.get(place)?.unshift(version)
    return version
  }

  const policies = createPolicies({
    random: seededRandom(1),
    calls: {
      policies: async () => {
        const list: PolicyList = {
          revision,
          forAll: newest(undefined),
          queues: [{ id: 'billing', name: 'Billing', policy: newest('billing') }],
        }
        return ok(list)
      },
      async changePolicy(place, request, key) {
        keys.push(key)
        const present = newest(place)
        if (present.version === request.expectedVersion) return ok(write(place, request, 'Me'))
        const refusal = { status: 409, code: 'policy-changed', message: '', contextId: 'c' }
        return err({ kind: 'refused', refusal })
      },
      policyHistory: async (place) => ok({ versions: [...(places.get(place) ?? [])] }),
    },
    store: {
      policiesRevision: () => revision,
      subscribe(_topic, listener) {
        told.add(listener)
        return () => told.delete(listener)
      },
    },
  })
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  return {
    policies,
    keys,
    settle,
    now: () => policies.state.getState(),
    async somebodyElse(rules: PolicyVersion['rules'], tells = true) {
      write(undefined, { expectedVersion: newest(undefined).version, rules }, 'Rita')
      if (tells) for (const tell of told) tell()
      await settle()
    },
  }
}

describe('the policies on an administrator’s screen', () => {
  it('[PA220] a change is a draft until it is saved, and then the version in force', async () => {
    const { now, policies, settle } = begin()
    policies.open()
    await settle()
    policies.edit({ hiddenListening: false })
    expect(policyAt(now())).toEqual({ version: 0, rules: {} })
    await policies.save()
    expect(now()).toMatchObject({ draft: undefined, saved: 1, saveFailure: undefined })
    expect(policyAt(now())).toMatchObject({ version: 1, rules: { hiddenListening: false } })
    expect(now().history?.map(({ version }) => version)).toEqual([1])
    policies.edit({ factDays: 7 })
    policies.discard()
    expect(now().draft).toBeUndefined()
    policies.edit({ notice: { coach: false }, hiddenListening: false })
    policies.edit({ hiddenListening: false })
    expect(now().draft).toBeUndefined()
  })

  it('[PA221] what somebody else changes meanwhile is told at once, and nothing that was entered is lost', async () => {
    const { now, policies, settle, somebodyElse } = begin()
    policies.open()
    await settle()
    policies.edit({ hiddenListening: false })
    await somebodyElse({ factDays: 7 })
    expect(isOvertaken(now())).toBe(true)
    expect(now().draft?.rules).toEqual({ hiddenListening: false })
    expect(policyAt(now())?.changed?.byName).toBe('Rita')
    await policies.save()
    expect(now()).toMatchObject({ draft: undefined, saved: 2 })
    expect(policyAt(now())?.rules).toEqual({ hiddenListening: false })
  })

  it('[PA221] who was not told in time is refused, then told, and saves on top with another key', async () => {
    const { keys, now, policies, settle, somebodyElse } = begin()
    policies.open()
    await settle()
    policies.edit({ hiddenListening: false })
    await somebodyElse({ factDays: 7 }, false)
    await policies.save()
    expect(now().saveFailure).toMatchObject({ refusal: { code: 'policy-changed' } })
    expect(now().draft?.rules).toEqual({ hiddenListening: false })
    expect(isOvertaken(now())).toBe(true)
    await policies.save()
    expect(now()).toMatchObject({ saved: 2, saveFailure: undefined, draft: undefined })
    expect(new Set(keys).size).toBe(2)
  })

  it('[PA222] an older version comes back as a new one', async () => {
    const { now, policies, settle } = begin()
    policies.choose('billing')
    policies.open()
    await settle()
    policies.edit({ factDays: 7 })
    await policies.save()
    policies.edit({})
    await policies.save()
    const first = now().history?.at(-1)
    await policies.restore(first!)
    expect(policyAt(now())).toMatchObject({ version: 3, restoredFrom: 1, rules: { factDays: 7 } })
  })

  it('[PA222] another place begins anew: no draft, no history of the former one', async () => {
    const { now, policies, settle } = begin()
    policies.open()
    await settle()
    policies.edit({ factDays: 7 })
    await policies.save()
    policies.choose('billing')
    expect(now()).toMatchObject({ place: 'billing', draft: undefined, saved: undefined })
    await settle()
    expect(now().history).toEqual([])
    expect(policyAt(now())).toEqual({ version: 0, rules: {} })
  })
})
