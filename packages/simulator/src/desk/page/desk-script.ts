/**
 * The desk's own script, served as text: shows what the server says, sends what is pressed. It decides nothing; which
 * buttons can be pressed comes with the view. Everything shown goes through textContent.
 */
import { scriptInWords } from '../../pages/page-script.ts'
import type { PageWords } from '../../words/words-of-page.ts'
import { deskSoundScript } from './desk-sound-script.ts'

const deskPartsScript = `
const userId = byId('desk').dataset.userId
const answers = Object.entries(words.desk.answers)

let socket
let view = { conversations: [], whispers: [] }
// Before the first word of the server nothing is said to be there, nor not to be.
let known = false
let hearing = null
let wantsSound = false
let askedToHear = null
let chosenId = null
// Once something was done with a conversation, the desk stays with it.
let chosenByHand = false
let retryMs = 500

function connect() {
  const opened = new WebSocket('ws://' + location.host + '/_simulator/desk?userId=' + encodeURIComponent(userId) + '&language=' + words.language)
  opened.binaryType = 'arraybuffer'
  socket = opened
  opened.onopen = () => {
    retryMs = 500
    showLink('up', words.page.connected)
    tellVisibility()
    // The server forgot what this page was hearing when the line broke.
    askedToHear = null
  }
  opened.onmessage = (event) => {
    if (typeof event.data === 'string') receive(JSON.parse(event.data))
    else play(new Int16Array(event.data))
  }
  opened.onclose = (event) => {
    if (socket !== opened) return
    if (event.code === 4404) {
      known = true
      showView({ conversations: [], whispers: [] }, null)
      showLink('down', words.desk.left, words.desk.leftNext)
      return
    }
    showView(view, null)
    showLink('down', words.page.lost, words.desk.offline)
    setTimeout(connect, retryMs)
    retryMs = Math.min(5000, retryMs * 2)
  }
}

function showLink(link, state, stale) {
  byId('desk').dataset.link = link
  byId('connection').dataset.link = link
  setText(byId('connection'), state)
  byId('stale').hidden = stale === undefined
  setText(byId('stale'), stale ?? '')
}

function say(message) {
  if (message.conversationId) chosenByHand = true
  if (isConnected()) socket.send(JSON.stringify(message))
  else refuse(words.desk.notConnected)
}

function receive(message) {
  if (message.type === 'desk') {
    known = true
    showView(message.view, message.hearing)
  } else if (message.type === 'refused') {
    refuse(message.by === 'platform' ? fill(words.desk.refusedByPlatform, { reason: message.message }) : message.message)
  }
}

function refuse(text) {
  byId('refused').textContent = text
}

function tellVisibility() {
  if (!isConnected()) return
  say({ type: 'visibility', visible: document.visibilityState === 'visible' })
}

function chosen() {
  return view.conversations.find((one) => one.id === chosenId)
}

function showView(next, nextHearing) {
  view = next
  hearing = nextHearing
  if (chosen() === undefined) chosenByHand = false
  if (!chosenByHand) chosenId = mostUrgent()
  followHearing()
  showChoices()
  showCall()
  showWhispers()
}

// The call in progress, the latest if there are two; else whatever came last.
function mostUrgent() {
  const calls = view.conversations.filter(({ canHear }) => canHear)
  const latest = (calls.length > 0 ? calls : view.conversations).at(-1)
  return latest === undefined ? null : latest.id
}

function showChoices() {
  const choices = byId('choices')
  choices.hidden = view.conversations.length < 2
  keepChildren(choices, view.conversations.map((one) => one.id), (id) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.onclick = () => { chosenId = id; chosenByHand = true; refuse(''); showView(view, hearing) }
    return button
  }, (button, id) => {
    const one = view.conversations.find((candidate) => candidate.id === id)
    setText(button, fill(words.desk.conversationChoice, { customer: one.customerName, queue: one.queueName, media: words.page.media[one.mediaType] }))
    button.setAttribute('aria-pressed', String(id === chosenId))
  })
}

function isConnected() {
  return socket.readyState === WebSocket.OPEN
}

function showCall() {
  const one = chosen()
  const can = (possible) => one !== undefined && isConnected() && possible(one)
  byId('nothing').hidden = one !== undefined
  setText(byId('nothing-words'), known ? words.desk.noConversation : words.desk.reading)
  setText(byId('nothing-next'), known && isConnected() ? words.desk.noConversationNext : '')
  byId('call').hidden = one === undefined
  for (const button of byId('acts').children) {
    button.disabled = !can(({ actions }) => actions.includes(button.dataset.action))
  }
  byId('hear').disabled = hearing === null && !can(({ canHear }) => canHear)
  byId('hear').setAttribute('aria-pressed', String(hearing !== null))
  byId('speak').disabled = hearing === null
  byId('ask').disabled = !can(({ canAskForHelp }) => canAskForHelp)
  byId('withdraw').hidden = one === undefined || one.help === null
  setText(byId('asked'), one === undefined || one.help === null ? '' : fill(words.desk.askedAt, { time: time(one.help.createdAt), reason: one.help.reason }))
  if (hearing === null) stopSpeaking()
  showSound()
  if (one === undefined) return
  setText(byId('customer'), one.customerName)
  setText(byId('state'), words.page.states[one.state])
  byId('state').dataset.state = one.state
  setText(byId('facts'), one.queueName + ' · ' + words.page.media[one.mediaType] + (one.mediaType === 'VOICE' ? ' · ' + words.page.recording[one.recording] : ''))
  keepChildren(byId('notices'), one.notices, () => document.createElement('li'), setText)
  showLength()
}

function showLength() {
  const one = chosen()
  if (one === undefined) return
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(one.startTime)) / 1000))
  setText(byId('length'), String(Math.floor(seconds / 60)).padStart(2, '0') + ':' + String(seconds % 60).padStart(2, '0'))
}

function showWhispers() {
  byId('no-whispers').hidden = !known || view.whispers.length > 0
  keepChildren(byId('whispers'), view.whispers.map((one) => one.controlId), makeWhisper, (item, controlId) => {
    const one = view.whispers.find((candidate) => candidate.controlId === controlId)
    item.dataset.unread = String(one.readAt === null)
    setText(item.querySelector('.text'), one.text)
    setText(item.querySelector('.about'), aboutWhisper(one))
    item.querySelector('.row').hidden = one.answer !== null
    setText(item.querySelector('.answer'), one.answer === null ? '' : fill(words.desk.answered, { answer: words.desk.answers[one.answer], time: time(one.answeredAt) }))
    for (const button of item.querySelectorAll('button')) button.disabled = !isConnected()
  })
}

function aboutWhisper({ supervisorName, customerName, sentAt, readAt }) {
  const values = { supervisor: supervisorName, customer: customerName, time: time(sentAt) }
  return readAt === null ? fill(words.desk.whisperNew, values) : fill(words.desk.whisperRead, { ...values, readTime: time(readAt) })
}

function makeWhisper(controlId) {
  const item = document.createElement('li')
  const text = element('p', 'text')
  text.id = 'whisper-' + controlId
  const row = element('p', 'row')
  for (const [answer, name] of answers) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = name
    button.setAttribute('aria-describedby', text.id)
    button.onclick = () => { refuse(''); say({ type: 'answer', controlId, answer }) }
    row.append(button)
  }
  item.append(text, element('p', 'about'), row, element('p', 'answer'))
  return item
}

// What is pressed

byId('acts').onclick = (event) => {
  const button = event.target.closest('button')
  if (button === null || chosenId === null) return
  refuse('')
  say({ type: 'act', conversationId: chosenId, action: button.dataset.action })
}
byId('hear').onclick = () => {
  if (hearing === null) orRefuse(startHearing, words.desk.cannotHear)
  else stopHearing()
}
byId('speak').onclick = () => {
  if (microphone === undefined) orRefuse(startSpeaking, words.desk.cannotSpeak)
  else stopSpeaking()
}
byId('help').onsubmit = (event) => {
  event.preventDefault()
  if (chosenId === null) return
  refuse('')
  const { reason, urgency, note } = Object.fromEntries(new FormData(byId('help')))
  say({ type: 'help', conversationId: chosenId, reason, urgency, note })
}
byId('withdraw').onclick = () => {
  refuse('')
  say({ type: 'withdraw-help', conversationId: chosenId })
}
document.addEventListener('visibilitychange', tellVisibility)
setInterval(showLength, 1000)
showCoachVolume()
connect()
`

export function deskScript(words: PageWords): string {
  return scriptInWords(words, ['page', 'desk'], deskSoundScript + deskPartsScript)
}
