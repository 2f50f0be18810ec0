/**
 * The desk's own script, served as text: shows what the server says, sends what is pressed. It decides nothing; which
 * buttons can be pressed comes with the view. Everything shown goes through textContent.
 */
import { pageScript } from '../../pages/page-script.ts'

export const deskScript = `${pageScript}
const userId = byId('desk').dataset.userId
const answers = [['GOT_IT', 'Got it'], ['NOT_NOW', 'Not now'], ['NEED_YOU', 'Need you']]
const answerWords = Object.fromEntries(answers)

let socket
let view = { conversations: [], whispers: [] }
let hearing = null
let wantsSound = false
let askedToHear = null
let chosenId = null
// Once something was done with a conversation, the desk stays with it.
let chosenByHand = false
let retryMs = 500

function connect() {
  const opened = new WebSocket('ws://' + location.host + '/_simulator/desk?userId=' + encodeURIComponent(userId))
  opened.binaryType = 'arraybuffer'
  socket = opened
  opened.onopen = () => {
    retryMs = 500
    byId('connection').textContent = 'Connected'
    tellVisibility()
    // The server forgot what this page was hearing when the line broke.
    askedToHear = null
  }
  opened.onmessage = (event) => {
    if (typeof event.data === 'string') receive(JSON.parse(event.data))
    else if (player !== undefined) player.port.postMessage(new Int16Array(event.data))
  }
  opened.onclose = (event) => {
    if (socket !== opened) return
    showView(view, null)
    if (event.code === 4404) {
      byId('connection').textContent = 'This agent is not at work any more.'
      return
    }
    byId('connection').textContent = 'Connection lost, trying again …'
    setTimeout(connect, retryMs)
    retryMs = Math.min(5000, retryMs * 2)
  }
}

function say(message) {
  if (message.conversationId) chosenByHand = true
  if (isConnected()) socket.send(JSON.stringify(message))
  else refuse('Not connected: nothing was done.')
}

function receive(message) {
  if (message.type === 'desk') showView(message.view, message.hearing)
  else if (message.type === 'refused') refuse(message.message)
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
    setText(button, one.customerName + ' · ' + one.queueName + ' · ' + mediaWords[one.mediaType])
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
  byId('call').hidden = one === undefined
  for (const button of byId('acts').children) {
    button.disabled = !can(({ actions }) => actions.includes(button.dataset.action))
  }
  byId('hear').disabled = hearing === null && !can(({ canHear }) => canHear)
  byId('hear').setAttribute('aria-pressed', String(hearing !== null))
  byId('speak').disabled = hearing === null
  byId('ask').disabled = !can(({ canAskForHelp }) => canAskForHelp)
  byId('withdraw').hidden = one === undefined || one.help === null
  setText(byId('asked'), one === undefined || one.help === null ? '' : 'Asked at ' + time(one.help.createdAt) + ': ' + one.help.reason)
  if (hearing === null) stopSpeaking()
  showSound()
  if (one === undefined) return
  setText(byId('customer'), one.customerName)
  setText(byId('state'), stateWords[one.state])
  byId('state').dataset.state = one.state
  setText(byId('facts'), one.queueName + ' · ' + mediaWords[one.mediaType] + (one.mediaType === 'VOICE' ? ' · ' + recordingWords[one.recording] : ''))
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
  byId('no-whispers').hidden = view.whispers.length > 0
  keepChildren(byId('whispers'), view.whispers.map((one) => one.controlId), makeWhisper, (item, controlId) => {
    const one = view.whispers.find((candidate) => candidate.controlId === controlId)
    item.dataset.unread = String(one.readAt === null)
    setText(item.querySelector('.text'), one.text)
    setText(item.querySelector('.about'), one.supervisorName + ' about ' + one.customerName + ' · ' + time(one.sentAt) + ' · ' + (one.readAt === null ? 'new' : 'read ' + time(one.readAt)))
    item.querySelector('.row').hidden = one.answer !== null
    setText(item.querySelector('.answer'), one.answer === null ? '' : 'You answered “' + answerWords[one.answer] + '” at ' + time(one.answeredAt))
    for (const button of item.querySelectorAll('button')) button.disabled = !isConnected()
  })
}

function makeWhisper(controlId) {
  const item = document.createElement('li')
  const text = element('p', 'text')
  text.id = 'whisper-' + controlId
  const row = element('p', 'row')
  for (const [answer, words] of answers) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = words
    button.setAttribute('aria-describedby', text.id)
    button.onclick = () => { refuse(''); say({ type: 'answer', controlId, answer }) }
    row.append(button)
  }
  item.append(text, element('p', 'about soft'), row, element('p', 'answer soft'))
  return item
}

// Sound

let player
let microphone

async function startHearing() {
  if (player === undefined) {
    const context = new AudioContext({ sampleRate: 16000 })
    await context.audioWorklet.addModule('/desk/audio.js')
    await context.resume()
    player = new AudioWorkletNode(context, 'desk-player', { numberOfInputs: 0, outputChannelCount: [1] })
    player.connect(context.destination)
  }
  wantsSound = true
  askedToHear = null
  chosenByHand = true
  followHearing()
}

function stopHearing() {
  wantsSound = false
  say({ type: 'hear', conversationId: null })
}

// Who wants sound hears the conversation on top, also when it is another one now; asked once for each.
function followHearing() {
  const one = chosen()
  if (!wantsSound || !isConnected() || one === undefined || !one.canHear) return
  if (hearing === one.id || askedToHear === one.id) return
  askedToHear = one.id
  socket.send(JSON.stringify({ type: 'hear', conversationId: one.id }))
}

function showSound() {
  const words = microphone === undefined ? 'You hear what the agent hears.' : 'You speak in the agent’s place.'
  setText(byId('sound'), hearing === null ? '' : words)
}

async function startSpeaking() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } })
  const context = new AudioContext()
  microphone = { stream, context }
  await context.audioWorklet.addModule('/desk/audio.js')
  const capture = new AudioWorkletNode(context, 'desk-microphone', { numberOfOutputs: 0 })
  capture.port.onmessage = (event) => {
    if (isConnected()) socket.send(event.data.buffer)
  }
  context.createMediaStreamSource(stream).connect(capture)
  byId('speak').setAttribute('aria-pressed', 'true')
  showSound()
}

function stopSpeaking() {
  if (microphone === undefined) return
  for (const track of microphone.stream.getTracks()) track.stop()
  void microphone.context.close()
  microphone = undefined
  byId('speak').setAttribute('aria-pressed', 'false')
  showSound()
}

function orRefuse(work, words) {
  refuse('')
  work().catch((failure) => refuse(words + ' (' + failure.message + ')'))
}

// What is pressed

byId('acts').onclick = (event) => {
  const button = event.target.closest('button')
  if (button === null || chosenId === null) return
  refuse('')
  say({ type: 'act', conversationId: chosenId, action: button.dataset.action })
}
byId('hear').onclick = () => {
  if (hearing === null) orRefuse(startHearing, 'The call cannot be heard here.')
  else stopHearing()
}
byId('speak').onclick = () => {
  if (microphone === undefined) orRefuse(startSpeaking, 'The microphone cannot be used.')
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
connect()
`
