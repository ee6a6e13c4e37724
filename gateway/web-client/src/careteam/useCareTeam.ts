import { useQuery } from '@tanstack/react-query'
import { get } from '../api/client'
import type { CareTeamMember, Items } from '../api/types'

export const CARE_TEAM = ['care-team'] as const

export function useCareTeam() {
  return useQuery({
    queryKey: CARE_TEAM,
    queryFn: ({ signal }) => get<Items<CareTeamMember>>('/api/patient/care-team', signal).then((page) => page.items),
  })
}
