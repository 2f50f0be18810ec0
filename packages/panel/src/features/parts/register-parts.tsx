/** What is on record, who is signed in, and what is laid down: each as its own page draws it, on a model that stands still. */
import type { AuditEntryView, AuditHead, PolicyList, SignInView } from '@sotto/protocol'
import { useState } from 'react'
import { useModel } from '../../hooks/use-model.ts'
import { auditCallsOf } from '../../model/audit/audit-calls.ts'
import { createEntryList, type EntryListState } from '../../model/audit/entry-list.ts'
import type { CallFailure } from '../../model/commands/server-calls.ts'
import { type PoliciesState, policiesOf } from '../../model/policies/policies.ts'
import { type SignInsState, signInsOf } from '../../model/sign-ins/sign-ins.ts'
import { partsScreen } from '../../words/screens/parts.ts'
import { EntryListView } from '../audit/entry-region.tsx'
import { PoliciesView } from '../policies/policies-page.tsx'
import { SignInsView } from '../sign-ins/sign-ins-page.tsx'
import { longName, rightToLeftName, sampleMe, sampleNow } from './samples.ts'
import { PartGroup, Specimen } from './specimen.tsx'

const failure: CallFailure = { kind: 'unreachable' }
const noRight: CallFailure = {
  kind: 'refused',
  refusal: { status: 403, code: 'missing-permission', message: '', contextId: '' },
}

const head: AuditHead = {
  installation: 'sotto',
  size: 4,
  root: '5a'.repeat(32),
  at: sampleNow,
  publicKey: 'c1'.repeat(32),
  signature: '7e'.repeat(64),
}
const supervisor = { id: 'supervisor-1', name: sampleMe.name }
const entries: readonly AuditEntryView[] = [
  {
    id: 'entry-4',
    at: sampleNow - 5_000,
    act: 'control-executing',
    erased: false,
    supervisor,
    agent: { id: 'agent-1', name: 'Ana Silva' },
    controlId: 'control-2',
    mode: 'barge',
    customerCouldHear: true,
  },
  {
    id: 'entry-3',
    at: sampleNow - 60_000,
    act: 'control-completed',
    index: 2,
    erased: false,
    supervisor: { id: 'supervisor-2', name: longName },
    agent: { id: 'agent-2', name: rightToLeftName },
    controlId: 'control-1',
    mode: 'coach',
    customerCouldHear: false,
  },
  { id: 'entry-2', at: sampleNow - 90_000, act: 'signed-in', index: 1, erased: false, supervisor },
  { id: 'entry-1', at: sampleNow - 120_000, act: 'signed-in', index: 0, erased: true },
]

const records: readonly (readonly [string, Partial<EntryListState>])[] = [
  [partsScreen.full, { head, rows: entries, nextCursor: 'more' }],
  [partsScreen.onItsWay, { isLoading: true }],
  [partsScreen.nothingYet, {}],
  [partsScreen.couldNotBeRead, { failure }],
]

const rules = { hiddenListening: false, reasonRequired: { barge: true } } as const
const laidDown = { at: sampleNow - 3_600_000, byName: 'Rafael Montoya' }
const list: PolicyList = {
  revision: 3,
  forAll: { version: 1, rules, changed: laidDown },
  queues: [
    { id: 'queue-1', name: 'Billing', policy: { version: 0, rules: {} } },
    {
      id: 'queue-2',
      name: longName,
      policy: { version: 2, rules: { revealAllowed: false }, changed: laidDown },
    },
  ],
}
const draft = { base: list.forAll, rules: { ...rules, revealAllowed: false } }

const policies: readonly (readonly [string, Partial<PoliciesState>])[] = [
  [partsScreen.full, { list, history: [list.forAll] }],
  [partsScreen.notSaved, { list, draft, history: [list.forAll], saveFailure: failure }],
  [partsScreen.onItsWay, {}],
  [partsScreen.couldNotBeRead, { failure }],
]

const signIn = (id: string, over: Partial<SignInView> = {}): SignInView => ({
  id,
  beganAt: sampleNow - 3_600_000,
  lastUsedAt: sampleNow - 600_000,
  browser: 'Firefox on Windows',
  network: '203.0.113.x',
  isThis: false,
  ...over,
})
const here = signIn('here', { isThis: true, lastUsedAt: sampleNow })
const rows = [here, signIn('one'), signIn('two', { browser: 'Chrome on Linux' })]

const signIns: readonly (readonly [string, Partial<SignInsState>])[] = [
  [partsScreen.full, { list: { rows, isMore: false } }],
  [partsScreen.askedOnceMore, { list: { rows, isMore: false }, asked: { id: 'one' } }],
  [partsScreen.onItsWay, { isLoading: true }],
  [partsScreen.couldNotBeRead, { failure }],
  [partsScreen.refused, { failure: noRight }],
]

export function RegisterParts() {
  return (
    <>
      <PartGroup heading={partsScreen.onRecord}>
        {records.map(([name, shown]) => (
          <Specimen isWide key={name} name={name}>
            <StillRecord shown={shown} />
          </Specimen>
        ))}
      </PartGroup>
      <PartGroup heading={partsScreen.policies}>
        {policies.map(([name, shown]) => (
          <Specimen isWide key={name} name={name}>
            <StillPolicies shown={shown} />
          </Specimen>
        ))}
      </PartGroup>
      <PartGroup heading={partsScreen.signIns}>
        {signIns.map(([name, shown]) => (
          <Specimen key={name} name={name}>
            <StillSignIns shown={shown} />
          </Specimen>
        ))}
      </PartGroup>
    </>
  )
}

function StillRecord({ shown }: { readonly shown: Partial<EntryListState> }) {
  const model = useModel()
  const [record] = useState(() => {
    const made = createEntryList({ calls: auditCallsOf(model) })
    made.state.setState(shown)
    return made
  })
  return <EntryListView list={record} />
}

function StillPolicies({ shown }: { readonly shown: Partial<PoliciesState> }) {
  const model = useModel()
  useState(() => policiesOf(model).state.setState(shown))
  return <PoliciesView />
}

function StillSignIns({ shown }: { readonly shown: Partial<SignInsState> }) {
  const model = useModel()
  const [signIns] = useState(() => {
    const made = signInsOf(model)
    made.state.setState(shown)
    return made
  })
  return <SignInsView me={sampleMe} now={sampleNow} signIns={signIns} />
}
