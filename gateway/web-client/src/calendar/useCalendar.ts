import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { get, query } from '../api/client'
import type { Appointment, CalendarFeed, Page } from '../api/types'
import { APPOINTMENTS } from '../appointments/useAppointments'
import { addDays, dayOf, type DayKey } from './days'

export type Side = 'patient' | 'doctor'

/** The booked appointments by the days that the reader's clock shows, each day by start. */
export function useCalendar(side: Side, from: DayKey, to: DayKey, zone: string) {
  return useQuery({
    queryKey: [...APPOINTMENTS, side, 'calendar', from, to, zone],
    // The days stay where they are, and the focus on them, until the next ones are known.
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const days = new Map<DayKey, Appointment[]>()
      let cursor: string | null = null
      do {
        // The service counts days on the practice's clock: one more on both sides holds all.
        const page: Page<Appointment> = await get<Page<Appointment>>(
          `/api/${side}/appointments${query({ from: addDays(from, -1), to: addDays(to, 1), limit: 100, cursor })}`,
          signal,
        )
        for (const item of page.items) {
          const day = dayOf(item.start, zone)
          if (item.status === 'booked' && day >= from && day <= to) {
            days.set(day, [...(days.get(day) ?? []), item])
          }
        }
        cursor = page.nextCursor
      } while (cursor !== null)
      days.forEach((items) => items.sort((one, other) => new Date(one.start).getTime() - new Date(other.start).getTime()))
      return days
    },
  })
}

export const calendarFeed = (side: Side) => ['calendar-feed', side] as const

export function useCalendarFeed(side: Side) {
  return useQuery({
    queryKey: calendarFeed(side),
    queryFn: ({ signal }) => get<CalendarFeed>(`/api/${side}/calendar`, signal),
  })
}
