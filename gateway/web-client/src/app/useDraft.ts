import { useCallback, useState } from 'react'

function keyOf(reader: string, name: string): string {
  return `medlinks.draft:${reader}:${name}`
}

/** Forgets what was typed for what is not there any more. */
export function forgetDraft(reader: string, name: string): void {
  try {
    sessionStorage.removeItem(keyOf(reader, name))
  } catch {
    // Nothing was kept.
  }
}

/**
 * State of a form that survives a reload and a sign-in on the way: it is kept
 * in this tab, for this reader, until it is sent. The last function forgets what was
 * kept and shows what it is given, or what the form began with.
 */
export function useDraft<T>(reader: string, name: string, empty: T): [T, (next: T) => void, (next?: T) => void] {
  const key = keyOf(reader, name)
  const [first] = useState(empty)
  const [value, setValue] = useState<T>(() => {
    try {
      const text = sessionStorage.getItem(key)
      return text === null ? first : (JSON.parse(text) as T)
    } catch {
      return first
    }
  })
  const update = useCallback(
    (next: T) => {
      setValue(next)
      try {
        sessionStorage.setItem(key, JSON.stringify(next))
      } catch {
        // Storage is full or closed: the form still works, only not across a reload.
      }
    },
    [key],
  )
  const clear = useCallback(
    (next: T = first) => {
      setValue(next)
      forgetDraft(reader, name)
    },
    [reader, name, first],
  )
  return [value, update, clear]
}
