/** The second part of the panel's script, as text: sets faults, and shows which are in force. */
export const faultsScript = `
const cards = [...document.querySelectorAll('.fault')]
const nothing = { choice: null, gain: null }

function nameOf(card) {
  return card.querySelector('h3').textContent
}

function showFaults() {
  const { inForce, faults, strikes, changedPeople } = view
  const leak = inForce.find(({ key }) => key === 'leakWhisperToCustomer')
  setText(byId('leak'), leak === undefined ? '' : fill(words.fault.leaking, { amount: leak.amount }))
  setText(byId('summary'), inForce.length === 0 ? words.fault.nothing : inForce.length === 1 ? words.fault.oneFault : fill(words.fault.manyFaults, { count: inForce.length }))
  keepChildren(byId('in-force'), inForce.map(({ key }) => key), makeInForce, (item, key) => {
    const fault = inForce.find((one) => one.key === key)
    setText(item.firstChild, fault.name)
    setText(item.lastChild, ': ' + fault.amount)
  })
  const changed = changedPeople.length
  setText(byId('people-summary'), changed === 0 ? '' : changed === 1 ? words.fault.onePerson : fill(words.fault.manyPeople, { count: changed }))
  byId('lately').hidden = strikes.length === 0
  keepChildren(byId('strikes'), strikes.map(({ ordinal }) => String(ordinal)), () => document.createElement('li'), (item, key) => {
    const strike = strikes.find(({ ordinal }) => String(ordinal) === key)
    setText(item, time(strike.at) + ' ' + strike.words)
  })
  for (const card of cards) showCard(card, faults[card.dataset.fault], inForce.find(({ key }) => key === card.dataset.fault))
}

function makeInForce(key) {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = '#fault-' + key
  item.append(link, document.createElement('span'))
  return item
}

function showCard(card, value, inForce) {
  if (card.dataset.kind === 'strike') return
  card.dataset.on = String(inForce !== undefined)
  setText(card.querySelector('.state'), inForce === undefined ? words.fault.off : card.dataset.kind === 'choice' ? words.fault.inForce : fill(words.fault.inForceAt, { amount: inForce.amount }))
  if (card.dataset.editing === 'true') return
  const choice = card.querySelector('select')
  if (choice !== null) choice.value = value === null ? '' : value
  if (card.dataset.kind === 'gain' && value !== null) card.querySelector('[type="number"]').value = value
  if (card.querySelector('[data-scale]') !== null) showAmount(card, pageValue(card, value))
}

// What is 0.3 at the door is 30 % on the page; no more digits than anybody wrote.
function pageValue(card, value) {
  return Number((value * Number(card.querySelector('[data-scale]').dataset.scale)).toFixed(4))
}

function doorValue(card, amount) {
  return Number((amount / Number(card.querySelector('[data-scale]').dataset.scale)).toFixed(6))
}

function showAmount(card, amount) {
  const range = card.querySelector('[type="range"]')
  const number = card.querySelector('[type="number"]')
  if (Number(number.value) !== amount || number.value === '') number.value = amount
  range.value = amount
  range.setAttribute('aria-valuetext', amount + ' ' + card.querySelector('[data-scale]').dataset.unit)
}

function setFault(card, value, phrase, choice) {
  delete card.dataset.editing
  change(async () => {
    await ask('POST', '/_simulator/faults', { [card.dataset.fault]: value })
    return fill(phrase, { name: nameOf(card), choice })
  })
}

// The number in the card's field; undefined, with the reason told, when it is none the door would take.
function readNumber(card) {
  const field = card.querySelector('[type="number"]')
  if (field.validity.valid) return Number(field.value)
  say('', fill(words.fault.wrongNumber, { name: nameOf(card), reason: field.validationMessage }))
  return undefined
}

function turnOff(card) {
  setFault(card, card.dataset.kind in nothing ? nothing[card.dataset.kind] : 0, words.fault.offDone)
}

function press(card, button) {
  if (button.dataset.do === 'off') { turnOff(card); return }
  const amount = card.querySelector('[type="number"]') === null ? null : readNumber(card)
  if (amount === undefined) return
  if (button.dataset.do === 'strike') strike(card, amount)
  else setFault(card, card.dataset.kind === 'count' ? Math.round(amount) : amount, words.fault.setDone)
}

function strike(card, amount) {
  const { delayKey } = card.querySelector('.row').dataset
  change(async () => {
    await ask('POST', '/_simulator/faults', { [card.dataset.fault]: delayKey === undefined ? true : { [delayKey]: amount } })
    return fill(words.fault.struck, { name: nameOf(card) })
  })
}

for (const card of cards) {
  card.onclick = (event) => {
    const button = event.target.closest('button')
    if (button !== null) press(card, button)
  }
  // While a value is being chosen it is the reader's; then the simulator's again.
  card.oninput = (event) => {
    card.dataset.editing = 'true'
    if (event.target.type === 'range') showAmount(card, Number(event.target.value))
  }
  card.addEventListener('focusout', () => { delete card.dataset.editing })
  card.onchange = (event) => {
    if (event.target.tagName === 'SELECT') {
      setFault(card, event.target.value === '' ? null : event.target.value, words.fault.chosen, event.target.selectedOptions[0].textContent)
      return
    }
    if (card.querySelector('[data-scale]') === null) return
    const amount = readNumber(card)
    if (amount === undefined) return
    showAmount(card, amount)
    setFault(card, doorValue(card, amount), amount === 0 ? words.fault.offDone : words.fault.setDone)
  }
}

byId('clear').onclick = () => change(async () => {
  await ask('DELETE', '/_simulator/faults')
  return words.fault.cleared
})
`
