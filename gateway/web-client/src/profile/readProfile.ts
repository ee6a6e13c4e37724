import { recordOrNone } from '../api/client'
import type { PatientProfile } from '../api/types'

export const PROFILE = ['profile'] as const

/** The profile, or null before there is one. */
export const readProfile = (signal?: AbortSignal) => recordOrNone<PatientProfile>('/api/patient/profile', signal)
