import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Appointment } from '../api/types'
import { ButtonLink } from '../design/Button'
import { Empty, Panel } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'
import { AppointmentItem } from './AppointmentItem'
import { CancelAppointment } from './CancelAppointment'
import { MoveAppointment } from './MoveAppointment'
import { useUpcoming } from './useAppointments'
import { VisitRequests } from './VisitRequests'

/** When am I seen? */
export function NextAppointments() {
  const { t } = useTranslation('patient')
  const upcoming = useUpcoming('patient')
  const [moving, setMoving] = useState<Appointment | null>(null)
  const [cancelling, setCancelling] = useState<Appointment | null>(null)
  const quiet = '-ms-2 inline-flex min-h-11 items-center rounded px-2 text-accent hover:bg-accent-soft'
  return (
    <Panel title={t('home.whenSeen')}>
      <VisitRequests />
      <QueryView query={upcoming} skeleton={<Rows count={1} height="h-24" />}>
        {({ items, more }) => (
          <div className="grid gap-5">
            {items.length === 0 ? (
              <Empty title={t('appointments.emptyTitle')}>{t('appointments.emptyText')}</Empty>
            ) : (
              <ul className="grid gap-5">
                {items.map((appointment) => (
                  <li key={appointment.id}>
                    <AppointmentItem
                      appointment={appointment}
                      who={appointment.doctorName ?? t('appointments.yourDoctor')}
                      action={
                        <div className="flex flex-wrap gap-x-4">
                          <button type="button" onClick={() => setMoving(appointment)} className={quiet}>
                            {t('appointments.move')}
                          </button>
                          <button type="button" onClick={() => setCancelling(appointment)} className={quiet}>
                            {t('appointments.cancel')}
                          </button>
                        </div>
                      }
                    />
                  </li>
                ))}
              </ul>
            )}
            {more && <p className="text-quiet">{t('visit.more')}</p>}
            <div className="flex flex-wrap gap-3">
              <ButtonLink to="/patient/appointments/new" look="secondary">
                {t('appointments.book')}
              </ButtonLink>
              <ButtonLink to="/patient/appointments/calendar" look="quiet">
                {t('appointments.calendar')}
              </ButtonLink>
            </div>
          </div>
        )}
      </QueryView>
      {moving !== null && <MoveAppointment side="patient" appointment={moving} onClose={() => setMoving(null)} />}
      {cancelling !== null && (
        <CancelAppointment side="patient" appointment={cancelling} onClose={() => setCancelling(null)} />
      )}
    </Panel>
  )
}
