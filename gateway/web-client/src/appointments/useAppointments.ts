import { useQuery } from '@tanstack/react-query'
import { get, query } from '../api/client'
import type { Appointment, Items, Page, VisitRequest } from '../api/types'

export const APPOINTMENTS = ['appointments'] as const
export const VISIT_REQUESTS = [...APPOINTMENTS, 'visit-requests'] as const

const DAY = 86_400_000

/** Appointments that are not over yet, the next one first. */
export function useUpcoming(side: 'patient' | 'doctor') {
  return useQuery({
    queryKey: [...APPOINTMENTS, side, 'upcoming'],
    queryFn: async ({ signal }) => {
      // A day earlier than today's in any zone: what is over is left out below.
      const from = new Date(Date.now() - DAY).toISOString().slice(0, 10)
      const page = await get<Page<Appointment>>(`/api/${side}/appointments${query({ from, limit: 100 })}`, signal)
      return page.items
        .filter((item) => item.status === 'booked' && new Date(item.end).getTime() > Date.now())
        .sort((one, other) => new Date(one.start).getTime() - new Date(other.start).getTime())
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
