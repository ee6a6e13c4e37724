import { useTranslation } from 'react-i18next'
import type { DashboardRow } from '../api/types'
import { useDuration, useFormats, useNow } from '../app/time'

/** Waiting time against its target, as words and a thin bar. */
export function Waiting({ row }: { row: DashboardRow }) {
  const { t } = useTranslation('doctor')
  const now = useNow()
  const figure = useDuration('narrow')
  const words = useDuration('long')
  const formats = useFormats()
  if (row.waitingSince === null || row.targetMinutes === null) {
    return null
  }
  const minutes = Math.max(0, (now - new Date(row.waitingSince).getTime()) / 60_000)
  const over = minutes > row.targetMinutes
  const share = Math.min(100, (minutes / row.targetMinutes) * 100)
  const since = formats.exact(row.waitingSince)
  const young = minutes < 1
  return (
    <span className="grid justify-items-end gap-1" title={since}>
      <span className={`text-small whitespace-nowrap tabular ${over ? 'font-strong text-text' : 'text-quiet'}`}>
        <span className="sr-only">
          {t('row.waiting', {
            time: young ? t('row.lessThan', { time: words(1) }) : words(minutes),
            target: words(row.targetMinutes),
            since,
          })}
        </span>
        <span aria-hidden="true">
          {t('row.waitingShort', { time: young ? `<${figure(1)}` : figure(minutes), target: figure(row.targetMinutes) })}
        </span>
      </span>
      <span aria-hidden="true" className="block h-1 w-14 overflow-hidden rounded-full bg-line-strong/40">
        <span className={`block h-full ${over ? 'bg-text' : 'bg-line-strong'}`} style={{ width: `${share}%` }} />
      </span>
    </span>
  )
}
