/** The controls of all faults: one card each, by what they hit, every one with the sentence of what an honest console shows. */
import { assertNever } from '@sotto/kernel'
import { escapeHtml } from '../../oauth/login/escape-html.ts'
import { type FaultGroup, type FaultWords, faultGroups } from '../catalogue/fault-groups.ts'
import { type LastingFault, lastingFaults } from '../catalogue/lasting-faults.ts'
import { type OneTimeFaultWords, oneTimeFaults } from '../catalogue/one-time-faults.ts'

/** No delay is worth waiting longer for. */
const longestDelayMs = 3_600_000
const mostPerSecond = 10_000

const lasting: readonly (readonly [string, LastingFault])[] = Object.entries(lastingFaults)
const oneTime: readonly OneTimeFaultWords[] = Object.values(oneTimeFaults)

export function faultSections(): string {
  return Object.entries(faultGroups)
    .map(([group, title]) => {
      const titleId = `group-${group}`
      return `<section aria-labelledby="${titleId}">
<h2 id="${titleId}">${escapeHtml(title)}</h2>
<div class="cards">
${cardsOf(group).join('\n')}
</div>
</section>`
    })
    .join('\n')
}

/** Where each group of faults begins on the page. */
export function faultLinks(): string {
  return Object.entries(faultGroups)
    .map(([group, title]) => `<a href="#group-${group}">${escapeHtml(title)}</a>`)
    .join(' ')
}

function cardsOf(group: string): readonly string[] {
  const belongs = (fault: { readonly group: FaultGroup }) => fault.group === group
  const ofGroup = lasting.filter(([, fault]) => belongs(fault))
  return [
    ...ofGroup.filter(([, { kind }]) => kind !== 'gain').map(lastingCard),
    ...oneTime.filter(belongs).map(oneTimeCard),
    // What is dangerous stands apart, at the end.
    ...ofGroup.filter(([, { kind }]) => kind === 'gain').map(lastingCard),
  ]
}

function lastingCard([key, fault]: readonly [string, LastingFault]): string {
  return card(key, fault.kind, fault, lastingControl(key, fault), choiceNotes(fault))
}

function oneTimeCard(fault: OneTimeFaultWords): string {
  return card(fault.key, 'strike', fault, strikeControl(fault))
}

function card(key: string, kind: string, words: FaultWords, control: string, more = ''): string {
  const state = kind === 'strike' ? '' : '<span class="state">off</span>'
  return `<div class="card fault" role="group" id="fault-${key}" aria-labelledby="name-${key}" aria-describedby="see-${key}" data-fault="${key}" data-kind="${kind}">
<div class="name"><h3 id="name-${key}">${escapeHtml(words.name)}</h3>${state}</div>
<p class="soft">${escapeHtml(words.does)}</p>
${control}
<p class="see" id="see-${key}"><strong>You should see:</strong> ${escapeHtml(words.honest)}</p>${more}
</div>`
}

function lastingControl(key: string, fault: LastingFault): string {
  switch (fault.kind) {
    case 'delay':
      return slider(key, {
        unit: 'ms',
        most: longestDelayMs,
        sliderTo: fault.sliderToMs,
        sliderStep: fault.sliderStepMs,
        scale: 1,
      })
    case 'ratio':
      return slider(key, { unit: '%', most: 100, sliderTo: 100, sliderStep: 1, scale: 100 })
    case 'rate':
      return slider(key, {
        unit: 'requests/s',
        most: mostPerSecond,
        sliderTo: fault.sliderToPerSecond,
        sliderStep: 1,
        scale: 1,
      })
    case 'choice':
      return choice(key, fault)
    case 'count':
      return `<div class="row">
${numberField(key, { name: 'How many', unit: 'answers', least: 0, most: fault.most, start: 1 })}
<button type="button" data-do="set">${escapeHtml(fault.press)}</button>
${offButton()}
</div>`
    case 'gain':
      return `<p class="warning"><strong>Warning.</strong> ${escapeHtml(fault.warning)}</p>
<div class="row">
${numberField(key, { name: 'Gain', unit: 'dB', least: fault.leastDb, most: fault.mostDb, start: fault.startDb })}
<button type="button" class="danger" data-do="set">${escapeHtml(fault.press)}</button>
${offButton()}
</div>`
    default:
      return assertNever(fault)
  }
}

interface SliderParts {
  readonly unit: string
  readonly most: number
  readonly sliderTo: number
  readonly sliderStep: number
  /** What the page shows for 1 at the door. */
  readonly scale: number
}

function slider(key: string, parts: SliderParts): string {
  const { unit, most, sliderTo, sliderStep, scale } = parts
  return `<div class="row" data-scale="${scale}" data-unit="${escapeHtml(unit)}">
<input type="range" min="0" max="${sliderTo}" step="${sliderStep}" value="0" aria-labelledby="name-${key}">
${numberField(key, { name: 'Amount', unit, least: 0, most, start: 0 })}
${offButton()}
</div>`
}

interface NumberParts {
  readonly name: string
  readonly unit: string
  readonly least: number
  readonly most: number
  readonly start: number
}

function numberField(key: string, { name, unit, least, most, start }: NumberParts): string {
  const id = `amount-${key}`
  return `<label for="${id}" class="hidden">${escapeHtml(name)} (${escapeHtml(unit)})</label>
<span class="amount"><input type="number" id="${id}" min="${least}" max="${most}" step="any" value="${start}" required><span aria-hidden="true">${escapeHtml(unit)}</span></span>`
}

function offButton(): string {
  return '<button type="button" data-do="off">Off</button>'
}

function choice(key: string, fault: Extract<LastingFault, { kind: 'choice' }>): string {
  const options = fault.choices.map(
    ({ value, name }) => `<option value="${escapeHtml(value)}">${escapeHtml(name)}</option>`,
  )
  return `<div class="row">
<select aria-labelledby="name-${key}"><option value="">Off: everything is told</option>${options.join('')}</select>
</div>`
}

/** What each choice of a fault shows, where it has choices. */
function choiceNotes(fault: LastingFault): string {
  if (fault.kind !== 'choice') return ''
  const notes = fault.choices.map(
    ({ name, honest }) => `<li><strong>${escapeHtml(name)}:</strong> ${escapeHtml(honest)}</li>`,
  )
  return `\n<ul class="plain see">${notes.join('')}</ul>`
}

function strikeControl({ key, press, delay }: OneTimeFaultWords): string {
  const field =
    delay === undefined
      ? ''
      : numberField(key, {
          name: delay.name,
          unit: 'ms',
          least: 0,
          most: delay.mostMs,
          start: delay.startMs,
        })
  const delayKey = delay === undefined ? '' : ` data-delay-key="${escapeHtml(delay.key)}"`
  const words =
    delay === undefined ? '' : `<span aria-hidden="true">${escapeHtml(delay.name)}</span>`
  return `<div class="row"${delayKey}>
${words}
${field}
<button type="button" data-do="strike">${escapeHtml(press)}</button>
</div>`
}
