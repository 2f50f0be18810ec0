/** The composition root, once the page has its language (`main.tsx`): the machine's clock, chance, sockets, storage and sound meet the model here and nowhere else. */
import { systemClock, systemRandom } from '@sotto/kernel'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createBrowserChime } from './capture/browser-chime.ts'
import { playBrowserClip } from './capture/browser-clip.ts'
import { browserMicrophones } from './capture/browser-devices.ts'
import { browserFrames } from './capture/browser-frames.ts'
import { createBrowserMicrophone } from './capture/browser-microphone.ts'
import { createBrowserPlayer } from './capture/browser-player.ts'
import { createBrowserSealing } from './capture/browser-sealing.ts'
import { browserSockets } from './capture/browser-socket.ts'
import { browserStorage } from './capture/browser-storage.ts'
import { browserTabs } from './capture/browser-tabs.ts'
import { browserTraits } from './capture/browser-traits.ts'
import { ModelContext } from './hooks/use-model.ts'
import { createPanelModel } from './model/panel-model.ts'
import { wearDensity } from './theme/density.ts'

/** A bug in a listener: thrown again outside of it, so that the browser shows it and nothing else breaks. */
function reportFailure(failure: unknown): void {
  queueMicrotask(() => {
    throw failure
  })
}

/** As the page names it. */
function ownEntry(): { readonly ownEntry?: string } {
  const path = document.querySelector('script[type="module"][src]')?.getAttribute('src')
  return path === null || path === undefined ? {} : { ownEntry: path }
}

const model = createPanelModel({
  clock: systemClock,
  random: systemRandom,
  openSocket: browserSockets(window.location.origin),
  fetch: (path, request) => fetch(path, { ...request, credentials: 'same-origin' }),
  tabStorage: browserStorage('sessionStorage'),
  browserStorage: browserStorage('localStorage'),
  sealing: createBrowserSealing(window.crypto),
  player: createBrowserPlayer(systemClock, reportFailure),
  startMicrophone: createBrowserMicrophone(systemClock),
  microphones: browserMicrophones,
  playClip: playBrowserClip,
  chime: createBrowserChime(),
  otherTabs: browserTabs(),
  browser: browserTraits(),
  nextFrame: browserFrames(systemClock),
  ...ownEntry(),
  onFailure: reportFailure,
})
wearDensity(document.documentElement, model.preferences)
model.start()

// No network: the sockets would need seconds to notice.
window.addEventListener('offline', () => model.line.leavePage())
// Whatever the browser was waiting for, somebody is back.
window.addEventListener('online', () => model.live.wake())
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') model.live.wake()
})

// Back from another page: the browser shows what stood here then, and it may be somebody else's turn now.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) window.location.reload()
})

const root = document.getElementById('root')
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <ModelContext value={model}>
        <App />
      </ModelContext>
    </StrictMode>,
  )
