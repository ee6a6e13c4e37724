import { useQuery } from '@tanstack/react-query'
import { get, query } from '../api/client'
import type { Appointment, Page } from '../api/types'

export const APPOINTMENTS = ['appointments'] as const

const HOUR = 3_600_000

/** Appointments that are not over yet, the next one first. */
export function useUpcoming(side: 'patient' | 'doctor') {
  return useQuery({
    queryKey: [...APPOINTMENTS, side, 'upcoming'],
    queryFn: async ({ signal }) => {
      const from = new Date(Math.floor(Date.now() / HOUR) * HOUR - HOUR).toISOString()
      const page = await get<Page<Appointment>>(`/api/${side}/appointments${query({ from, limit: 100 })}`, signal)
      return page.items
        .filter((item) => item.status === 'booked' && new Date(item.end).getTime() > Date.now())
        .sort((one, other) => new Date(one.start).getTime() - new Date(other.start).getTime())
    },
  })
}
