import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Appointment } from '../api/types'
import { useFormats } from '../app/time'
import { usePageTitle } from '../app/usePageTitle'
import { AppointmentItem } from '../appointments/AppointmentItem'
import { CancelAppointment } from '../appointments/CancelAppointment'
import { MoveAppointment } from '../appointments/MoveAppointment'
import { useUpcoming } from '../appointments/useAppointments'
import { Button, ButtonLink } from '../design/Button'
import { CalendarIcon } from '../design/icons'
import { Empty, PageTitle } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'

/** What is booked, day by day. */
export default function AppointmentsPage() {
  const { t } = useTranslation('doctor')
  const formats = useFormats()
  usePageTitle(t('nav.appointments'))
  const upcoming = useUpcoming('doctor')
  const [moving, setMoving] = useState<Appointment | null>(null)
  const [cancelling, setCancelling] = useState<Appointment | null>(null)
  return (
    <>
      <PageTitle
        title={t('appointments.title')}
        aside={
          <ButtonLink to="/doctor/appointments/calendar" look="secondary" dense>
            <CalendarIcon className="size-5" />
            {t('appointments.calendar')}
          </ButtonLink>
        }
      />
      <QueryView query={upcoming} skeleton={<Rows count={4} height="h-24" />}>
        {({ items, more }) => {
          const days = new Map<string, Appointment[]>()
          items.forEach((item) => {
            const day = formats.anyDay(item.start, item.zone)
            days.set(day, [...(days.get(day) ?? []), item])
          })
          return items.length === 0 ? (
            <Empty title={t('appointments.emptyTitle')}>
              <p className="mb-4">{t('appointments.emptyText')}</p>
              <ButtonLink to="/doctor">{t('nav.list')}</ButtonLink>
            </Empty>
          ) : (
            <div className="grid gap-7">
              {[...days].map(([day, appointments]) => (
                <section key={day}>
                  <h2 className="mb-2 font-strong">{day}</h2>
                  <ul className="divide-y divide-line rounded-large border border-line bg-raised px-5">
                    {appointments.map((appointment) => (
                      <li key={appointment.id} className="flex flex-wrap items-start justify-between gap-3 py-4">
                        <AppointmentItem
                          appointment={appointment}
                          who={
                            <Link to={`/doctor/patients/${appointment.patientId}`} className="-my-2 inline-flex min-h-11 items-center text-text hover:text-accent">
                              {appointment.patientName ?? t('appointments.patient')}
                            </Link>
                          }
                        />
                        <div className="flex flex-wrap gap-1">
                          <Button look="quiet" dense inset onPress={() => setMoving(appointment)}>
                            {t('appointments.move')}
                          </Button>
                          <Button look="quiet" dense onPress={() => setCancelling(appointment)}>
                            {t('appointments.cancel')}
                          </Button>
                        </div>
                      </li>
                    ))}
                  </ul>
                </section>
              ))}
              {more && <p className="text-quiet">{t('visit.more')}</p>}
            </div>
          )
        }}
      </QueryView>
      {moving !== null && <MoveAppointment side="doctor" appointment={moving} onClose={() => setMoving(null)} />}
      {cancelling !== null && (
        <CancelAppointment side="doctor" appointment={cancelling} onClose={() => setCancelling(null)} />
      )}
    </>
  )
}
