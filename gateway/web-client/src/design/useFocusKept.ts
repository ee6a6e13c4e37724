import { useEffect, useRef, type RefObject } from 'react'

/**
 * A button that is disabled while its work is done, or gone after it, takes the focus with it, and whoever has
 * no mouse would begin at the top of the page. The focus goes to the element with this ref instead.
 *
 * @param state what the person's doing changes; undefined while nothing is shown yet
 */
export function useFocusKept<T extends HTMLElement>(state: unknown): RefObject<T | null> {
  const place = useRef<T>(null)
  const before = useRef(state)
  useEffect(() => {
    const changed = before.current !== undefined && before.current !== state
    before.current = state
    if (changed && (document.activeElement === null || document.activeElement === document.body)) {
      place.current?.focus({ preventScroll: true })
    }
  }, [state])
  return place
}
