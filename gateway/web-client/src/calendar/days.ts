/**
 * Days of the reader's calendar, as 2026-11-24: counted on the calendar and never in hours, so
 * that a day with 23 or 25 hours is a day like any other.
 */
export type DayKey = `${number}-${number}-${number}`

const pad = (value: number) => String(value).padStart(2, '0')

const key = (date: Date) =>
  `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}` as DayKey

/** Noon in UTC stands for the day: it is never formatted in another zone. */
export const standFor = (day: DayKey) => new Date(`${day}T12:00:00Z`)

/** The day that the reader's clock shows at a moment. */
export function dayOf(at: string | number | Date, zone: string): DayKey {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(new Date(at))
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}` as DayKey
}

/** The day that a text names, or null where it names none. */
export function parseDay(text: string | null): DayKey | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return null
  }
  const day = text as DayKey
  const at = standFor(day)
  return Number.isNaN(at.getTime()) || key(at) !== day ? null : day
}

export function addDays(day: DayKey, days: number): DayKey {
  const at = standFor(day)
  at.setUTCDate(at.getUTCDate() + days)
  return key(at)
}

/** The same day of another month, or that month's last one. */
export function addMonths(day: DayKey, months: number): DayKey {
  const at = standFor(day)
  const wanted = at.getUTCDate()
  at.setUTCDate(1)
  at.setUTCMonth(at.getUTCMonth() + months)
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
  at.setUTCDate(Math.min(wanted, last))
  return key(at)
}

/** On which day a week begins, 1 for Monday to 7 for Sunday. */
export function firstOfWeek(locale: string): number {
  const named = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number }
    weekInfo?: { firstDay: number }
  }
  return named.getWeekInfo?.().firstDay ?? named.weekInfo?.firstDay ?? 1
}

export function startOfWeek(day: DayKey, first: number): DayKey {
  const weekday = standFor(day).getUTCDay() || 7
  return addDays(day, -((weekday - first + 7) % 7))
}

export const week = (day: DayKey, first: number): DayKey[] => {
  const start = startOfWeek(day, first)
  return Array.from({ length: 7 }, (_, index) => addDays(start, index))
}

/** The whole weeks that hold a day's month. */
export function weeksOfMonth(day: DayKey, first: number): DayKey[][] {
  const begin = `${day.slice(0, 7)}-01` as DayKey
  const end = addDays(addMonths(begin, 1), -1)
  const weeks: DayKey[][] = []
  for (let start = startOfWeek(begin, first); start <= end; start = addDays(start, 7)) {
    weeks.push(week(start, first))
  }
  return weeks
}
