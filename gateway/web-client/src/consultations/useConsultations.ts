import { useInfiniteQuery } from '@tanstack/react-query'
import { get, query } from '../api/client'
import type { Consultation, Page } from '../api/types'

export const consultationsKey = (patientId: string) => ['doctor', 'consultations', patientId] as const

/** A patient's consultations as doctor-service has them, with the reader's own private notes. */
export function useConsultations(patientId: string) {
  return useInfiniteQuery({
    queryKey: consultationsKey(patientId),
    queryFn: ({ pageParam, signal }) =>
      get<Page<Consultation>>(`/api/doctor/patients/${patientId}/consultations${query({ cursor: pageParam, limit: 20 })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}
