import { useInfiniteQuery } from '@tanstack/react-query'
import { get, query } from '../api/client'
import type { MedLogItem, Page } from '../api/types'

export const patientMedLog = (patientId: string) => ['doctor', 'diary', patientId] as const

/** A patient's time line as their doctor reads it, the newest first, page by page. */
export function usePatientLog(patientId: string) {
  return useInfiniteQuery({
    queryKey: patientMedLog(patientId),
    queryFn: ({ pageParam, signal }) =>
      get<Page<MedLogItem>>(`/api/doctor/patients/${patientId}/med-log${query({ cursor: pageParam, limit: 20 })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}
