import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { get, Problem } from '../api/client'
import type { Entry } from '../api/types'
import { useReader } from '../app/session'
import { LATEST, placeEntry } from './diaryCache'
import { Outbox, type KeptEntry } from './outbox'

const OutboxContext = createContext<Outbox | null>(null)

/** Sends what was kept on this device as long as a patient page is open. */
export function OutboxProvider({ children }: { children: ReactNode }) {
  const { username } = useReader()
  const client = useQueryClient()
  const [outbox, setOutbox] = useState<Outbox | null>(null)
  useEffect(() => {
    const opened: Outbox = new Outbox(username, (kept, receipt) => {
      get<Entry>(`/api/patient/diary/entries/${receipt.id}`)
        .then((entry) => {
          placeEntry(client, entry)
          return opened.remove(kept.key)
        })
        .catch((error: unknown) =>
          error instanceof Problem && error.status === 404
            ? opened.remove(kept.key)
            : client.invalidateQueries({ queryKey: LATEST }),
        )
    })
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the outbox holds timers, so it lives with the effect
    setOutbox(opened)
    return () => opened.stop()
  }, [client, username])
  return <OutboxContext value={outbox}>{children}</OutboxContext>
}

const NOTHING: KeptEntry[] = []
const none = () => NOTHING
const never = () => () => undefined

export function useOutbox() {
  const outbox = useContext(OutboxContext)
  const kept = useSyncExternalStore(outbox?.subscribe ?? never, outbox?.entries ?? none)
  return { outbox, kept, known: outbox?.isKnown() ?? false }
}
