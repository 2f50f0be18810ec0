/** The desk's sound, as text: what the agent hears, the coach's voice at a volume of its own, and the microphone in the agent's place. */
export const deskSoundScript = `
let player
let microphone

// How loud the coach's voice is, in per cent of how the platform mixes it; kept in this browser.
const coachVolumeKey = 'sotto-desk-coach-volume'
const usualVolume = 100
let coachVolume = readCoachVolume()
// What "on again" gives back.
let lastLoud = coachVolume === 0 ? usualVolume : coachVolume

function readCoachVolume() {
  try {
    const kept = localStorage.getItem(coachVolumeKey)
    const percent = kept === null || kept === '' ? usualVolume : Number(kept)
    return Number.isInteger(percent) && percent >= 0 && percent <= 200 ? percent : usualVolume
  } catch {
    return usualVolume
  }
}

function setCoachVolume(percent) {
  coachVolume = percent
  if (percent > 0) lastLoud = percent
  try {
    localStorage.setItem(coachVolumeKey, String(percent))
  } catch {
    // A browser that keeps nothing: it holds until the page is loaded anew.
  }
  if (player !== undefined) player.port.postMessage(percent)
  showCoachVolume()
}

function coachVolumeWords() {
  if (coachVolume === 0) return words.desk.coachOff
  return coachVolume === usualVolume ? words.desk.coachUsual : fill(words.desk.coachPercent, { percent: coachVolume })
}

function showCoachVolume() {
  const said = coachVolumeWords()
  byId('coach-volume').value = String(coachVolume)
  byId('coach-volume').setAttribute('aria-valuetext', said)
  setText(byId('coach-words'), said)
  byId('coach-words').dataset.off = String(coachVolume === 0)
  setText(byId('coach-off'), coachVolume === 0 ? words.desk.turnOn : words.desk.turnOff)
}

byId('coach-volume').oninput = (event) => setCoachVolume(Number(event.target.value))
byId('coach-off').onclick = () => setCoachVolume(coachVolume === 0 ? lastLoud : 0)

function play(frame) {
  if (player !== undefined) player.port.postMessage(frame)
}

async function startHearing() {
  if (player === undefined) {
    const context = new AudioContext({ sampleRate: 16000 })
    await context.audioWorklet.addModule('/desk/audio.js')
    await context.resume()
    player = new AudioWorkletNode(context, 'desk-player', { numberOfInputs: 0, outputChannelCount: [1] })
    player.port.postMessage(coachVolume)
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
  const said = microphone === undefined ? words.desk.hearing : words.desk.speaking
  setText(byId('sound'), hearing === null ? '' : said)
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

function orRefuse(work, phrase) {
  refuse('')
  work().catch((failure) => refuse(fill(phrase, { reason: failure.message })))
}
`
