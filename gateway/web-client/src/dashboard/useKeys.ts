import { useEffect, useEffectEvent } from 'react'

/** By key; an action that answers false leaves the key to the browser. */
export type Keys = Partial<Record<string, () => void | boolean>>

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Single keys of the workspace; they rest while someone types or a dialog is open. */
export function useKeys(keys: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) {
      return
    }
    const action = keys[event.key]
    if (action !== undefined && document.querySelector('[role=dialog],[role=alertdialog]') === null) {
      if (action() !== false) {
        event.preventDefault()
      }
    }
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
}
