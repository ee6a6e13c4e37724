import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { formatLocale } from './i18n'

const MINUTE = 60_000
const TICK_MS = 15_000

let now = Date.now()
const watchers = new Set<() => void>()
let ticking: ReturnType<typeof setInterval> | undefined

function watch(onChange: () => void): () => void {
  watchers.add(onChange)
  if (ticking === undefined) {
    now = Date.now()
  }
  ticking ??= setInterval(() => {
    now = Date.now()
    watchers.forEach((watcher) => watcher())
  }, TICK_MS)
  return () => {
    watchers.delete(onChange)
    if (watchers.size === 0) {
      clearInterval(ticking)
      ticking = undefined
    }
  }
}

/** The current time, fresh enough for "4 min ago". */
export function useNow(): number {
  return useSyncExternalStore(watch, () => now)
}

const MOMENT: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
}

export function useFormats() {
  const { i18n } = useTranslation()
  const locale = formatLocale(i18n.language)
  const format = (options: Intl.DateTimeFormatOptions) => (at: string | number | Date, zone?: string) =>
    new Intl.DateTimeFormat(locale, zone === undefined ? options : { ...options, timeZone: zone }).format(new Date(at))
  return {
    locale,
    time: format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    day: format({ weekday: 'long', day: 'numeric', month: 'long' }),
    /** For a day that may be long ago or far ahead: the year stands there where it is another one. */
    anyDay: (at: string | number | Date, zone?: string) =>
      format({
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        ...(new Date(at).getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' }),
      })(at, zone),
    shortDay: format({ weekday: 'short', day: 'numeric', month: 'short' }),
    date: format({ day: 'numeric', month: 'long', year: 'numeric' }),
    /** For a time that its reader wrote, on the reader's own clock. */
    moment: format(MOMENT),
    exact: format({ ...MOMENT, timeZoneName: 'short' }),
    ago: (at: string | number, from: number) => relative(locale, new Date(at).getTime() - from),
  }
}

function relative(locale: string, difference: number): string {
  const formatter = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  const minutes = Math.round(difference / MINUTE)
  if (minutes === 0) {
    return formatter.format(0, 'second')
  }
  if (Math.abs(minutes) < 60) {
    return formatter.format(minutes, 'minute')
  }
  const hours = Math.round(minutes / 60)
  if (Math.abs(hours) < 36) {
    return formatter.format(hours, 'hour')
  }
  return formatter.format(Math.round(hours / 24), 'day')
}

/** How long something has taken: 12m, 3h, 2d, or in words. */
export function useDuration(unitDisplay: 'narrow' | 'long') {
  const { locale } = useFormats()
  const unit = (value: number, name: 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay }).format(value)
  return (minutes: number) => {
    if (minutes < 60) {
      return unit(Math.max(0, Math.floor(minutes)), 'minute')
    }
    if (minutes < 48 * 60) {
      return unit(Math.floor(minutes / 60), 'hour')
    }
    return unit(Math.floor(minutes / 1440), 'day')
  }
}

/** A relative time whose exact form is its title. */
export function Ago({ at, className }: { at: string; className?: string }) {
  const formats = useFormats()
  const from = useNow()
  const difference = from - new Date(at).getTime()
  return (
    <time dateTime={at} title={formats.exact(at)} className={className}>
      {Math.abs(difference) < 7 * 24 * 60 * MINUTE ? formats.ago(at, from) : formats.date(at)}
    </time>
  )
}

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** RFC 3339 with the offset that the local clock has at that moment. */
export function withOffset(date: Date): string {
  const pad = (value: number) => String(Math.trunc(Math.abs(value))).padStart(2, '0')
  const offset = -date.getTimezoneOffset()
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`
  return `${day}T${time}${offset < 0 ? '-' : '+'}${pad(offset / 60)}:${pad(offset % 60)}`
}
