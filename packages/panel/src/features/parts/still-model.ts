/**
 * A panel that stands still: its clock never moves, its sockets carry only the samples it is given, and whatever is asked of a
 * server stays unanswered. For drawing real components in a state that seldom comes; nothing of it reaches anybody.
 */
import { type Clock, err, seededRandom } from '@sotto/kernel'
import type { Change, ServerMessage, TranscriptMessage } from '@sotto/protocol'
import type { Talkers } from '../../model/audio/who-talks.ts'
import type { AwayReport } from '../../model/away/away-watch.ts'
import type { LineState } from '../../model/line/line-state.ts'
import type { QueueNews } from '../../model/list/queue-news.ts'
import { createPanelModel, type PanelModel } from '../../model/panel-model.ts'
import type { SocketListener } from '../../model/socket.ts'
import { createMemoryStorage } from '../../model/storage.ts'
import type { Sending } from '../../model/whispers/whispers.ts'
import { sampleId, sampleNow } from './samples.ts'

export interface StillMoment {
  /** What the server has told. Undefined: the first snapshot is still awaited. */
  readonly changes?: readonly Change[]
  readonly line?: Partial<LineState>
  readonly talkers?: Talkers
  /** What the server answers when the transcript is opened. */
  readonly transcript?: TranscriptMessage
  /** A whisper that is being written, and what became of sending it. */
  readonly draft?: string
  readonly sending?: Sending
  readonly away?: AwayReport
  readonly queueNews?: readonly QueueNews[]
  /** The server ended the connection with this code. */
  readonly closedBy?: number
}

const stillClock: Clock = {
  wallNow: () => sampleNow,
  monotonicNow: () => 0,
  schedule: () => () => {},
}

export function createStillModel(moment: StillMoment): PanelModel {
  const model = createPanelModel({
    clock: stillClock,
    random: seededRandom(1),
    openSocket: (path, listener) => openStillSocket(path, listener, moment),
    fetch: () => new Promise(() => {}),
    tabStorage: createMemoryStorage(),
    browserStorage: createMemoryStorage(),
    player: stillPlayer,
    startMicrophone: async () => err('not-found'),
    microphones: { list: async () => [], subscribe: () => () => {} },
    playClip: () => new Promise(() => {}),
    onFailure(failure) {
      throw failure
    },
  })
  model.live.start()
  if (moment.draft !== undefined) model.drafts.write(sampleId, moment.draft)
  if (moment.sending !== undefined) model.whispers.state.setState({ [sampleId]: moment.sending })
  if (moment.away !== undefined) model.away.report.setState({ shown: moment.away })
  if (moment.queueNews !== undefined) model.queueNews.state.setState(moment.queueNews, true)
  // After the first frame, which would have the line look at its gate.
  queueMicrotask(() => {
    if (moment.line !== undefined) model.line.state.setState(moment.line)
    if (moment.talkers !== undefined) model.line.talkers.setState(moment.talkers)
  })
  return model
}

const stillPlayer = {
  sound: () => 'off' as const,
  subscribe: () => () => {},
  start() {},
  push() {},
  stop() {},
  setMix() {},
}

function openStillSocket(path: string, listener: SocketListener, moment: StillMoment) {
  const { changes, closedBy, transcript } = moment
  const tell = (message: ServerMessage) => listener.onText(JSON.stringify(message))
  // As a real one: it opens after it was handed out.
  queueMicrotask(() => {
    if (path !== '/live' || changes === undefined) return
    listener.onOpen()
    tell({
      type: 'welcome',
      streamId: 'still',
      resumed: false,
      sequence: 0,
      serverTime: sampleNow,
    })
    tell({ type: 'frame', sequence: 1, snapshot: true, changes: [...changes], sentAt: sampleNow })
    if (closedBy !== undefined) listener.onClose(closedBy)
  })
  return {
    send(data: string | Uint8Array<ArrayBuffer>) {
      if (typeof data === 'string' && data.includes('"transcript"') && transcript !== undefined)
        queueMicrotask(() => tell(transcript))
    },
    close() {},
    bufferedBytes: 0,
  }
}
