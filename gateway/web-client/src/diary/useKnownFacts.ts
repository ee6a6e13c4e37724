import { useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import type { Entry, Page, PatientProfile } from '../api/types'
import { PROFILE, readProfile } from '../profile/readProfile'
import type { PatientFacts, RatedEntry } from '../urgency'
import { ALL, LATEST } from './diaryCache'

const MONTH_MS = 30.4375 * 24 * 3_600_000

function factsOf(profile: PatientProfile | null | undefined): PatientFacts {
  if (profile == null) {
    return {}
  }
  const born = profile.birthDate === null ? Number.NaN : Date.parse(profile.birthDate)
  return {
    ageMonths: Number.isNaN(born) ? null : Math.floor((Date.now() - born) / MONTH_MS),
    sex: profile.sex,
  }
}

/** What the urgency rules may know beside the entry: earlier entries and the profile, as far as they are here. */
export function useKnownFacts(): (except?: string) => [RatedEntry[], PatientFacts] {
  const client = useQueryClient()
  const profile = useQuery({ queryKey: PROFILE, queryFn: ({ signal }) => readProfile(signal) }).data
  return (except) => {
    const pages = [
      client.getQueryData<Page<Entry>>(LATEST),
      ...(client.getQueryData<InfiniteData<Page<Entry>>>(ALL)?.pages ?? []),
    ]
    const entries = new Map(pages.flatMap((page) => page?.items ?? []).map((entry) => [entry.id, entry]))
    const earlier = [...entries.values()].filter((entry) => entry.status === 'active' && entry.id !== except)
    return [earlier, factsOf(profile)]
  }
}
