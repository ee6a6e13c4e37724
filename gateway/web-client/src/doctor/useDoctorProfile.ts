import { useQuery } from '@tanstack/react-query'
import { DOCTOR_PROFILE, readDoctorProfile } from './DoctorProfileForm'

/** The doctor who is signed in; asked again and again until there is an approval. */
export function useDoctorProfile() {
  return useQuery({
    queryKey: DOCTOR_PROFILE,
    queryFn: ({ signal }) => readDoctorProfile(signal),
    refetchInterval: (query) => (query.state.data?.approved ? false : 20_000),
  })
}
