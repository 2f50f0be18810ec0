/** Asks for a file in a body, says how that goes, and hands it to the browser. */
import { useState, useSyncExternalStore } from 'react'
import { saveFile } from '../capture/save-file.ts'
import { createDownload, type Download } from '../model/downloads/download.ts'
import type { FileAnswer } from '../model/downloads/file-calls.ts'
import { downloadFailureWords, downloadWords } from '../words/download-words.ts'
import styles from './download-button.module.css'
import { Problem } from './problem.tsx'

export interface DownloadButtonProps {
  readonly label: string
  readonly className: string | undefined
  readonly ask: () => Promise<FileAnswer>
}

export function DownloadButton(props: DownloadButtonProps) {
  const [download] = useState(() => createDownload(saveFile))
  return <DownloadView {...props} download={download} />
}

export function DownloadView({
  ask,
  className,
  download,
  label,
}: DownloadButtonProps & { readonly download: Download }) {
  const { getState, subscribe } = download.state
  const shown = useSyncExternalStore(subscribe, getState, getState)
  return (
    <>
      <button
        className={className}
        disabled={shown.kind === 'fetching'}
        onClick={() => void download.start(ask)}
        type="button"
      >
        {label}
      </button>
      <span className={styles.status} role="status">
        {downloadWords(shown)}
      </span>
      {shown.kind === 'failed' ? (
        <div className={styles.problem}>
          <Problem onDismiss={download.dismiss} words={downloadFailureWords(shown)} />
        </div>
      ) : null}
    </>
  )
}
