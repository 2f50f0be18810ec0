import logoUrl from '../theme/sotto.svg'
import styles from './brand.module.css'

export function Brand({ large = false }: { readonly large?: boolean }) {
  const side = large ? 40 : 24
  return (
    <span className={styles.brand} data-large={large || undefined}>
      <img alt="" height={side} src={logoUrl} width={side} />
      <span>Sotto</span>
    </span>
  )
}
