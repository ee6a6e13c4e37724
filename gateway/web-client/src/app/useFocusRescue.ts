import { useEffect, type RefObject } from 'react'
import { isShown } from './usePageChange'

/**
 * What is done often takes its own button away: the doctor who was ended, the appointment that was cancelled.
 * Whoever has no mouse would begin at the top of the page then. The focus goes to the heading of the nearest
 * part of the page that is still there.
 */
export function useFocusRescue(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    /** What had the focus last, and all that it stands in; empty where it was left on purpose. */
    let path: HTMLElement[] = []
    const onFocus = ({ target }: FocusEvent) => {
      const focused = target as HTMLElement
      if (page.current?.contains(focused)) {
        path = []
        for (let at: HTMLElement | null = focused; at !== null && at !== page.current.parentElement; at = at.parentElement) {
          path.push(at)
        }
      } else if (focused.closest('[role=dialog], [role=alertdialog]') === null) {
        path = []
      }
    }
    const onBlur = ({ target, relatedTarget }: FocusEvent) => {
      if (relatedTarget === null) {
        // Some browsers say so before they take it away, too: whether it stays is known afterwards.
        queueMicrotask(() => {
          if (path[0] === target && path[0]?.isConnected) {
            path = []
          }
        })
      }
    }
    const observer = new MutationObserver(() => {
      const lost = path[0] !== undefined && !path[0].isConnected
      if (!lost || (document.activeElement !== null && document.activeElement !== document.body)) {
        return
      }
      const part = path.find((element) => element.isConnected && element.matches('section, main'))
      path = []
      const place = [...(part?.querySelectorAll<HTMLElement>('h1, h2, h3') ?? [])].find(isShown) ?? part
      if (place !== undefined) {
        if (!place.hasAttribute('tabindex')) {
          place.tabIndex = -1
          place.style.outline = 'none'
        }
        place.focus({ preventScroll: true })
      }
    })
    document.addEventListener('focusin', onFocus)
    document.addEventListener('focusout', onBlur)
    observer.observe(document.body, { childList: true, subtree: true })
    return () => {
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('focusout', onBlur)
      observer.disconnect()
    }
  }, [page])
}
