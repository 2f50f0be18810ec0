/** What the demonstration prints when everything runs. The last line is for programs that wait for it. */
import type { SignInPerson } from '../parts/part.ts'
import type { ReadyMessage } from './child.ts'

export interface ReadyInput {
  readonly simulator: ReadyMessage
  readonly server: ReadyMessage
  readonly dataDirectory: string
}

export function readyLines({ simulator, server, dataDirectory }: ReadyInput): string[] {
  return [
    '',
    `  Console          ${server.address}`,
    `  Agent's desk     ${simulator.address}/desk`,
    `  Contact centre   ${simulator.address}`,
    `  Data and logs    ${dataDirectory}`,
    '',
    ...peopleLines(simulator.people),
    '',
    '  Ctrl-C ends everything.',
    '',
    `ready ${server.address}`,
  ]
}

/** Everybody who can sign in, in columns. */
export function peopleLines(people: readonly SignInPerson[]): string[] {
  const nameWidth = Math.max(0, ...people.map(({ name }) => name.length))
  const roleWidth = Math.max(0, ...people.map(({ role }) => role.length))
  const lines = people.map(({ name, role, teams }) =>
    `    ${name.padEnd(nameWidth)}   ${role.padEnd(roleWidth)}   ${teams.join(', ')}`.trimEnd(),
  )
  return ['  Who can sign in (choose a name, no password):', ...lines]
}
