import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { get, onSessionLost, reportSessionLost, request, setPageReader, type Loss } from '../api/client'
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

/** Whose page this is: the first who was signed in while it was open. */
let page: Session | undefined

/**
 * Asks who is signed in. A page stays its reader's: what was typed remains where the
 * session is over; where somebody else is signed in by now, nothing more is read or sent
 * in either name, and the page says so.
 */
export async function readSession(signal?: AbortSignal): Promise<Session> {
  let session: Session
  try {
    session = await get<Session>('/auth/session', signal)
  } catch (error) {
    const known = page ?? remembered()
    if (known !== undefined && !(error instanceof DOMException)) {
      keepTo(known)
      return known
    }
    throw error
  }
  if (page === undefined) {
    remember(session)
    keepTo(session)
    return session
  }
  if (!session.authenticated) {
    reportSessionLost('ended')
    return page
  }
  if (session.id !== page.id) {
    reportSessionLost('other-reader')
    return page
  }
  remember(session)
  page = session
  return session
}

function keepTo(session: Session): void {
  if (session.authenticated) {
    page = session
    setPageReader(session.id ?? null)
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

let leaving = false

/** Why this page can send nothing more, from the moment an answer says so; null before. */
export function useSessionLost(): Loss | null {
  const [lost, setLost] = useState<Loss | null>(null)
  const client = useQueryClient()
  useEffect(() => {
    const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(SIGNED_OUT) : null
    channel?.addEventListener('message', () => {
      // The tab that signs out hears itself, and is on its way to end the sign-in too.
      if (!leaving) {
        // What was typed in this tab is as private as in the one that signed out.
        sessionStorage.clear()
        location.assign('/signed-out')
      }
    })
    const stop = onSessionLost((loss) => {
      if (client.getQueryData<Session>(['session'])?.authenticated) {
        setLost(loss)
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
  leaving = true
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
