import { useCallback, useState } from 'react'

/**
 * State of a form that survives a reload and a sign-in on the way: it is kept
 * in this tab, for this reader, until it is sent.
 */
export function useDraft<T>(reader: string, name: string, empty: T): [T, (next: T) => void, () => void] {
  const key = `medlinks.draft:${reader}:${name}`
  const [value, setValue] = useState<T>(() => {
    try {
      const text = sessionStorage.getItem(key)
      return text === null ? empty : (JSON.parse(text) as T)
    } catch {
      return empty
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
  const clear = useCallback(() => {
    setValue(empty)
    try {
      sessionStorage.removeItem(key)
    } catch {
      // Nothing was kept.
    }
    // The empty value of a form is the same at every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key])
  return [value, update, clear]
}
