/** Brings a part of the page into view; it glides there unless the reader asks for less motion. */
export function bringIntoView(element: Element | null, block: ScrollLogicalPosition, glide = true): void {
  const calm = !glide || matchMedia('(prefers-reduced-motion: reduce)').matches
  element?.scrollIntoView({ block, behavior: calm ? 'auto' : 'smooth' })
}
