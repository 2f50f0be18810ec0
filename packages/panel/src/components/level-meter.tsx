import { useEffect, useRef } from 'react'
import { useModel } from '../hooks/use-model.ts'
import { type Levels, meterPosition } from '../model/audio/levels.ts'
import styles from './level-meter.module.css'

export interface LevelMeterProps {
  readonly label: string
  readonly of: 'you' | 'customer' | 'agent'
  /** Other levels than the line's. */
  readonly levels?: Levels
}

/** How fast the bar falls, in meter widths per picture: rises at once, falls so that the eye can follow. */
const fallPerPicture = 0.02
/** The mark of the loudest sample stays longer, so that it can be read. */
const peakFallPerPicture = 0.004

/** Drawn outside React, once per picture of the screen, and only when it moved. Your own has a mark for the peak. */
export function LevelMeter({ label, of, levels }: LevelMeterProps) {
  const { line } = useModel()
  const bar = useRef<HTMLSpanElement>(null)
  const mark = useRef<HTMLSpanElement>(null)
  const source = levels ?? line.levels

  useEffect(() => {
    let shown = 0
    let shownPeak = 0
    let request = requestAnimationFrame(draw)
    function draw(): void {
      request = requestAnimationFrame(draw)
      const next = Math.max(meterPosition(source[of]), shown - fallPerPicture, 0)
      if (next !== shown && bar.current !== null) {
        shown = next
        bar.current.style.transform = `scaleX(${next.toFixed(3)})`
      }
      if (mark.current === null) return
      const peak = Math.max(meterPosition(source.yourPeak), shownPeak - peakFallPerPicture, 0)
      if (peak === shownPeak) return
      shownPeak = peak
      mark.current.style.transform = `translateX(${(peak * 100).toFixed(1)}%)`
      mark.current.dataset.loud = String(peak > loudPosition)
    }
    return () => cancelAnimationFrame(request)
  }, [source, of])

  return (
    <span className={styles.meter} data-of={of}>
      <span className={styles.label}>{label}</span>
      <span aria-hidden className={styles.track}>
        <span className={styles.bar} ref={bar} />
        {of === 'you' ? <span className={styles.peak} ref={mark} /> : null}
      </span>
    </span>
  )
}

/** −1.5 dBFS: the next word may clip. */
const loudPosition = 0.975
