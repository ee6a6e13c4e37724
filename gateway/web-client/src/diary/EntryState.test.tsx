import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import i18next from 'i18next'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Entry, UrgencyLevel } from '../api/types'
import { startTranslation } from '../app/i18n'
import { EntryCard } from './EntryCard'
import { EntryState } from './EntryState'

const ASSESSED = Date.parse('2026-11-23T08:00:00Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
  await startTranslation('en')
  await i18next.loadNamespaces('patient')
})

afterEach(() => {
  vi.useRealTimers()
})

const entry = (level: UrgencyLevel, more: Partial<Entry> = {}): Entry => ({
  id: 'e1',
  version: 1,
  status: 'active',
  text: 'My head hurts',
  happenedAt: '2026-11-23T07:50:00Z',
  receivedAt: '2026-11-23T07:59:00Z',
  origin: 'diary',
  symptoms: [],
  assessment: { level, rules: [], entryVersion: 1, assessedAt: new Date(ASSESSED).toISOString() },
  seenBy: [],
  visibleToDoctors: 1,
  ...more,
})

function show(children: React.ReactNode, sinceAssessed: number) {
  vi.setSystemTime(ASSESSED + sinceAssessed)
  const client = new QueryClient()
  client.setQueryData(['status'], { emergencyNumber: '115' })
  return render(
    <QueryClientProvider client={client}>
      <MemoryRouter>{children}</MemoryRouter>
    </QueryClientProvider>,
  )
}

const state = () => screen.getByTestId('entry-state')

it.each([
  ['same-day', DAY, 'aims to look within a day'],
  ['soon', 2 * DAY, 'aims to look within two days'],
  ['routine', 7 * DAY, 'aims to look within a week'],
] as const)('keeps to what it said of %s until the time is up, and then says that it is', (level, aim, said) => {
  show(<EntryState entry={entry(level)} />, aim - HOUR)
  expect(state()).toHaveTextContent(said)
  act(() => void vi.advanceTimersByTime(2 * HOUR))
  expect(state()).not.toHaveTextContent(said)
  expect(state()).toHaveTextContent(
    'Your doctor has not seen this yet. It takes longer than we aim for. If you feel worse, call your practice; in an emergency call 115.',
  )
  expect(screen.getByRole('link', { name: '115' })).toHaveAttribute('href', 'tel:115')
})

it.each(['emergency', 'self-care'] as const)('names no time for %s, so none is up', (level) => {
  show(<EntryState entry={entry(level)} />, 30 * DAY)
  expect(state()).toHaveTextContent('Your doctor has not seen this yet.')
  expect(state()).not.toHaveTextContent('longer than we aim for')
})

it.each([
  [1, 'same-day', 'Saved in your diary.'],
  [2, 'same-day', 'Saved in your diary.'],
  [1, 'emergency', 'This may be an emergency. No doctor can see this. Do not wait for an answer here, get help now.'],
] as const)('promises nothing of a doctor on day %d of %s that none can see', (days, level, said) => {
  show(<EntryState entry={entry(level, { visibleToDoctors: 0 })} />, days * DAY)
  expect(screen.getByText(said)).toBeVisible()
  expect(state()).not.toHaveTextContent(/your doctor/i)
})

it('says nothing of being late once it is seen', () => {
  const seenBy = [{ doctorId: 'd1', name: 'Dr Marta Silva', at: '2026-11-23T09:00:00Z' }]
  show(<EntryState entry={entry('same-day', { seenBy })} />, 3 * DAY)
  expect(state()).toHaveTextContent('Seen by Dr Marta Silva')
  expect(state()).not.toHaveTextContent('longer than we aim for')
})

it('keeps the way to help with an emergency, not with a withdrawn one', () => {
  const { unmount } = show(<EntryCard entry={entry('emergency')} />, HOUR)
  expect(screen.getByRole('button', { name: 'What to do now' })).toBeVisible()
  expect(screen.getByRole('link', { name: 'Call 115' })).toHaveAttribute('href', 'tel:115')
  unmount()
  show(<EntryCard entry={entry('emergency', { status: 'withdrawn' })} />, HOUR)
  expect(screen.queryByTestId('emergency-help')).not.toBeInTheDocument()
})
