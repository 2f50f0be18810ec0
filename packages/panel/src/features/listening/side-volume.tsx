/** One side of the call in my own ears: how loud, or not at all. */
import { useId } from 'react'
import shared from '../../components/button.module.css'
import { useModel } from '../../hooks/use-model.ts'
import { useListening } from '../../hooks/use-state-of.ts'
import { type ListeningSide, largestVolume } from '../../model/listening/listening-mix.ts'
import { percentOf } from '../../words/number-words.ts'
import { listeningScreen } from '../../words/screens/listening.ts'
import styles from './listening.module.css'

const stepPercent = 5

export function SideVolume({ side }: { readonly side: ListeningSide }) {
  const { listening } = useModel()
  const { muted, volume } = useListening((state) => state.mix[side])
  const id = useId()
  const percent = Math.round(volume * 100)
  return (
    <div className={styles.side} data-muted={muted || undefined}>
      <label className={styles.label} htmlFor={id}>
        {listeningScreen.volume[side]}
      </label>
      <input
        aria-valuetext={listeningScreen.percent(percent)}
        className={styles.range}
        id={id}
        max={largestVolume * 100}
        min={0}
        onChange={({ currentTarget }) =>
          listening.setVolume(side, currentTarget.valueAsNumber / 100)
        }
        step={stepPercent}
        type="range"
        value={percent}
      />
      <span aria-hidden className={styles.percent} data-tabular>
        {muted ? listeningScreen.muted : percentOf(volume)}
      </span>
      <button
        aria-pressed={muted}
        className={`${shared.button} ${styles.mute}`}
        onClick={() => listening.setMuted(side, !muted)}
        type="button"
      >
        {listeningScreen.mute[side]}
      </button>
    </div>
  )
}
