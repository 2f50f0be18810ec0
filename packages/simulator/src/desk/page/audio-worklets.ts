/**
 * The desk's two audio processors, run by the browser's audio thread: one plays 20 ms frames as they come, one turns the
 * microphone into such frames. Kept as text, because it is served, never run here.
 */
export const audioWorkletScript = `'use strict'

const frameSamples = 320

// How loud the coach's voice is for 0 to 200 per cent: 100 as the platform mixes it, 200 is 12 dB more, 0 is nothing at all.
function coachGain(percent) {
  return (Math.max(0, Math.min(200, percent)) / 100) ** 2
}

// Plays 16 kHz frames. Starts with 60 ms in hand; more than 400 ms behind, the oldest is skipped. A frame of twice the length is
// everybody else and then the coach, whose voice is added at a gain of its own.
class DeskPlayer extends AudioWorkletProcessor {
  constructor() {
    super()
    this.frames = []
    this.position = 0
    this.playing = false
    this.gain = 1
    this.wantedGain = 1
    this.port.onmessage = (event) => {
      if (typeof event.data === 'number') {
        this.wantedGain = coachGain(event.data)
        if (!this.playing) this.gain = this.wantedGain
        return
      }
      this.frames.push(event.data)
      while (this.frames.length > 20) { this.frames.shift(); this.position = 0 }
    }
  }
  process(inputs, outputs) {
    const channel = outputs[0][0]
    if (!this.playing && this.frames.length < 3) return true
    this.playing = true
    for (let index = 0; index < channel.length; index += 1) {
      const frame = this.frames[0]
      if (frame === undefined) { this.playing = false; break }
      channel[index] = this.sampleOf(frame)
      this.position += 1
      if (this.position === frameSamples) { this.frames.shift(); this.position = 0 }
    }
    return true
  }
  sampleOf(frame) {
    // A tenth of a second from one loudness to the next: a step would click.
    const step = 1 / 400
    this.gain += Math.max(-step, Math.min(step, this.wantedGain - this.gain))
    if (frame.length === frameSamples) return frame[this.position] / 32768
    const sum = frame[this.position] + frame[this.position + frameSamples] * this.gain
    return Math.max(-32768, Math.min(32767, sum)) / 32768
  }
}

// Brings the microphone's own rate down (or up) to 16 kHz by a windowed sinc, 24 crossings to each side, read from a table.
const outputRateHz = 16000
const crossings = 24
const tableSteps = 512
const kernel = Float32Array.from({ length: crossings * tableSteps + 2 }, (value, index) => {
  const distance = index / tableSteps
  if (distance >= crossings) return 0
  const sinc = distance === 0 ? 1 : Math.sin(Math.PI * distance) / (Math.PI * distance)
  return sinc * (0.5 + 0.5 * Math.cos((Math.PI * distance) / crossings))
})

class DeskMicrophone extends AudioWorkletProcessor {
  constructor() {
    super()
    this.step = sampleRate / outputRateHz
    this.stretch = Math.max(1, this.step)
    this.reach = Math.ceil(crossings * this.stretch)
    this.table = kernel
    this.heard = new Float32Array(0)
    this.next = this.reach
    this.frame = new Int16Array(320)
    this.filled = 0
  }
  process(inputs) {
    const channel = inputs[0][0]
    if (channel === undefined) return true
    const joined = new Float32Array(this.heard.length + channel.length)
    joined.set(this.heard)
    joined.set(channel, this.heard.length)
    while (this.next + this.reach < joined.length) {
      this.push(this.sampleAt(joined, this.next))
      this.next += this.step
    }
    const spent = Math.max(0, Math.floor(this.next) - this.reach)
    this.heard = joined.slice(spent)
    this.next -= spent
    return true
  }
  sampleAt(samples, place) {
    const table = this.table
    const scale = tableSteps / this.stretch
    const first = place - this.reach < 0 ? 0 : (place - this.reach) | 0
    const last = place + this.reach
    const end = crossings * tableSteps
    let sum = 0
    for (let index = first; index <= last; index += 1) {
      const at = (index < place ? place - index : index - place) * scale
      if (at >= end) continue
      const step = at | 0
      sum += samples[index] * (table[step] + (table[step + 1] - table[step]) * (at - step))
    }
    return sum / this.stretch
  }
  push(value) {
    this.frame[this.filled] = Math.max(-32768, Math.min(32767, Math.round(value * 32768)))
    this.filled += 1
    if (this.filled < this.frame.length) return
    this.port.postMessage(this.frame.slice())
    this.filled = 0
  }
}

registerProcessor('desk-player', DeskPlayer)
registerProcessor('desk-microphone', DeskMicrophone)
`
