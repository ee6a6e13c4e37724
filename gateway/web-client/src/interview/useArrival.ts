import { useEffect, useRef } from 'react'
import { bringIntoView } from '../app/bringIntoView'

/** For the heading of what has just come up: it comes to the top, and the focus to it, so that it is read out. */
export function useArrival<T extends HTMLElement>(shown = true) {
  const heading = useRef<T>(null)
  const arrived = useRef(false)
  useEffect(() => {
    if (shown && !arrived.current) {
      arrived.current = true
      heading.current?.focus({ preventScroll: true })
      bringIntoView(heading.current, 'start')
    }
  }, [shown])
  return heading
}
