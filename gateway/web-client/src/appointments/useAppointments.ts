import { useQuery } from '@tanstack/react-query'
import { get, query } from '../api/client'
import type { Appointment, Items, Page, VisitRequest } from '../api/types'

export const APPOINTMENTS = ['appointments'] as const
export const VISIT_REQUESTS = [...APPOINTMENTS, 'visit-requests'] as const

const DAY = 86_400_000

const MOST = 100

export interface Upcoming {
  items: Appointment[]
  /** Whether there are more than these. */
  more: boolean
}

/** Appointments that are not over yet, the next one first, a hundred at the most. */
export function useUpcoming(side: 'patient' | 'doctor') {
  return useQuery({
    queryKey: [...APPOINTMENTS, side, 'upcoming'],
    queryFn: async ({ signal }): Promise<Upcoming> => {
      // A day earlier than today's in any zone: what is over is left out below, as is what was cancelled.
      const from = new Date(Date.now() - DAY).toISOString().slice(0, 10)
      const found: Appointment[] = []
      let cursor: string | null = null
      do {
        const page: Page<Appointment> = await get<Page<Appointment>>(
          `/api/${side}/appointments${query({ from, limit: MOST, cursor })}`,
          signal,
        )
        found.push(...page.items.filter((item) => item.status === 'booked' && new Date(item.end).getTime() > Date.now()))
        cursor = page.nextCursor
      } while (cursor !== null && found.length <= MOST)
      const items = found.sort((one, other) => new Date(one.start).getTime() - new Date(other.start).getTime()).slice(0, MOST)
      return { items, more: found.length > MOST || cursor !== null }
    },
  })
}

/** Visits that the patient is asked to book. Booking or cancelling anything may change them. */
export function useVisitRequests() {
  return useQuery({
    queryKey: VISIT_REQUESTS,
    queryFn: ({ signal }) => get<Items<VisitRequest>>('/api/patient/visit-requests', signal).then((page) => page.items),
  })
}
