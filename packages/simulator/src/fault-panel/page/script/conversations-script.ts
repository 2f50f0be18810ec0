/** The last part of the panel's script, as text: puts conversations on, acts on them, shows the truth about the chosen one. */
export const conversationsScript = `
let chosenId = null

function choiceWords({ agentName, customerName, queueName, mediaType, state, scenario }) {
  const asked = words.acting.scenarios[scenario]
  const said = fill(words.acting.choice, { agent: agentName, customer: customerName, queue: queueName, media: words.page.media[mediaType], state: words.page.states[state] })
  return asked === undefined ? said : said + ' · ' + asked.name
}

function showConversations() {
  const { conversations, conversation } = view
  keepChildren(byId('conversation'), conversations.map(({ id }) => id), (id) => new Option('', id), (option, id) => {
    setText(option, choiceWords(conversations.find((one) => one.id === id)))
  })
  if (!conversations.some(({ id }) => id === chosenId)) choose(conversations.length === 0 ? null : conversations[0].id)
  else if (byId('conversation').value !== chosenId) byId('conversation').value = chosenId
  byId('no-conversation').hidden = conversations.length > 0
  showTruth(conversation !== null && conversation.id === chosenId ? conversation : null)
}

function choose(id) {
  if (id === chosenId) return
  chosenId = id
  changes += 1
  if (id !== null) byId('conversation').value = id
  look()
}

function showTruth(truth) {
  byId('truth').hidden = truth === null
  byId('truth-lists').hidden = truth === null
  for (const button of byId('acts').children) {
    button.disabled = chosenId === null
    const possible = truth === null || truth.possible.includes(button.dataset.action)
    button.dataset.possible = String(possible)
    button.setAttribute('aria-description', possible ? '' : words.acting.impossible)
  }
  if (truth === null) return
  setText(byId('conversation-state'), words.page.states[truth.state])
  byId('conversation-state').dataset.state = truth.state
  setText(byId('conversation-facts'), (truth.mediaType === 'VOICE' ? words.page.recording[truth.recording] + ' · ' : '') + truth.region)
  byId('desk-link').href = '/desk?userId=' + encodeURIComponent(truth.agentUserId)
  setText(byId('desk-link'), fill(words.acting.sitDownAt, { name: truth.agentName }))
  keepChildren(byId('parties'), truth.parties.map((_words, index) => String(index)), () => document.createElement('li'), (item, key) => {
    setText(item, truth.parties[Number(key)])
  })
  byId('no-controls').hidden = truth.controls.length > 0
  keepChildren(byId('controls'), truth.controls.map(({ id }) => id), () => document.createElement('li'), (item, id) => {
    const control = truth.controls.find((one) => one.id === id)
    setText(item, time(control.createdAt) + ' ' + control.words)
  })
}

byId('conversation').onchange = (event) => {
  choose(event.target.value)
  showTruth(null)
}
byId('acts').onclick = (event) => {
  const button = event.target.closest('button')
  if (button === null || chosenId === null) return
  const id = chosenId
  change(async () => {
    const after = await ask('POST', '/_simulator/conversations/' + encodeURIComponent(id) + '/act', { action: button.dataset.action })
    return fill(words.acting.done, { act: button.textContent, state: words.page.states[after.state] })
  })
}
byId('scenarios').onclick = (event) => {
  const button = event.target.closest('button')
  if (button === null) return
  const wishes = { agentUserId: byId('start-agent').value, queueId: byId('start-queue').value, region: byId('start-region').value.trim() }
  const wished = Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== ''))
  change(async () => {
    const made = await ask('POST', '/_simulator/conversations', { scenario: button.dataset.scenario, ...wished })
    chosenId = made.id
    const agent = made.participants.find(({ purpose }) => purpose === 'agent')
    return fill(words.acting.started, { scenario: button.textContent, agent: agent.name })
  })
}
`
