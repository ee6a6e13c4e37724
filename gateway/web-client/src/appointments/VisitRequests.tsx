import { useTranslation } from 'react-i18next'
import { query } from '../api/client'
import type { VisitRequest } from '../api/types'
import { useFormats, useNow } from '../app/time'
import { ButtonLink } from '../design/Button'
import { QueryView } from '../design/QueryView'
import { VisitTypeLabel } from './AppointmentItem'
import { useVisitRequests } from './useAppointments'

/** Visits that a doctor asked for: one tap leads to the times that fit. */
export function VisitRequests() {
  const { t } = useTranslation('patient')
  const formats = useFormats()
  const now = useNow()
  const requests = useVisitRequests()
  const words = (request: VisitRequest) => ({
    doctor: request.doctorName ?? t('appointments.yourDoctor'),
    day: formats.anyDay(request.until),
  })
  return (
    <QueryView query={requests} skeleton={null}>
      {(items) =>
        items.length > 0 && (
          <ul className="mb-5 grid gap-4">
            {items.map((request) => (
              <li key={request.id} data-testid="visit-request" className="grid gap-3 rounded border border-accent bg-accent-soft p-4">
                <div>
                  <p className="font-strong">{t('visitRequest.asks', words(request))}</p>
                  <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <VisitTypeLabel type={request.visitType} />
                    <span>
                      {t(new Date(request.until).getTime() < now ? 'visitRequest.late' : 'visitRequest.until', words(request))}
                    </span>
                  </p>
                </div>
                <ButtonLink
                  to={`/patient/appointments/new${query({
                    doctor: request.doctorId,
                    visitType: request.visitType,
                    until: request.until,
                  })}`}
                >
                  {t('visitRequest.choose')}
                </ButtonLink>
              </li>
            ))}
          </ul>
        )
      }
    </QueryView>
  )
}
