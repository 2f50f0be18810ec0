/** The third part of the panel's script, as text: takes rights away and gives them back. */
export const peopleScript = `
const boxes = [...byId('rights').querySelectorAll('[type="checkbox"]')]

function has(person, box) {
  const { right } = box.dataset
  return right === 'active' ? person.active : person[right].includes(box.value)
}

function showPeople() {
  const { person, changedPeople } = view
  const shown = person !== null && person.id === byId('person').value
  const original = changedPeople.find(({ id }) => shown && id === person.id)?.original
  for (const box of boxes) {
    box.disabled = !shown
    if (!shown) continue
    box.checked = has(person, box)
    box.closest('label').classList.toggle('taken', original !== undefined && has(original, box) && !box.checked)
  }
  byId('licence').disabled = !shown
  if (shown && document.activeElement !== byId('licence')) byId('licence').value = person.licence
  setText(byId('person-about'), shown && person.director ? words.fault.director : '')
  byId('nobody-changed').hidden = changedPeople.length > 0
  keepChildren(byId('changed'), changedPeople.map(({ id }) => id), makeChanged, (item, id) => {
    const one = changedPeople.find((candidate) => candidate.id === id)
    setText(item.firstChild, one.name + ' · ' + one.changes.join(' · '))
    setText(item.lastChild.lastChild, fill(words.fault.giveBackTo, { name: one.name }))
  })
}

function makeChanged(id) {
  const item = document.createElement('li')
  const button = document.createElement('button')
  button.type = 'button'
  button.append(words.fault.giveBack, element('span', 'hidden'))
  button.onclick = () => {
    const one = view?.changedPeople.find((candidate) => candidate.id === id)
    if (one === undefined) return
    // The button is gone in a moment; the reader's place is not.
    byId('changed-title').focus()
    patch(id, () => one.original, fill(words.fault.givenBack, { name: one.name }))
  }
  item.append(document.createElement('span'), button)
  return item
}

// Sets of rights are written whole: each change starts from what the one before it left.
function patch(id, makeBody, said) {
  change(async () => {
    const before = (await ask('GET', '/faults/view?' + new URLSearchParams({ personId: id }))).person
    await ask('PATCH', '/_simulator/people/' + encodeURIComponent(id), makeBody(before))
    return said
  })
}

function changeRight(box) {
  const { right } = box.dataset
  const { value, checked } = box
  const name = byId('person').selectedOptions[0].textContent
  const what = box.closest('label').textContent.trim()
  const id = byId('person').value
  patch(id, (before) => {
    if (right === 'active') return { active: checked }
    const others = before[right].filter((one) => one !== value)
    return { [right]: checked ? [...others, value] : others }
  }, fill(checked ? words.fault.given : words.fault.taken, { name, what }))
}

byId('rights').onchange = (event) => {
  if (event.target.id !== 'licence') { changeRight(event.target); return }
  const licence = event.target.value
  patch(byId('person').value, () => ({ licence }), fill(words.fault.hasLicence, { name: byId('person').selectedOptions[0].textContent, licence }))
}
byId('person').onchange = () => {
  changes += 1
  if (view !== undefined) showPeople()
  look()
}
`
