/** Whom nobody listens to: agents by their name, customers by what the platform calls them, each with the reason in one's own words. */
import { Button } from '@mantine/core'
import type { PolicyRules, ProtectedAgent, ProtectedCustomer } from '@sotto/domain'
import { longestPolicyText, mostProtected } from '@sotto/protocol'
import { type FormEvent, useId, useState } from 'react'
import shared from '../../components/button.module.css'
import { useListsVersion } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { inOrder } from '../../words/number-words.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { policiesScreen } from '../../words/screens/policies.ts'
import styles from './policies.module.css'

export interface ProtectedPeopleProps {
  readonly rules: PolicyRules
  readonly onChange: (rules: PolicyRules) => void
}

export function ProtectedPeople({ onChange, rules }: ProtectedPeopleProps) {
  const agents = rules.protectedAgents ?? []
  const customers = rules.protectedCustomers ?? []
  const names = useAgentNames()
  return (
    <>
      <List
        label={policiesScreen.agentsNobodyListensTo}
        items={agents.map(({ name, userId, why }) => ({ key: userId, name, why }))}
        onRemove={(place) =>
          onChange(
            withAgents(
              rules,
              agents.filter((_, other) => other !== place),
            ),
          )
        }
      />
      <Add
        choices={names.filter(({ userId }) => agents.every((one) => one.userId !== userId))}
        isFull={agents.length >= mostProtected}
        label={commonScreen.agent}
        onAdd={(chosen, why) => {
          const name = names.find(({ userId }) => userId === chosen)?.name ?? chosen
          onChange(withAgents(rules, [...agents, { userId: chosen, name, ...reason(why) }]))
        }}
      />
      <List
        label={policiesScreen.customersNobodyListensTo}
        items={customers.map(({ customer, why }) => ({ key: customer, name: customer, why }))}
        onRemove={(place) =>
          onChange(
            withCustomers(
              rules,
              customers.filter((_, other) => other !== place),
            ),
          )
        }
      />
      <Add
        isFull={customers.length >= mostProtected}
        label={policiesScreen.customerByTheNameOr}
        onAdd={(customer, why) => {
          const others = customers.filter((one) => one.customer !== customer)
          onChange(withCustomers(rules, [...others, { customer, ...reason(why) }]))
        }}
      />
    </>
  )
}

const reason = (why: string) => (why === '' ? {} : { why })

function withAgents(rules: PolicyRules, agents: readonly ProtectedAgent[]): PolicyRules {
  const { protectedAgents: _, ...others } = rules
  return agents.length === 0 ? others : { ...others, protectedAgents: agents }
}

function withCustomers(rules: PolicyRules, customers: readonly ProtectedCustomer[]): PolicyRules {
  const { protectedCustomers: _, ...others } = rules
  return customers.length === 0 ? others : { ...others, protectedCustomers: customers }
}

/** Everybody who is known here, by name. */
function useAgentNames(): readonly { readonly userId: string; readonly name: string }[] {
  const { store } = useModel()
  // Drawn anew when the lists change.
  useListsVersion()
  return [...store.agents()]
    .map(({ id, name }) => ({ userId: id, name }))
    .sort((one, other) => inOrder(one.name, other.name))
}

interface ListProps {
  readonly label: string
  readonly items: readonly {
    readonly key: string
    readonly name: string
    readonly why: string | undefined
  }[]
  readonly onRemove: (place: number) => void
}

function List({ items, label, onRemove }: ListProps) {
  if (items.length === 0)
    return (
      <p className={styles.dim}>
        {label}
        {policiesScreen.none}
      </p>
    )
  return (
    <ul aria-label={label} className={styles.protected}>
      {items.map(({ key, name, why }, place) => (
        <li key={key}>
          <span dir="auto">
            <strong>{name}</strong>
            {why === undefined ? '' : ` · ${why}`}
          </span>
          <Button
            aria-label={policiesScreen.takeOffTheList(name)}
            color="gray"
            onClick={() => onRemove(place)}
            size="compact-xs"
            variant="subtle"
          >
            {policiesScreen.takeOff}
          </Button>
        </li>
      ))}
    </ul>
  )
}

interface AddProps {
  readonly label: string
  readonly isFull: boolean
  /** Without them it is typed. */
  readonly choices?: readonly { readonly userId: string; readonly name: string }[]
  readonly onAdd: (who: string, why: string) => void
}

function Add({ choices, isFull, label, onAdd }: AddProps) {
  const id = useId()
  const [who, setWho] = useState('')
  const [why, setWhy] = useState('')

  function add(event: FormEvent): void {
    event.preventDefault()
    if (who.trim() === '') return
    onAdd(who.trim(), why.trim())
    setWho('')
    setWhy('')
  }

  return (
    <form className={styles.add} onSubmit={add}>
      <span className={styles.field}>
        <label htmlFor={`${id}-who`}>{label}</label>
        {choices === undefined ? (
          <input
            autoComplete="off"
            className={shared.input}
            id={`${id}-who`}
            maxLength={longestPolicyText}
            onChange={({ currentTarget }) => setWho(currentTarget.value)}
            value={who}
          />
        ) : (
          <select
            className={shared.input}
            id={`${id}-who`}
            onChange={({ currentTarget }) => setWho(currentTarget.value)}
            value={who}
          >
            <option value="">{policiesScreen.choose}</option>
            {choices.map(({ name, userId }) => (
              <option key={userId} value={userId}>
                {name}
              </option>
            ))}
          </select>
        )}
      </span>
      <span className={styles.field}>
        <label htmlFor={`${id}-why`}>{policiesScreen.whatARefusedSupervisorReads}</label>
        <input
          autoComplete="off"
          className={shared.input}
          id={`${id}-why`}
          maxLength={longestPolicyText}
          onChange={({ currentTarget }) => setWhy(currentTarget.value)}
          value={why}
        />
      </span>
      <Button disabled={isFull || who.trim() === ''} size="xs" type="submit" variant="default">
        {isFull ? policiesScreen.theListIsFull : policiesScreen.putOnTheList}
      </Button>
    </form>
  )
}
