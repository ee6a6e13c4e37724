import type { Opening } from '../api/types'

/** Openings by when they start, one for each way to meet; the first starts only. */
export function byStart(openings: Opening[], most: number): Opening[][] {
  const starts = new Map<string, Opening[]>()
  for (const opening of openings) {
    starts.set(opening.start, [...(starts.get(opening.start) ?? []), opening])
  }
  return [...starts.values()].slice(0, most)
}

/** The minutes of an ISO 8601 duration of days, hours and minutes, such as PT8H or P14D; NaN where it is none. */
export function minutesOf(duration: string): number {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration)
  const part = (index: number) => Number(parts?.[index] ?? 0)
  return parts === null ? NaN : part(1) * 1440 + part(2) * 60 + part(3)
}
