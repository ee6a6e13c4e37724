import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DashboardRow } from '../api/types'
import { useFormats } from '../app/time'
import { UrgencyMark } from '../design/UrgencyMark'
import { useRanking } from './useRanking'
import { useReason } from './useReason'
import { Waiting } from './Waiting'

/** Name and age as one line: "Ana Reis, 39". */
export function NameAndAge({ name, age }: { name: string; age: number | null }) {
  return (
    <>
      {name}
      {age !== null && <span className="font-normal text-quiet tabular">, {age}</span>}
    </>
  )
}

function Row({
  row,
  open,
  focusable,
  onOpen,
  onFocus,
}: {
  row: DashboardRow
  open: boolean
  focusable: boolean
  onOpen: () => void
  onFocus: () => void
}) {
  const { t } = useTranslation('doctor')
  const formats = useFormats()
  const why = useReason(row)
  return (
    <li data-rank-key={row.patientId}>
      <button
        type="button"
        data-testid="dashboard-row"
        data-patient-id={row.patientId}
        data-urgency={row.urgency ?? 'none'}
        aria-current={open || undefined}
        tabIndex={focusable ? 0 : -1}
        onClick={onOpen}
        onFocus={onFocus}
        className={`grid w-full grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1 border-s-4 px-4 py-3 text-start focus-visible:-outline-offset-2 ${
          open ? 'border-accent bg-accent-soft' : 'border-transparent hover:bg-sunken'
        }`}
      >
        <span className="truncate font-strong">
          <NameAndAge name={row.name} age={row.age} />
        </span>
        <Waiting row={row} />
        <span className="col-span-2 flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          {row.urgency !== null ? (
            <UrgencyMark level={row.urgency} />
          ) : (
            <span className="text-small text-quiet">{t('row.nothingNew')}</span>
          )}
          {row.urgency !== null && !row.assessed && (
            <span className="rounded-full border border-dashed border-line-strong px-2 text-small whitespace-nowrap text-quiet">
              {t('row.notAssessed')}
            </span>
          )}
          {row.waitingEntries > 1 && (
            <span className="text-small whitespace-nowrap text-quiet">{t('row.entries', { count: row.waitingEntries })}</span>
          )}
          {row.unreadEntries > 0 && (
            <span
              data-testid="unread"
              className="rounded-full bg-accent px-2 text-small font-strong whitespace-nowrap text-on-accent tabular"
            >
              {t('row.unread', { count: row.unreadEntries })}
            </span>
          )}
        </span>
        {row.urgency !== null && why !== null && (
          <span dir="auto" className="col-span-2 truncate text-start text-small">{why}</span>
        )}
        {row.nextAppointment !== null && (
          <span className="col-span-2 truncate text-small text-quiet tabular">
            {t('row.next', {
              day: formats.shortDay(row.nextAppointment.start, row.nextAppointment.zone),
              time: formats.time(row.nextAppointment.start, row.nextAppointment.zone),
            })}
          </span>
        )}
      </button>
    </li>
  )
}

/** The list: who first. One row can be reached by Tab, the others by arrows. */
export function DashboardList({
  rows,
  openId,
  focusId,
  onOpen,
  onFocus,
}: {
  rows: DashboardRow[]
  openId: string | undefined
  focusId: string | undefined
  onOpen: (patientId: string) => void
  onFocus: (patientId: string) => void
}) {
  const { t } = useTranslation('doctor')
  const list = useRef<HTMLOListElement>(null)
  useRanking(list, rows.map((row) => row.patientId).join())
  const reachable = rows.some((row) => row.patientId === focusId) ? focusId : rows[0]?.patientId
  return (
    <ol ref={list} aria-label={t('list.title')} className="relative divide-y divide-line">
      {rows.map((row) => (
        <Row
          key={row.patientId}
          row={row}
          open={row.patientId === openId}
          focusable={row.patientId === reachable}
          onOpen={() => onOpen(row.patientId)}
          onFocus={() => onFocus(row.patientId)}
        />
      ))}
    </ol>
  )
}
