import { useEffect, useEffectEvent } from 'react'

/** By key; an action that answers false leaves the key to the browser. */
export type Keys = Partial<Record<string, () => void | boolean>>

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

const STORED = 'medlinks.keys'

/** Whether single keys do anything on this device: who dictates, or slips, turns them off (WCAG 2.1.4). */
export function areKeysOn(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off'
  } catch {
    return true
  }
}

export function turnKeys(on: boolean): void {
  try {
    if (on) {
      localStorage.removeItem(STORED)
    } else {
      localStorage.setItem(STORED, 'off')
    }
  } catch {
    // They stay as they are.
  }
}

/** Single keys of the workspace; they rest while someone types or a dialog is open. */
export function useKeys(keys: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const single = event.key.length === 1
    if ((single && !areKeysOn()) || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) {
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
