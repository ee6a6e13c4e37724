import { describe, expect, it } from 'vitest'
import { addDays, addMonths, dayOf, firstOfWeek, parseDay, startOfWeek, weeksOfMonth } from './days'

describe('days', () => {
  it('count on the calendar across the days on which clocks change', () => {
    expect(addDays('2026-10-24', 1)).toBe('2026-10-25')
    expect(addDays('2026-10-25', 1)).toBe('2026-10-26')
    expect(addDays('2027-03-28', 1)).toBe('2027-03-29')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  })

  it('are those that the reader’s clock shows', () => {
    expect(dayOf('2026-11-24T23:30:00Z', 'Europe/Lisbon')).toBe('2026-11-24')
    expect(dayOf('2026-11-24T23:30:00Z', 'Europe/Berlin')).toBe('2026-11-25')
    expect(dayOf('2026-11-24T03:30:00Z', 'America/New_York')).toBe('2026-11-23')
    // The hour that comes twice lies on the same day both times.
    expect(dayOf('2026-10-25T00:30:00Z', 'Europe/Lisbon')).toBe('2026-10-25')
    expect(dayOf('2026-10-25T01:30:00Z', 'Europe/Lisbon')).toBe('2026-10-25')
  })

  it('keep within the month they go to', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2026-12-15', 1)).toBe('2027-01-15')
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28')
  })

  it('make whole weeks from the day on which the reader’s week begins', () => {
    expect(firstOfWeek('en-GB')).toBe(1)
    expect(startOfWeek('2026-11-24', 1)).toBe('2026-11-23')
    expect(startOfWeek('2026-11-22', 1)).toBe('2026-11-16')
    expect(startOfWeek('2026-11-24', 6)).toBe('2026-11-21')
    const weeks = weeksOfMonth('2026-11-24', 1)
    expect(weeks).toHaveLength(6)
    expect(weeks[0]?.[0]).toBe('2026-10-26')
    expect(weeks.at(-1)?.at(-1)).toBe('2026-12-06')
    expect(weeksOfMonth('2027-02-10', 1)).toHaveLength(4)
  })

  it('are refused where a text names none', () => {
    expect(parseDay('2026-11-24')).toBe('2026-11-24')
    for (const text of [null, '', '2026-02-30', '2026-13-01', 'today', '2026-11-24T00:00']) {
      expect(parseDay(text)).toBeNull()
    }
  })
})
