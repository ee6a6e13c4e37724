import { useEffect, type RefObject } from 'react'

/**
 * What is done often takes its own button away: the doctor who was ended, the appointment that was cancelled.
 * Whoever has no mouse would begin at the top of the page then. The focus goes to the heading of the nearest
 * part of the page that is still there.
 */
export function useFocusRescue(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const main = page.current
    if (main === null) {
      return
    }
    /** What had the focus last, and all that it stands in. */
    let path: HTMLElement[] = []
    const onFocus = ({ target }: FocusEvent) => {
      path = []
      for (let at = target as HTMLElement | null; at !== null && at !== main.parentElement; at = at.parentElement) {
        path.push(at)
      }
    }
    const onBlur = ({ target, relatedTarget }: FocusEvent) => {
      // Left on purpose, as by a click beside everything; a dialog gives the focus back.
      if (relatedTarget === null && (target as HTMLElement).isConnected) {
        path = []
      }
    }
    const observer = new MutationObserver(() => {
      const lost = path[0] !== undefined && !path[0].isConnected
      if (!lost || (document.activeElement !== null && document.activeElement !== document.body)) {
        return
      }
      const part = path.find((element) => element.isConnected && element.matches('section, main'))
      path = []
      const place = part?.querySelector<HTMLElement>('h1, h2, h3') ?? part
      if (place !== undefined) {
        if (!place.hasAttribute('tabindex')) {
          place.tabIndex = -1
          place.style.outline = 'none'
        }
        place.focus({ preventScroll: true })
      }
    })
    main.addEventListener('focusin', onFocus)
    main.addEventListener('focusout', onBlur)
    observer.observe(document.body, { childList: true, subtree: true })
    return () => {
      main.removeEventListener('focusin', onFocus)
      main.removeEventListener('focusout', onBlur)
      observer.disconnect()
    }
  }, [page])
}
