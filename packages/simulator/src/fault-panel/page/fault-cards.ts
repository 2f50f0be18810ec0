/** The controls of all faults: one card each, by what they hit, every one with the sentence of what an honest console shows. */
import { assertNever } from '@sotto/kernel'
import { escapeHtml } from '../../oauth/login/escape-html.ts'
import type { FaultWords, OneTimeFaultWords } from '../../words/catalogue-words.ts'
import { fill } from '../../words/fill.ts'
import type { PageWords } from '../../words/words-of-page.ts'
import { type FaultGroup, faultGroups } from '../catalogue/fault-groups.ts'
import { type LastingFault, lastingFaults } from '../catalogue/lasting-faults.ts'
import { type OneTimeFaultControl, oneTimeFaults } from '../catalogue/one-time-faults.ts'
import { lastingWords, oneTimeWords } from '../catalogue/words-of-fault.ts'

/** No delay is worth waiting longer for. */
const longestDelayMs = 3_600_000
const mostPerSecond = 10_000

const lasting: readonly (readonly [string, LastingFault])[] = Object.entries(lastingFaults)
const oneTime: readonly (readonly [string, OneTimeFaultControl])[] = Object.entries(oneTimeFaults)

export function faultSections(words: PageWords): string {
  return faultGroups
    .map((group) => {
      const titleId = `group-${group}`
      return `<section aria-labelledby="${titleId}">
<h2 id="${titleId}">${escapeHtml(words.fault.groups[group])}</h2>
<div class="cards">
${cardsOf(words, group).join('\n')}
</div>
</section>`
    })
    .join('\n')
}

/** Where each group of faults begins on the page. */
export function faultLinks({ fault }: PageWords): string {
  return faultGroups
    .map((group) => `<a href="#group-${group}">${escapeHtml(fault.groups[group])}</a>`)
    .join(' ')
}

function cardsOf(words: PageWords, group: FaultGroup): readonly string[] {
  const belongs = (fault: { readonly group: FaultGroup }) => fault.group === group
  const ofGroup = lasting.filter(([, fault]) => belongs(fault))
  const ofKind = (isGain: boolean) =>
    ofGroup
      .filter(([, { kind }]) => (kind === 'gain') === isGain)
      .map(([key, fault]) => lastingCard(words, key, fault))
  const struck = oneTime
    .filter(([, fault]) => belongs(fault))
    .map(([type, fault]) => oneTimeCard(words, type, fault))
  // What is dangerous stands apart, at the end.
  return [...ofKind(false), ...struck, ...ofKind(true)]
}

function lastingCard(words: PageWords, key: string, fault: LastingFault): string {
  const said = lastingWords(words, key)
  const control = lastingControl(words, key, fault, said)
  return card({ words, key, kind: fault.kind, said, control, more: choiceNotes(said) })
}

function oneTimeCard(words: PageWords, type: string, fault: OneTimeFaultControl): string {
  const said = oneTimeWords(words, type)
  const control = strikeControl(words, fault, said)
  return card({ words, key: fault.key, kind: 'strike', said, control, more: '' })
}

interface CardParts {
  readonly words: PageWords
  readonly key: string
  readonly kind: string
  readonly said: FaultWords
  readonly control: string
  readonly more: string
}

function card({ words: { fault }, key, kind, said, control, more }: CardParts): string {
  const state = kind === 'strike' ? '' : `<span class="state">${escapeHtml(fault.off)}</span>`
  return `<div class="card fault" role="group" id="fault-${key}" aria-labelledby="name-${key}" aria-describedby="see-${key}" data-fault="${key}" data-kind="${kind}">
<div class="name"><h3 id="name-${key}">${escapeHtml(said.name)}</h3>${state}</div>
<p class="soft">${escapeHtml(said.does)}</p>
${control}
<p class="see" id="see-${key}"><strong>${escapeHtml(fault.youShouldSee)}</strong> ${escapeHtml(said.honest)}</p>${more}
</div>`
}

function lastingControl(
  words: PageWords,
  key: string,
  fault: LastingFault,
  said: FaultWords,
): string {
  const { units } = words.fault
  const press = escapeHtml(said.press ?? said.name)
  switch (fault.kind) {
    case 'delay':
      return slider(words, key, {
        unit: units.ms,
        most: longestDelayMs,
        sliderTo: fault.sliderToMs,
        sliderStep: fault.sliderStepMs,
        scale: 1,
      })
    case 'ratio':
      return slider(words, key, {
        unit: units.percent,
        most: 100,
        sliderTo: 100,
        sliderStep: 1,
        scale: 100,
      })
    case 'rate':
      return slider(words, key, {
        unit: units.rate,
        most: mostPerSecond,
        sliderTo: fault.sliderToPerSecond,
        sliderStep: 1,
        scale: 1,
      })
    case 'choice':
      return choice(words, key, fault, said)
    case 'count':
      return `<div class="row">
${numberField(words, key, { name: words.fault.howMany, unit: units.answers, least: 0, most: fault.most, start: 1 })}
<button type="button" data-do="set">${press}</button>
${offButton(words)}
</div>`
    case 'gain':
      return `<p class="warning"><strong>${escapeHtml(words.fault.warning)}</strong> ${escapeHtml(said.warning ?? '')}</p>
<div class="row">
${numberField(words, key, { name: words.fault.gain, unit: units.dB, least: fault.leastDb, most: fault.mostDb, start: fault.startDb })}
<button type="button" class="danger" data-do="set">${press}</button>
${offButton(words)}
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

function slider(words: PageWords, key: string, parts: SliderParts): string {
  const { unit, most, sliderTo, sliderStep, scale } = parts
  return `<div class="row" data-scale="${scale}" data-unit="${escapeHtml(unit)}">
<input type="range" min="0" max="${sliderTo}" step="${sliderStep}" value="0" aria-labelledby="name-${key}">
${numberField(words, key, { name: words.fault.amount, unit, least: 0, most, start: 0 })}
${offButton(words)}
</div>`
}

interface NumberParts {
  readonly name: string
  readonly unit: string
  readonly least: number
  readonly most: number
  readonly start: number
}

function numberField(
  { fault }: PageWords,
  key: string,
  { name, unit, least, most, start }: NumberParts,
): string {
  const id = `amount-${key}`
  return `<label for="${id}" class="hidden">${escapeHtml(fill(fault.amountIn, { name, unit }))}</label>
<span class="amount"><input type="number" id="${id}" min="${least}" max="${most}" step="any" value="${start}" required><span aria-hidden="true">${escapeHtml(unit)}</span></span>`
}

function offButton({ fault }: PageWords): string {
  return `<button type="button" data-do="off">${escapeHtml(fault.turnOff)}</button>`
}

function choice(
  words: PageWords,
  key: string,
  fault: Extract<LastingFault, { kind: 'choice' }>,
  said: FaultWords,
): string {
  const options = fault.values.map((value) => {
    const name = said.choices?.[value]?.name ?? value
    return `<option value="${escapeHtml(value)}">${escapeHtml(name)}</option>`
  })
  return `<div class="row">
<select aria-labelledby="name-${key}"><option value="">${escapeHtml(words.fault.everythingTold)}</option>${options.join('')}</select>
</div>`
}

/** What each choice of a fault shows, where it has choices. */
function choiceNotes({ choices }: FaultWords): string {
  if (choices === undefined) return ''
  const notes = Object.values(choices).map(
    ({ name, honest }) => `<li><strong>${escapeHtml(name)}:</strong> ${escapeHtml(honest)}</li>`,
  )
  return `\n<ul class="plain see">${notes.join('')}</ul>`
}

function strikeControl(
  words: PageWords,
  { key, delay }: OneTimeFaultControl,
  { delayName = '', press }: OneTimeFaultWords,
): string {
  const field =
    delay === undefined
      ? ''
      : numberField(words, key, {
          name: delayName,
          unit: words.fault.units.ms,
          least: 0,
          most: delay.mostMs,
          start: delay.startMs,
        })
  const delayKey = delay === undefined ? '' : ` data-delay-key="${escapeHtml(delay.key)}"`
  const name = delay === undefined ? '' : `<span aria-hidden="true">${escapeHtml(delayName)}</span>`
  return `<div class="row"${delayKey}>
${name}
${field}
<button type="button" data-do="strike">${escapeHtml(press)}</button>
</div>`
}
