import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useMatch } from 'react-router'
import type { DashboardRow } from '../api/types'
import { buttonClass } from '../design/Button'
import { CloseIcon } from '../design/icons'
import { UrgencyShape } from '../design/UrgencyMark'
import { useReason } from './useReason'

/** More at once would cover the page; the number beside the list counts them all. */
const SHOWN = 3

export const emergenciesOf = (rows: DashboardRow[]) => rows.filter((row) => row.urgency === 'emergency')

/**
 * Who became an emergency since the page was opened, until the patient is opened or the
 * message hidden. Whoever stops being one is news again the next time.
 */
function useNews(rows: DashboardRow[] | undefined, open: string | undefined): [DashboardRow[], (patientId: string) => void] {
  const [known, setKnown] = useState<string[]>()
  const [openBefore, setOpenBefore] = useState(open)
  if (rows === undefined) {
    return [[], () => {}]
  }
  const emergencies = emergenciesOf(rows)
  const ids = emergencies.map((row) => row.patientId)
  const still = known?.filter((id) => ids.includes(id)) ?? ids
  const opened = open !== undefined && open !== openBefore && ids.includes(open) && !still.includes(open)
  const next = opened ? [...still, open] : still
  if (open !== openBefore) {
    setOpenBefore(open)
  }
  if (next.join() !== known?.join()) {
    setKnown(next)
  }
  return [emergencies.filter((row) => !next.includes(row.patientId)), (patientId) => setKnown([...next, patientId])]
}

function News({ row, open, onHide }: { row: DashboardRow; open: boolean; onHide: () => void }) {
  const { t } = useTranslation('doctor')
  const patient = row.name
  const reason = useReason(row)
  return (
    <li className="quiet-in pointer-events-auto flex flex-wrap items-center gap-x-3 gap-y-2 rounded border border-emergency bg-emergency-soft py-2 ps-4 pe-2 text-text shadow-raised">
      <UrgencyShape level="emergency" className="size-5 text-emergency" />
      <p dir="auto" className="min-w-0 flex-1 basis-40 font-strong break-words">
        {reason === null ? t('news.emergencyOnly', { patient }) : t('news.emergency', { patient, reason })}
      </p>
      <span className="ms-auto flex items-center gap-1">
        {!open && (
          <Link
            to={`/doctor/patients/${row.patientId}`}
            aria-label={t('news.openOne', { patient })}
            className={buttonClass('secondary', true)}
          >
            {t('news.open')}
          </Link>
        )}
        <button
          type="button"
          aria-label={t('news.hideOne', { patient })}
          onClick={onHide}
          className="inline-flex size-11 items-center justify-center rounded hover:bg-raised"
        >
          <CloseIcon className="size-5" />
        </button>
      </span>
    </li>
  )
}

/** Says on each of the doctor's pages that somebody became an emergency; it lies over the page, so that nothing jumps. */
export function NewEmergencies({ rows }: { rows: DashboardRow[] | undefined }) {
  const open = useMatch('/doctor/patients/:patientId')?.params.patientId
  const [news, hide] = useNews(rows, open)
  return (
    <div role="status" data-testid="new-emergencies" className="pointer-events-none fixed inset-x-0 top-1.5 z-40 md:top-auto md:bottom-6">
      {news.length > 0 && (
        <ul className="mx-auto grid max-w-2xl gap-2 px-4">
          {news.slice(0, SHOWN).map((row) => (
            <News key={row.patientId} row={row} open={row.patientId === open} onHide={() => hide(row.patientId)} />
          ))}
        </ul>
      )}
    </div>
  )
}
