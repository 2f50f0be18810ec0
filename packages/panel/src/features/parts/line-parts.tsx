import { type ControlView, type ConversationDetail, controlViewSchema } from '@sotto/protocol'
import { StatusWord } from '../../components/status-word.tsx'
import type { LineProblem, LineState } from '../../model/line/line-state.ts'
import { unknownTruth } from '../../model/truth/shown-truth.ts'
import { partsScreen } from '../../words/screens/parts.ts'
import { MonitoringRegion } from '../monitoring/monitoring-region.tsx'
import { LinePanel } from '../talk/line-panel.tsx'
import { LineStatus } from '../talk/line-status.tsx'
import styles from './parts.module.css'
import { inMode, openLink, sampleControl, sampleDetail, sampleNow } from './samples.ts'
import { PartGroup, Specimen } from './specimen.tsx'
import type { StillMoment } from './still-model.ts'

const id = 'conversation-1'
const here = { conversationId: id, sound: 'playing' } as const satisfies Partial<LineState>
const onLine = {
  ...here,
  microphone: 'on',
  gate: { open: true },
} as const satisfies Partial<LineState>
const refused = { allowed: false } as const

interface LineSpecimen {
  readonly name: string
  readonly detail: ConversationDetail
  readonly moment?: StillMoment
  readonly problem?: LineProblem
  readonly isDoubtful?: boolean
}

const lines: readonly LineSpecimen[] = [
  { name: partsScreen.notConnected, detail: sampleDetail() },
  {
    name: partsScreen.coachWasPressedAndIs,
    detail: sampleDetail({
      mode: { wanted: 'coach', confirmed: 'not-connected', switching: true },
    }),
    moment: { line: { ...here, asked: 'coach', microphone: 'asking' } },
  },
  { name: partsScreen.monitor, detail: inMode('monitor'), moment: { line: here } },
  {
    name: partsScreen.coachTheMicrophoneShut,
    detail: inMode('coach'),
    moment: {
      line: onLine,
      talkers: { isHeard: true, customer: true, agent: false },
      changes: [
        openLink,
        { kind: 'control', control: sampleControl({ kind: 'whisper-audio', state: 'executing' }) },
      ],
    },
  },
  {
    name: partsScreen.coachTheMicrophoneLive,
    detail: inMode('coach'),
    moment: {
      line: { ...onLine, talk: { state: 'talking' } },
      talkers: { isHeard: true, customer: false, agent: false },
    },
  },
  {
    name: partsScreen.bargeInTheMicrophoneLive,
    detail: inMode('barge'),
    moment: { line: { ...onLine, talk: { state: 'talking' } } },
  },
  {
    name: partsScreen.whoHearsIsUnknown,
    detail: inMode('coach', { truth: unknownTruth }),
    moment: { line: here },
    isDoubtful: true,
  },
  {
    name: partsScreen.somebodyElseCoachesThisAgent,
    detail: sampleDetail({
      allowed: {
        ...sampleDetail().allowed,
        coach: { ...refused, reason: 'being-coached', by: 'Jon Berg', since: sampleNow - 90_000 },
      },
      lease: {
        fence: 4,
        by: 'Jon Berg',
        since: sampleNow - 90_000,
        mine: false,
        asked: false,
        wishes: [],
      },
    }),
  },
  {
    name: partsScreen.somebodyAsksForTheCoaching,
    detail: inMode('coach', {
      lease: {
        fence: 4,
        by: 'Maria Bell',
        since: sampleNow - 90_000,
        mine: true,
        asked: false,
        wishes: [{ supervisorId: 'supervisor-2', name: 'Jon Berg', askedAt: sampleNow }],
      },
    }),
    moment: { line: onLine },
  },
  {
    name: partsScreen.refusedNoRightToIt,
    detail: sampleDetail({
      allowed: {
        ...sampleDetail().allowed,
        coach: { ...refused, reason: 'missing-permission', missing: 'conversation:whisper:add' },
        barge: { ...refused, reason: 'missing-permission', missing: 'conversation:barge:add' },
      },
    }),
  },
  {
    name: partsScreen.theBrowserRefusedTheMicrophone,
    detail: inMode('monitor'),
    moment: { line: here },
    problem: { conversationId: id, kind: 'microphone', failure: 'not-allowed' },
  },
  {
    name: partsScreen.theServerDidNotAnswer,
    detail: sampleDetail(),
    problem: { conversationId: id, kind: 'call', mode: 'coach', failure: { kind: 'unreachable' } },
  },
]

/** Only a text is held back. */
const lineStates = controlViewSchema.shape.state.options.filter((state) => state !== 'held-back')

const endReasons: Readonly<Partial<Record<ControlView['state'], string>>> = {
  cancelled: 'conversation-held',
  failed: 'no-media',
  refused: 'being-coached',
}

export function LineParts() {
  return (
    <PartGroup heading={partsScreen.yourLine}>
      {lines.map(({ detail, isDoubtful, moment, name, problem }) => (
        <Specimen key={name} moment={{ changes: [openLink], ...moment }} name={name}>
          <LinePanel
            detail={detail}
            doubt={isDoubtful ? 'connection-stale' : undefined}
            onDismiss={() => {}}
            problem={problem}
            truth={detail.truth}
          />
        </Specimen>
      ))}
      <Specimen name={partsScreen.theLifeOfACoaching}>
        <div className={styles.column}>
          {lineStates.map((state) => (
            <LineStatus
              conversationId={id}
              key={state}
              line={sampleControl({ kind: 'whisper-audio', state, reason: endReasons[state] })}
              policy={undefined}
              saidAlready={undefined}
            />
          ))}
        </div>
      </Specimen>
      <Specimen name={partsScreen.itsWordsAlone}>
        <div className={styles.row}>
          {lineStates.map((state) => (
            <StatusWord control={sampleControl({ kind: 'whisper-audio', state })} key={state} />
          ))}
        </div>
      </Specimen>
      <Specimen name={partsScreen.onHoldMonitoringOnly}>
        <MonitoringRegion
          detail={inMode('monitor', {
            phase: 'held',
            phaseSince: sampleNow - 42_000,
            figures: {
              holds: { begun: 3, endedMs: 95_000, heldSince: sampleNow - 42_000 },
              talk: { agent: 0.4, customer: 0.5, silenceMs: 3_000, measuredAt: sampleNow - 43_000 },
            },
          })}
        />
      </Specimen>
    </PartGroup>
  )
}
