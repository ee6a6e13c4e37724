import { useLayoutEffect, useRef, type RefObject } from 'react'
import { useNavigationType } from 'react-router'

/** Whether the element is on the page for somebody who looks, as far as the browser can tell. */
export const isShown = (element: Element): boolean => !('checkVisibility' in element) || element.checkVisibility()

/**
 * Who follows a link begins at the top of the page that it leads to, with the focus there (WCAG 2.2, 2.4.3). Who goes
 * back finds the page where it was left; the browser sees to that. Where a page changes its own address, nothing moves.
 *
 * @param place what is shown, such as the path
 * @returns what belongs to the element that holds every page
 */
export function usePageChange(place: string): RefObject<HTMLElement | null> {
  const page = useRef<HTMLElement>(null)
  const before = useRef(place)
  const by = useNavigationType()
  // Before any effect of the page itself, which knows better where to look.
  useLayoutEffect(() => {
    const arrived = before.current !== place
    before.current = place
    if (!arrived || by === 'REPLACE') {
      return
    }
    if (by === 'PUSH') {
      window.scrollTo(0, 0)
    }
    const focused = document.activeElement
    if (focused === null || page.current?.contains(focused) !== true || !isShown(focused)) {
      page.current?.focus({ preventScroll: true })
    }
  }, [place, by])
  return page
}
