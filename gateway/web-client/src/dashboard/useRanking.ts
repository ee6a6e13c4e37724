import { useLayoutEffect, useRef, type RefObject } from 'react'

const SLIDE_MS = 180

/** Lets rows slide from their old to their new rank, so that the eye can follow. */
export function useRanking(list: RefObject<HTMLElement | null>, order: string): void {
  const places = useRef(new Map<string, number>())
  useLayoutEffect(() => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-rank-key]') ?? [])]
    const next = new Map(rows.map((row) => [row.dataset.rankKey ?? '', row.offsetTop]))
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    if (!calm && places.current.size > 0) {
      rows.forEach((row) => {
        const before = places.current.get(row.dataset.rankKey ?? '')
        const after = next.get(row.dataset.rankKey ?? '') ?? 0
        if (before === undefined) {
          row.animate([{ opacity: 0 }, { opacity: 1 }], { duration: SLIDE_MS })
        } else if (before !== after) {
          row.animate([{ transform: `translateY(${before - after}px)` }, { transform: 'none' }], {
            duration: SLIDE_MS,
            easing: 'ease-out',
          })
        }
      })
    }
    places.current = next
  }, [list, order])
}
