import { Problem, request } from '../api/client'
import type { PatientProfile } from '../api/types'

export const PROFILE = ['profile'] as const

/** The profile, or null before there is one. */
export async function readProfile(signal: AbortSignal): Promise<PatientProfile | null> {
  try {
    const { body, version } = await request<PatientProfile>('GET', '/api/patient/profile', { signal })
    return { ...body, version: version ?? body.version ?? 0 }
  } catch (error) {
    if (error instanceof Problem && error.status === 404) {
      return null
    }
    throw error
  }
}
