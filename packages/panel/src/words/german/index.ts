/** Everything in German. Whoever adds words in English adds them here too: under the same file name, of the same type. */
import type { Translate } from '../in-language.ts'
import { agentSettingsWords } from './agent-settings-words.ts'
import { announcementWords } from './announcement-words.ts'
import { auditWords } from './audit-words.ts'
import { awayWords } from './away-words.ts'
import { browserWords } from './browser-words.ts'
import { coachingWords } from './coaching-words.ts'
import { controlWords } from './control-words.ts'
import { conversationWords } from './conversation-words.ts'
import { downloadWords } from './download-words.ts'
import { erasingWords } from './erasing-words.ts'
import { erasureWords } from './erasure-words.ts'
import { freshnessWords } from './freshness-words.ts'
import { gapWords } from './gap-words.ts'
import { grantWords } from './grant-words.ts'
import { incidentWords } from './incident-words.ts'
import { keyWords } from './key-words.ts'
import { latePartWords } from './late-part-words.ts'
import { leaseWords } from './lease-words.ts'
import { linkWords } from './link-words.ts'
import { listeningWords } from './listening-words.ts'
import { maskingWords } from './masking-words.ts'
import { microphoneFailureWords } from './microphone-failure-words.ts'
import { microphoneTestWords } from './microphone-test-words.ts'
import { microphoneWords } from './microphone-words.ts'
import { modeWords } from './mode-words.ts'
import { monitoringWords } from './monitoring-words.ts'
import { permissionNames } from './permission-names.ts'
import { placeWords } from './place-words.ts'
import { policyWords } from './policy-words.ts'
import { preferenceWords } from './preference-words.ts'
import { problemWords } from './problem-words.ts'
import { queueWords } from './queue-words.ts'
import { quietWords } from './quiet-words.ts'
import { reasonWords } from './reason-words.ts'
import { roleWords } from './role-words.ts'
import { agentStrip as agentStripScreen } from './screens/agent-strip.ts'
import { audit as auditScreen } from './screens/audit.ts'
import { coaching as coachingScreen } from './screens/coaching.ts'
import { common as commonScreen } from './screens/common.ts'
import { conversation as conversationScreen } from './screens/conversation.ts'
import { conversations as conversationsScreen } from './screens/conversations.ts'
import { incident as incidentScreen } from './screens/incident.ts'
import { latePages as latePagesScreen } from './screens/late-pages.ts'
import { listening as listeningScreen } from './screens/listening.ts'
import { microphoneTest as microphoneTestScreen } from './screens/microphone-test.ts'
import { monitoring as monitoringScreen } from './screens/monitoring.ts'
import { parts as partsScreen } from './screens/parts.ts'
import { policies as policiesScreen } from './screens/policies.ts'
import { preferences as preferencesScreen } from './screens/preferences.ts'
import { runningSessions as runningSessionsScreen } from './screens/running-sessions.ts'
import { shell as shellScreen } from './screens/shell.ts'
import { signIn as signInScreen } from './screens/sign-in.ts'
import { signIns as signInsScreen } from './screens/sign-ins.ts'
import { talk as talkScreen } from './screens/talk.ts'
import { transcript as transcriptScreen } from './screens/transcript.ts'
import { truth as truthScreen } from './screens/truth.ts'
import { whisper as whisperScreen } from './screens/whisper.ts'
import { signInWords } from './sign-in-words.ts'
import { snippetWords } from './snippet-words.ts'
import { soundWords } from './sound-words.ts'
import { stripWords } from './strip-words.ts'
import { talkWords } from './talk-words.ts'
import { transcriptWords } from './transcript-words.ts'
import { truthWords } from './truth-words.ts'

export const german: Readonly<Record<string, object>> = {
  'agent-settings-words': agentSettingsWords,
  'browser-words': browserWords,
  'download-words': downloadWords,
  'erasing-words': erasingWords,
  'quiet-words': quietWords,
  'snippet-words': snippetWords,
  'announcement-words': announcementWords,
  'audit-words': auditWords,
  'away-words': awayWords,
  'coaching-words': coachingWords,
  'control-words': controlWords,
  'conversation-words': conversationWords,
  'erasure-words': erasureWords,
  'freshness-words': freshnessWords,
  'gap-words': gapWords,
  'grant-words': grantWords,
  'incident-words': incidentWords,
  'key-words': keyWords,
  'late-part-words': latePartWords,
  'lease-words': leaseWords,
  'link-words': linkWords,
  'listening-words': listeningWords,
  'masking-words': maskingWords,
  'microphone-failure-words': microphoneFailureWords,
  'microphone-test-words': microphoneTestWords,
  'microphone-words': microphoneWords,
  'mode-words': modeWords,
  'monitoring-words': monitoringWords,
  'permission-names': permissionNames,
  'place-words': placeWords,
  'policy-words': policyWords,
  'preference-words': preferenceWords,
  'problem-words': problemWords,
  'queue-words': queueWords,
  'reason-words': reasonWords,
  'role-words': roleWords,
  'screens/agent-strip': agentStripScreen,
  'screens/audit': auditScreen,
  'screens/coaching': coachingScreen,
  'screens/common': commonScreen,
  'screens/conversation': conversationScreen,
  'screens/conversations': conversationsScreen,
  'screens/incident': incidentScreen,
  'screens/late-pages': latePagesScreen,
  'screens/listening': listeningScreen,
  'screens/microphone-test': microphoneTestScreen,
  'screens/monitoring': monitoringScreen,
  'screens/parts': partsScreen,
  'screens/policies': policiesScreen,
  'screens/preferences': preferencesScreen,
  'screens/running-sessions': runningSessionsScreen,
  'screens/shell': shellScreen,
  'screens/sign-in': signInScreen,
  'screens/sign-ins': signInsScreen,
  'screens/talk': talkScreen,
  'screens/transcript': transcriptScreen,
  'screens/truth': truthScreen,
  'screens/whisper': whisperScreen,
  'sign-in-words': signInWords,
  'sound-words': soundWords,
  'strip-words': stripWords,
  'talk-words': talkWords,
  'transcript-words': transcriptWords,
  'truth-words': truthWords,
}

export const inGerman: Translate = (name) => german[name]
