import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import type { Appointment } from '../api/types'
import { bringIntoView } from '../app/bringIntoView'
import { browserZone, useFormats, useNow } from '../app/time'
import { usePageTitle } from '../app/usePageTitle'
import { AppointmentItem } from '../appointments/AppointmentItem'
import { CancelAppointment } from '../appointments/CancelAppointment'
import { MoveAppointment } from '../appointments/MoveAppointment'
import { BackLink } from '../design/BackLink'
import { Button, ButtonLink } from '../design/Button'
import { BackIcon, ChevronIcon } from '../design/icons'
import { Empty, PageTitle } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'
import { CalendarFeedCard } from './CalendarFeedCard'
import { DayGrid } from './DayGrid'
import { addDays, addMonths, dayOf, firstOfWeek, parseDay, standFor, week, weeksOfMonth, type DayKey } from './days'
import { useCalendar, type Side } from './useCalendar'

/** So long the days stay where they are, for a second click that opens one. */
const DOUBLE_CLICK_MS = 300

const VIEWS = ['month', 'week', 'day'] as const

type View = (typeof VIEWS)[number]

const isView = (text: string | null): text is View => VIEWS.some((view) => view === text)

/** What is booked, by month, week and day, on the reader's own clock. */
export default function CalendarPage({ side }: { side: Side }) {
  const { t } = useTranslation()
  const formats = useFormats()
  usePageTitle(t('calendar.title'))
  const [search, setSearch] = useSearchParams()
  const [moving, setMoving] = useState<Appointment | null>(null)
  const [cancelling, setCancelling] = useState<Appointment | null>(null)
  const zone = browserZone()
  const now = useNow()
  const today = dayOf(now, zone)
  const told = search.get('view')
  const view = isView(told) ? told : 'month'
  const chosen = parseDay(search.get('day')) ?? today
  const first = firstOfWeek(formats.locale)
  const weeks = view === 'month' ? weeksOfMonth(chosen, first) : view === 'week' ? [week(chosen, first)] : [[chosen]]
  const from = weeks[0]?.[0] ?? chosen
  const to = weeks.at(-1)?.at(-1) ?? chosen
  const calendar = useCalendar(side, from, to, zone)

  const section = useRef<HTMLElement>(null)
  const [picks, setPicks] = useState(0)
  useEffect(() => {
    if (picks === 0) {
      return
    }
    const timer = setTimeout(() => bringIntoView(section.current, 'nearest'), DOUBLE_CLICK_MS)
    return () => clearTimeout(timer)
  }, [picks])

  const show = (day: DayKey, shown: View = view) => setSearch({ view: shown, day }, { replace: true })
  const step = (direction: 1 | -1) =>
    show(view === 'month' ? addMonths(chosen, direction) : addDays(chosen, direction * (view === 'week' ? 7 : 1)))

  const shortDay = (day: DayKey) => formats.shortDay(standFor(day), 'UTC')
  const year = chosen.slice(0, 4)
  const heading =
    view === 'month'
      ? new Intl.DateTimeFormat(formats.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(standFor(chosen))
      : view === 'week'
        ? `${shortDay(from)} – ${shortDay(to)} ${year}`
        : `${formats.day(standFor(chosen), 'UTC')} ${year}`
  const who = (appointment: Appointment) =>
    (side === 'patient' ? appointment.doctorName : appointment.patientName) ?? t('visit.unnamed')

  const list = (items: Appointment[]) =>
    items.length === 0 ? (
      <Empty title={t('calendar.emptyTitle')}>
        <p>{t(`calendar.emptyText.${side}`)}</p>
        {side === 'patient' && (
          <div className="mt-4">
            <ButtonLink to="/patient/appointments/new" look="secondary">
              {t('calendar.book')}
            </ButtonLink>
          </div>
        )}
      </Empty>
    ) : (
      <ul className="divide-y divide-line rounded-large border border-line bg-raised px-5">
        {items.map((appointment) => (
          <li key={appointment.id} className="flex flex-wrap items-start justify-between gap-3 py-4">
            <AppointmentItem
              appointment={{ ...appointment, zone }}
              who={
                side === 'doctor' ? (
                  <Link
                    to={`/doctor/patients/${appointment.patientId}`}
                    className="-my-2 inline-flex min-h-11 items-center text-text hover:text-accent"
                  >
                    {who(appointment)}
                  </Link>
                ) : (
                  who(appointment)
                )
              }
            />
            {new Date(appointment.end).getTime() > now && (
              <div className="flex flex-wrap gap-1">
                <Button look="quiet" dense inset onPress={() => setMoving(appointment)}>
                  {t('calendar.move')}
                </Button>
                <Button look="quiet" dense onPress={() => setCancelling(appointment)}>
                  {t('calendar.cancel')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    )

  return (
    <>
      {side === 'patient' && (
        <div className="mb-3">
          <BackLink to="/patient">{t('calendar.home')}</BackLink>
        </div>
      )}
      <PageTitle title={t('calendar.title')} intro={t('calendar.zone', { zone })} />
      <div className="grid gap-7">
        <div className="grid gap-4">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <div className="flex items-center gap-1">
              <Button look="secondary" dense aria-label={t(`calendar.previous.${view}`)} onPress={() => step(-1)}>
                <BackIcon className="size-5 rtl:-scale-x-100" />
              </Button>
              <Button look="secondary" dense onPress={() => show(today)}>
                {t('calendar.today')}
              </Button>
              <Button look="secondary" dense aria-label={t(`calendar.next.${view}`)} onPress={() => step(1)}>
                <ChevronIcon className="size-5 rtl:-scale-x-100" />
              </Button>
            </div>
            <h2 aria-live="polite" className="order-first basis-full text-lead font-strong md:order-none md:basis-auto">
              {heading}
            </h2>
            <div role="group" aria-label={t('calendar.view')} className="flex rounded border border-line-strong">
              {VIEWS.map((each) => (
                <button
                  key={each}
                  type="button"
                  aria-pressed={each === view}
                  onClick={() => show(chosen, each)}
                  className={`min-h-11 px-4 font-strong first:rounded-s last:rounded-e ${
                    each === view ? 'bg-accent text-on-accent' : 'text-text hover:bg-accent-soft'
                  }`}
                >
                  {t(`calendar.views.${each}`)}
                </button>
              ))}
            </div>
          </div>
          <QueryView query={calendar} skeleton={<Rows count={view === 'day' ? 3 : 5} height="h-24" />}>
            {(days) => {
              const of = (day: DayKey) => days.get(day) ?? []
              return (
                <div className="grid gap-7" aria-busy={calendar.isPlaceholderData}>
                  {view !== 'day' && (
                    <div className="grid gap-2">
                      <DayGrid
                        weeks={weeks}
                        view={view}
                        month={chosen.slice(0, 7)}
                        chosen={chosen}
                        today={today}
                        first={first}
                        zone={zone}
                        of={of}
                        who={who}
                        label={heading}
                        known={!calendar.isPlaceholderData}
                        onChoose={(day) => show(day)}
                        onPick={(day) => {
                          show(day)
                          setPicks(picks + 1)
                        }}
                        onOpen={(day) => show(day, 'day')}
                      />
                      <p className="hidden text-small text-quiet md:block">{t('calendar.keys')}</p>
                    </div>
                  )}
                  <section ref={section} aria-live="polite" className="grid gap-3">
                    {view !== 'day' && <h3 className="font-strong">{formats.day(standFor(chosen), 'UTC')}</h3>}
                    {calendar.isPlaceholderData ? <Rows count={1} height="h-24" /> : list(of(chosen))}
                  </section>
                </div>
              )
            }}
          </QueryView>
        </div>
        <CalendarFeedCard side={side} />
      </div>
      {moving !== null && <MoveAppointment side={side} appointment={moving} onClose={() => setMoving(null)} />}
      {cancelling !== null && <CancelAppointment side={side} appointment={cancelling} onClose={() => setCancelling(null)} />}
    </>
  )
}
