import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../api/client'
import type { RefusedBooking } from '../api/types'
import { useFailure, useRefusedTime } from '../app/failure'
import { isShown } from '../app/usePageChange'
import { ButtonLink } from '../design/Button'
import { CloseIcon } from '../design/icons'
import { Notice } from '../design/Notice'

/** What was not done for a patient whom the doctor has left meanwhile. */
interface UntoldFailure {
  id: string
  patientId: string
  patient: string
  what: 'acknowledge' | 'answer' | 'book'
  why: string
}

const UNTOLD = ['untold-failures'] as const

/**
 * Keeps a failure until the doctor has read it, where the pane that would tell it is not on the screen
 * any more: the doctor has gone on to somebody else, or back, and thinks it is done.
 *
 * @param pane what would tell it
 */
export function useTellLater(patientId: string, patient: string, pane: RefObject<HTMLElement | null>) {
  const client = useQueryClient()
  const failure = useFailure()
  const refusedTime = useRefusedTime()
  return (what: UntoldFailure['what'], error: Error) => {
    if (pane.current !== null && isShown(pane.current)) {
      return
    }
    const refused = error instanceof Problem && error.status === 409 ? refusedTime(error.body as RefusedBooking).join(' ') : ''
    const why = refused || failure(error).text
    client.setQueryData<UntoldFailure[]>(UNTOLD, (known = []) => [...known, { id: crypto.randomUUID(), patientId, patient, what, why }])
  }
}

/** What failed for patients who are not open any more, each with the way back. */
export function UntoldFailures() {
  const { t } = useTranslation('doctor')
  const client = useQueryClient()
  const { data = [] } = useQuery<UntoldFailure[]>({ queryKey: UNTOLD, queryFn: () => [], enabled: false, gcTime: Infinity })
  return data.map((failure) => (
    <div key={failure.id} className="px-4 pt-3 md:px-6">
      <Notice
        kind="error"
        action={
          <span className="flex items-center gap-1">
            <ButtonLink to={`/doctor/patients/${failure.patientId}?step=act`} look="secondary" dense>
              {t('news.open')}
            </ButtonLink>
            <button
              type="button"
              aria-label={t('untold.hide', { patient: failure.patient })}
              onClick={() => client.setQueryData<UntoldFailure[]>(UNTOLD, (known = []) => known.filter((other) => other !== failure))}
              className="inline-flex size-11 items-center justify-center rounded text-quiet hover:bg-accent-soft hover:text-text"
            >
              <CloseIcon className="size-5" />
            </button>
          </span>
        }
      >
        {t(`untold.${failure.what}`, { patient: failure.patient })} {failure.why}
      </Notice>
    </div>
  ))
}
