import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { get, onSessionLost, request } from '../api/client'
import type { PublicStatus, Role, Session } from '../api/types'

const REMEMBERED = 'medlinks.reader'
const SIGNED_OUT = 'medlinks.session'

/** Who was last signed in here, so that writing goes on without a network. */
function remembered(): Session | undefined {
  try {
    const text = localStorage.getItem(REMEMBERED)
    return text === null ? undefined : (JSON.parse(text) as Session)
  } catch {
    return undefined
  }
}

function remember(session: Session): void {
  try {
    if (session.authenticated) {
      localStorage.setItem(REMEMBERED, JSON.stringify(session))
    } else {
      localStorage.removeItem(REMEMBERED)
    }
  } catch {
    // Without storage the page needs the network to know its reader.
  }
}

async function readSession(signal?: AbortSignal): Promise<Session> {
  try {
    const session = await get<Session>('/auth/session', signal)
    remember(session)
    return session
  } catch (error) {
    const known = remembered()
    if (known !== undefined && !(error instanceof DOMException)) {
      return known
    }
    throw error
  }
}

export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => readSession(signal),
    staleTime: 60_000,
    retry: 1,
  })
}

/** The reader of the pages behind sign-in; those pages are only shown with one. */
export function useReader(): { username: string; name: string; roles: Role[] } {
  const session = useSession().data
  const username = session?.username ?? ''
  return { username, name: session?.name ?? username, roles: session?.roles ?? [] }
}

export function homeOf(roles: Role[] | undefined): string | null {
  if (roles?.includes('patient')) {
    return '/patient'
  }
  if (roles?.includes('doctor')) {
    return '/doctor'
  }
  return roles?.includes('operator') ? '/operator' : null
}

export function signInAddress(returnTo: string): string {
  return `/auth/login?returnTo=${encodeURIComponent(returnTo)}`
}

/** Where somebody makes an account, to register as a doctor. */
export function registerAddress(): string {
  return `/auth/login?register&returnTo=${encodeURIComponent('/registration')}`
}

export function goToSignIn(): void {
  location.assign(signInAddress(location.pathname + location.search))
}

/** True from the moment an answer says that the session is over. */
export function useSessionLost(): boolean {
  const [lost, setLost] = useState(false)
  const client = useQueryClient()
  useEffect(() => {
    const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(SIGNED_OUT) : null
    channel?.addEventListener('message', () => {
      // What was typed in this tab is as private as in the one that signed out.
      sessionStorage.clear()
      location.assign('/signed-out')
    })
    const stop = onSessionLost(() => {
      if (client.getQueryData<Session>(['session'])?.authenticated) {
        setLost(true)
      }
    })
    return () => {
      stop()
      channel?.close()
    }
  }, [client])
  return lost
}

export async function signOut(): Promise<void> {
  const answer = await request<{ location?: string } | undefined>('POST', '/auth/logout')
  localStorage.removeItem(REMEMBERED)
  sessionStorage.clear()
  if ('BroadcastChannel' in globalThis) {
    new BroadcastChannel(SIGNED_OUT).postMessage('signed-out')
  }
  location.assign(answer.body?.location ?? '/signed-out')
}

export function useEmergencyNumber(): string {
  const status = useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => get<PublicStatus>('/api/public/status', signal),
    staleTime: 3_600_000,
  })
  return status.data?.emergencyNumber ?? '112'
}
