/** The first part of the panel's script, as text: asks the simulator's doors, one change after the other, and keeps looking. */
export const coreScript = `
const lookAgainMs = 1000
const patienceMs = 5000
let view
let pending = 0
let changes = 0
let lastChange = Promise.resolve()

// Resolves with the answer; what the simulator refuses is thrown in its own words.
async function ask(method, path, body) {
  const withBody = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  let answer
  try {
    answer = await fetch(path, { method, cache: 'no-store', signal: AbortSignal.timeout(patienceMs), ...withBody })
  } catch {
    throw new Error(words.fault.noAnswer)
  }
  const told = await answer.json().catch(() => ({}))
  if (answer.ok) return told
  const code = answer.status + (told.field ? ', ' + told.field : '')
  throw new Error(fill(answer.status === 409 ? words.fault.impossible : words.fault.refused, { code, reason: told.message || words.fault.noReason }))
}

// Changes happen in the order in which they were asked for; the picture shown is never older than the last of them.
function change(work) {
  pending += 1
  changes += 1
  say('', '')
  lastChange = lastChange.then(work).then((done) => say(done, ''), (failure) => say('', failure.message)).then(() => {
    pending -= 1
    changes += 1
    return look()
  })
}

function say(done, refused) {
  setText(byId('done'), done)
  setText(byId('refused'), refused)
}

async function look() {
  if (pending > 0) return
  const seen = changes
  const query = new URLSearchParams({ language: words.language })
  if (byId('person').value !== '') query.set('personId', byId('person').value)
  if (chosenId !== null) query.set('conversationId', chosenId)
  let next
  try {
    next = await ask('GET', '/faults/view?' + query)
  } catch {
    showUnknown()
    return
  }
  if (seen !== changes) return
  view = next
  showLink('up', words.page.connected)
  showFaults()
  showPeople()
  showConversations()
}

function showLink(link, state) {
  byId('connection').dataset.link = link
  setText(byId('connection'), state)
}

// What cannot be read is not claimed.
function showUnknown() {
  view = undefined
  showLink('down', words.page.lost)
  setText(byId('summary'), words.fault.notKnown)
  byId('in-force').replaceChildren()
  setText(byId('leak'), '')
  setText(byId('people-summary'), '')
  for (const card of document.querySelectorAll('.fault[data-on]')) {
    delete card.dataset.on
    setText(card.querySelector('.state'), words.fault.unknown)
  }
}

async function keepLooking() {
  if (document.visibilityState === 'visible') await look()
  setTimeout(keepLooking, lookAgainMs)
}
`
