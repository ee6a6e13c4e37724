import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Appointment, VisitType } from '../api/types'
import { browserZone, useFormats } from '../app/time'
import { PhoneIcon, PlaceIcon, VideoIcon } from '../design/icons'

const ICONS = { 'in-person': PlaceIcon, online: VideoIcon, phone: PhoneIcon }

export function VisitTypeLabel({ type }: { type: VisitType }) {
  const { t } = useTranslation()
  const Icon = ICONS[type]
  return (
    <span className="inline-flex items-center gap-1.5 align-middle whitespace-nowrap">
      <Icon className="size-[1.1em] text-quiet" />
      {t(`visit.${type}`)}
    </span>
  )
}

/** A day as a small calendar leaf, then who, when and how. */
export function AppointmentItem({
  appointment,
  who,
  action,
}: {
  appointment: Pick<Appointment, 'start' | 'end' | 'zone' | 'visitType' | 'status'> & { reason?: string | null }
  who: ReactNode
  action?: ReactNode
}) {
  const { t } = useTranslation()
  const formats = useFormats()
  const zone = appointment.zone
  const day = new Intl.DateTimeFormat(formats.locale, { day: 'numeric', timeZone: zone })
  const thisYear = new Date(appointment.start).getFullYear() === new Date().getFullYear()
  const month = new Intl.DateTimeFormat(formats.locale, {
    month: 'short',
    timeZone: zone,
    ...(thisYear ? {} : { year: 'numeric' }),
  })
  const weekday = new Intl.DateTimeFormat(formats.locale, { weekday: 'short', timeZone: zone })
  const start = new Date(appointment.start)
  return (
    <div data-testid="appointment-item" data-status={appointment.status} className="flex items-start gap-4">
      <div aria-hidden="true" className="grid w-14 shrink-0 overflow-hidden rounded border border-line bg-raised text-center">
        <span className="bg-accent-soft text-small font-strong text-accent">{weekday.format(start)}</span>
        <span className="pt-0.5 text-lead leading-tight font-strong tabular">{day.format(start)}</span>
        <span className="pb-1 text-small text-quiet">{month.format(start)}</span>
      </div>
      <div className="min-w-0 flex-1">
        <p className="font-strong">{who}</p>
        <p className="tabular">
          <time dateTime={appointment.start}>
            <span className="sr-only">{formats.anyDay(start, zone)}, </span>
            {formats.time(start, zone)}–{formats.time(appointment.end, zone)}
          </time>
          {zone !== browserZone() && <span className="text-quiet"> {t('visit.zone', { zone })}</span>}
        </p>
        <p className="flex flex-wrap gap-x-4 text-small text-quiet">
          <VisitTypeLabel type={appointment.visitType} />
          {appointment.status === 'cancelled' && <span className="font-strong text-text">{t('visit.cancelled')}</span>}
        </p>
        {appointment.reason && <p className="mt-1 text-small text-quiet break-words">{appointment.reason}</p>}
        {action}
      </div>
    </div>
  )
}
