import { useEffect, useRef } from 'react'
import { useModel } from '../hooks/use-model.ts'
import { type Levels, meterPosition } from '../model/audio/levels.ts'
import styles from './level-meter.module.css'

export interface LevelMeterProps {
  readonly label: string
  readonly of: keyof Levels
}

/** How fast the bar falls, in meter widths per picture: rises at once, falls so that the eye can follow. */
const fallPerPicture = 0.02

/** Drawn outside React, once per picture of the screen, and only when the bar moved. */
export function LevelMeter({ label, of }: LevelMeterProps) {
  const { line } = useModel()
  const bar = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    let shown = 0
    let request = requestAnimationFrame(draw)
    function draw(): void {
      request = requestAnimationFrame(draw)
      const wanted = meterPosition(line.levels[of])
      const next = Math.max(wanted, shown - fallPerPicture, 0)
      if (next === shown || bar.current === null) return
      shown = next
      bar.current.style.transform = `scaleX(${next.toFixed(3)})`
    }
    return () => cancelAnimationFrame(request)
  }, [line, of])

  return (
    <span className={styles.meter} data-of={of}>
      <span className={styles.label}>{label}</span>
      <span aria-hidden className={styles.track}>
        <span className={styles.bar} ref={bar} />
      </span>
    </span>
  )
}
