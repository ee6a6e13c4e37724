import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import i18next from 'i18next'
import { MemoryRouter } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import type { DashboardRow, Opening } from '../api/types'
import { startTranslation } from '../app/i18n'
import { ActionPane } from './ActionPane'

const opening = (start: string, visitType: Opening['visitType']): Opening => ({
  start,
  end: start,
  visitType,
  zone: 'Europe/Lisbon',
})
const FIRST = opening('2026-11-30T09:00:00Z', 'in-person')
const EIGHT = Array.from({ length: 6 }, (_, index) => [
  opening(`2026-11-30T${String(9 + index).padStart(2, '0')}:00:00Z`, 'in-person'),
  opening(`2026-11-30T${String(9 + index).padStart(2, '0')}:00:00Z`, 'phone'),
]).flat()

const asked: URL[] = []
const sent: Record<string, unknown>[] = []
let found: { items: Opening[]; beyond: boolean; within: string; urgency: string }
let phone: string | null
let username: string

beforeEach(async () => {
  asked.length = 0
  sent.length = 0
  found = { items: EIGHT, beyond: false, within: 'PT8H', urgency: 'same-day' }
  phone = '+351 910 000 001'
  username = `doctor-${Math.random()}`
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  await i18next.loadNamespaces('doctor')
  vi.spyOn(globalThis, 'fetch').mockImplementation((address, init) => {
    const url = new URL(String(address), 'http://localhost')
    if (init?.method === 'POST') {
      const body = JSON.parse(String(init.body)) as Record<string, unknown>
      sent.push(body)
      return Promise.resolve(Response.json({ id: 'a1', status: 'booked', ...body, end: body.start }, { status: 201 }))
    }
    if (url.pathname.endsWith('/med-log')) {
      return Promise.resolve(Response.json({ items: [{ type: 'entry', entry: { id: 'e1', version: 1 } }], nextCursor: null }))
    }
    asked.push(url)
    return Promise.resolve(
      Response.json(
        url.pathname.endsWith('/openings') ? found : { patientId: 'p1', name: 'Tom Becker', phone, allergies: [] },
      ),
    )
  })
})

const row = (more: Partial<DashboardRow>): DashboardRow => ({
  patientId: 'p1',
  name: 'Tom Becker',
  age: 58,
  sex: 'male',
  urgency: 'same-day',
  assessed: true,
  waitingSince: '2026-11-23T08:00:00Z',
  targetMinutes: 240,
  waitingEntries: 1,
  unreadEntries: 0,
  reasons: [],
  headline: null,
  uncovered: [{ entryId: 'e1', version: 1 }],
  lastEntryAt: null,
  seenBy: null,
  nextAppointment: null,
  summaryVersion: null,
  ...more,
})

function show(shown: DashboardRow) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  client.setQueryData(['session'], { authenticated: true, username, roles: ['doctor'] })
  const pane = (booking: boolean, of: DashboardRow) => (
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <ActionPane patientId="p1" name="Tom Becker" row={of} acting={false} booking={booking} onReady={() => {}} />
      </MemoryRouter>
    </QueryClientProvider>
  )
  const { rerender, unmount } = render(pane(false, shown))
  return { unmount, set: (of: DashboardRow, booking = false) => rerender(pane(booking, of)) }
}

it('offers the call first in an emergency, and says where no time is near enough', async () => {
  found = { ...found, items: [FIRST], beyond: true }
  show(row({ urgency: 'emergency' }))
  const call = await screen.findByRole('link', { name: /^Call Tom Becker, .?\+351.910.000.001.?$/ })
  expect(call).toHaveAttribute('href', 'tel:+351910000001')
  expect(call.compareDocumentPosition(screen.getByTestId('acknowledge'))).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  const told = 'Nothing free within 8 hours. The first free time is Mon 30 Nov, 09:00.'
  expect(await screen.findByText(told)).toBeVisible()
  expect(screen.getByTestId('book-first')).toHaveAccessibleDescription(told)
})

it('offers no call where it is none or no number is known, and says nothing of times that fit', async () => {
  const { unmount } = show(row({}))
  expect(await screen.findByTestId('book-first')).not.toHaveAttribute('aria-describedby')
  expect(screen.queryByTestId('call')).toBeNull()
  expect(screen.queryByTestId('beyond')).toBeNull()
  unmount()
  phone = null
  show(row({ urgency: 'emergency' }))
  expect(await screen.findByTestId('book-first')).toBeVisible()
  expect(screen.queryByTestId('call')).toBeNull()
})

it('shows five times, each with its ways to meet', async () => {
  show(row({}))
  const starts = await screen.findAllByTestId('start')
  expect(starts).toHaveLength(5)
  expect(within(starts[0]!).getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual([
    'Book Mon 30 Nov, 09:00, In person, for Tom Becker',
    'Book Mon 30 Nov, 09:00, By phone, for Tom Becker',
  ])
  expect(screen.queryByRole('heading', { name: 'Book another time' })).toBeNull()
})

it('does not arm the first time again after a booking', async () => {
  const { set } = show(row({}))
  const first = await screen.findByTestId('book-first')
  expect(first).toHaveTextContent('b')
  set(row({}), true)
  expect(first).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  expect(await screen.findByText(/^Booked: Mon 30 Nov, 09:00/)).toBeVisible()
  set(row({}), false)
  expect(screen.getByTestId('book-first').querySelector('kbd')).toBeNull()
  set(row({}), true)
  expect(screen.getByRole('heading', { name: 'Book another time' })).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  expect(sent).toHaveLength(1)
})

it('heads the times as another one where there is an appointment', async () => {
  const nextAppointment = { ...FIRST, id: 'a1' } as unknown as DashboardRow['nextAppointment']
  show(row({ nextAppointment }))
  expect(await screen.findByRole('heading', { name: 'Book another time' })).toBeVisible()
})

it('books one of the other times with the reason that was typed', async () => {
  show(row({}))
  await userEvent.type(await screen.findByLabelText('Reason (optional)'), 'Blood pressure')
  await userEvent.click(screen.getByRole('button', { name: 'Other times' }))
  const dialog = await screen.findByRole('dialog', { name: 'Other times for Tom Becker' })
  await userEvent.click((await within(dialog).findAllByRole('button', { name: /14:00/ }))[1]!)
  await userEvent.click(within(dialog).getByRole('button', { name: 'Book Mon 30 Nov, 14:00' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({ start: '2026-11-30T14:00:00Z', visitType: 'phone', reason: 'Blood pressure' })
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(asked.find((url) => url.searchParams.get('within') === 'P365D')).toBeDefined()
  expect(await screen.findByLabelText('Reason (optional)')).toHaveValue('')
})

it('keeps the reason over a reload', async () => {
  const { unmount } = show(row({}))
  await userEvent.type(await screen.findByLabelText('Reason (optional)'), 'Blood pressure')
  unmount()
  show(row({}))
  expect(await screen.findByLabelText('Reason (optional)')).toHaveValue('Blood pressure')
})

it('says once what acknowledging did', async () => {
  const { set } = show(row({}))
  await waitFor(() => expect(screen.getByTestId('acknowledge')).toBeEnabled())
  await userEvent.click(screen.getByTestId('acknowledge'))
  await waitFor(() => expect(sent).toHaveLength(1))
  set(row({ urgency: null, uncovered: [] }))
  expect(await screen.findByText('Done. Tom Becker reads that you have seen it.')).toBeVisible()
  expect(screen.queryByText('Nothing left to acknowledge.')).toBeNull()
  expect(screen.getByRole('heading', { name: 'Acknowledge' })).toHaveFocus()
})
