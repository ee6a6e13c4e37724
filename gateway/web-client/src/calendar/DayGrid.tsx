import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Appointment } from '../api/types'
import { useFormats } from '../app/time'
import { addDays, addMonths, standFor, week, type DayKey } from './days'

const SHOWN = { month: 3, week: 12 }

/** Weeks as people know them. Arrows go from day to day, Page Up and Page Down from month to month. */
export function DayGrid({
  weeks,
  view,
  month,
  chosen,
  today,
  first,
  zone,
  of,
  who,
  label,
  known,
  onChoose,
  onPick,
  onOpen,
}: {
  weeks: DayKey[][]
  view: 'month' | 'week'
  /** The month whose days are shown strong, as 2026-11. */
  month: string
  chosen: DayKey
  today: DayKey
  first: number
  zone: string
  of: (day: DayKey) => Appointment[]
  who: (appointment: Appointment) => string
  label: string
  /** Whether it is known yet what is booked. */
  known: boolean
  onChoose: (day: DayKey) => void
  /** Chosen by a tap or a click, not on the way to another day. */
  onPick: (day: DayKey) => void
  onOpen: (day: DayKey) => void
}) {
  const { t } = useTranslation()
  const formats = useFormats()
  const grid = useRef<HTMLTableElement>(null)
  const moved = useRef(false)

  useEffect(() => {
    if (moved.current) {
      moved.current = false
      grid.current?.querySelector<HTMLElement>('[data-chosen="true"]')?.focus()
    }
  }, [chosen])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return
    }
    const forward = document.documentElement.dir === 'rtl' ? -1 : 1
    const row = week(chosen, first)
    const target: Record<string, DayKey | undefined> = {
      ArrowRight: addDays(chosen, forward),
      ArrowLeft: addDays(chosen, -forward),
      ArrowDown: addDays(chosen, 7),
      ArrowUp: addDays(chosen, -7),
      Home: row[0],
      End: row[6],
      PageDown: addMonths(chosen, 1),
      PageUp: addMonths(chosen, -1),
    }
    const day = target[event.key]
    if (day !== undefined) {
      event.preventDefault()
      moved.current = true
      onChoose(day)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      onOpen(chosen)
    }
  }

  const spoken = (day: DayKey) => {
    const items = of(day)
    return [
      formats.day(standFor(day), 'UTC'),
      day === today ? t('calendar.today') : null,
      known || items.length > 0 ? t('calendar.count', { count: items.length }) : t('state.loading'),
      ...items.map((item) => `${formats.time(item.start, zone)} ${who(item)}`),
    ]
      .filter((part) => part !== null)
      .join(', ')
  }

  return (
    <table
      ref={grid}
      role="grid"
      aria-label={label}
      onKeyDown={onKeyDown}
      className="w-full table-fixed border-separate border-spacing-0 overflow-hidden rounded-large border border-line bg-raised"
    >
      <thead>
        <tr>
          {(weeks[0] ?? []).map((day) => (
            <th key={day} scope="col" className="border-b border-line py-2 text-center text-small font-strong text-quiet">
              <abbr
                title={new Intl.DateTimeFormat(formats.locale, { weekday: 'long', timeZone: 'UTC' }).format(standFor(day))}
                className="no-underline"
              >
                {new Intl.DateTimeFormat(formats.locale, { weekday: 'short', timeZone: 'UTC' }).format(standFor(day))}
              </abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((days) => (
          <tr key={days[0]}>
            {days.map((day) => {
              const items = of(day)
              const other = view === 'month' && !day.startsWith(month)
              return (
                <td
                  key={day}
                  role="gridcell"
                  aria-selected={day === chosen}
                  className="border-e border-b border-line p-0 align-top last:border-e-0 [tr:last-child>&]:border-b-0"
                >
                  <button
                    type="button"
                    data-day={day}
                    data-chosen={day === chosen}
                    tabIndex={day === chosen ? 0 : -1}
                    aria-label={spoken(day)}
                    aria-current={day === today ? 'date' : undefined}
                    onClick={() => onPick(day)}
                    onDoubleClick={() => onOpen(day)}
                    className={`flex w-full flex-col gap-1 p-1 text-start outline-offset-[-3px] hover:bg-accent-soft md:p-2 ${
                      view === 'month' ? 'min-h-13 md:min-h-20' : 'min-h-24 md:min-h-64'
                    } ${day === chosen ? 'bg-accent-soft ring-2 ring-accent ring-inset' : ''}`}
                  >
                    <span
                      className={`inline-flex size-8 items-center justify-center self-center rounded-full tabular md:self-start ${
                        day === today ? 'bg-accent font-strong text-on-accent' : other ? 'text-quiet' : ''
                      }`}
                    >
                      {new Intl.DateTimeFormat(formats.locale, { day: 'numeric', timeZone: 'UTC' }).format(standFor(day))}
                    </span>
                    {items.length > 0 && (
                      <>
                        <span className="self-center rounded-full bg-accent px-2 text-small font-strong text-on-accent tabular md:hidden">
                          {items.length}
                        </span>
                        <span className="hidden w-full gap-1 md:grid">
                          {items.slice(0, SHOWN[view]).map((item) => (
                            <span
                              key={item.id}
                              className="block truncate rounded-small border-s-4 border-accent bg-surface px-1.5 text-small"
                            >
                              <span className="font-strong tabular">{formats.time(item.start, zone)}</span> {who(item)}
                            </span>
                          ))}
                          {items.length > SHOWN[view] && (
                            <span className="block px-1.5 text-small text-quiet">
                              {t('calendar.more', { count: items.length - SHOWN[view] })}
                            </span>
                          )}
                        </span>
                      </>
                    )}
                  </button>
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
