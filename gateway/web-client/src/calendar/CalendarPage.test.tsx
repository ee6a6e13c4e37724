import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Appointment, CalendarFeed } from '../api/types'
import { startTranslation } from '../app/i18n'
import { browserZone } from '../app/time'
import CalendarPage from './CalendarPage'

const appointment = (id: string, start: string, more: Partial<Appointment> = {}): Appointment => ({
  id,
  version: 1,
  patientId: 'patient-1',
  patientName: 'Ana Reis',
  doctorId: 'doctor-1',
  doctorName: 'Dr Marta Silva',
  status: 'booked',
  start,
  end: new Date(new Date(start).getTime() + 20 * 60_000).toISOString(),
  zone: 'Europe/Lisbon',
  visitType: 'in-person',
  reason: null,
  cancelReason: null,
  bookedBy: 'patient',
  bookedAt: '2026-11-01T08:00:00Z',
  ...more,
})

const PAGES: Record<string, { items: Appointment[]; nextCursor: string | null }> = {
  '': {
    items: [
      appointment('a', '2126-11-24T12:30:00Z'),
      appointment('b', '2126-11-24T12:00:00Z', { doctorName: 'Dr Jonas Weber' }),
      appointment('c', '2126-11-24T14:00:00Z', { status: 'cancelled' }),
    ],
    nextCursor: 'more',
  },
  more: { items: [appointment('d', '2126-11-26T12:00:00Z')], nextCursor: null },
}

const asked: string[] = []
const written: { method: string; path: string; key: string | null }[] = []
let feed: CalendarFeed

beforeEach(async () => {
  asked.length = 0
  written.length = 0
  feed = { active: false, address: null, since: null, readAt: null }
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((address, init) => {
    const url = new URL(String(address), 'http://localhost')
    const method = init?.method ?? 'GET'
    if (method !== 'GET') {
      written.push({ method, path: url.pathname, key: new Headers(init?.headers).get('Idempotency-Key') })
    }
    if (url.pathname.endsWith('/calendar')) {
      if (method === 'POST') {
        feed = { active: true, address: null, since: '2126-11-20T08:00:00Z', readAt: null }
        const made = { ...feed, address: `http://localhost/calendar/${written.length}.ics` }
        return Promise.resolve(Response.json(made, { status: 201 }))
      }
      if (method === 'DELETE') {
        feed = { active: false, address: null, since: null, readAt: null }
        return Promise.resolve(new Response(null, { status: 204 }))
      }
      return Promise.resolve(Response.json(feed))
    }
    asked.push(url.search)
    return Promise.resolve(Response.json(PAGES[url.searchParams.get('cursor') ?? ''] ?? PAGES['']))
  })
})

function show(at = '/patient/appointments/calendar?day=2126-11-24') {
  return render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter initialEntries={[at]}>
        <CalendarPage side="patient" />
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

const cell = (name: RegExp) => screen.findByRole('button', { name })

it('shows a month whose days say all that is booked, and lists the chosen day', async () => {
  show()
  expect(await cell(/24 November, 2 appointments, .* Dr Jonas Weber, .* Dr Marta Silva$/)).toBeVisible()
  expect(await cell(/26 November, 1 appointment, .* Dr Marta Silva$/)).toBeVisible()
  expect(await cell(/25 November, 0 appointments$/)).toBeVisible()
  expect(asked).toEqual([
    '?from=2126-10-27&to=2126-12-02&limit=100',
    '?from=2126-10-27&to=2126-12-02&limit=100&cursor=more',
  ])
  const items = screen.getAllByTestId('appointment-item')
  expect(items).toHaveLength(2)
  expect(items[0]).toHaveTextContent('Dr Jonas Weber')
  expect(screen.getByText(new RegExp(`in your time zone: ${browserZone()}`))).toBeVisible()
  expect(within(screen.getByRole('grid')).getAllByRole('row').length).toBeGreaterThan(4)
})

it('goes from day to day, week to week and month to month by keyboard', async () => {
  const user = userEvent.setup()
  show()
  ;(await cell(/24 November, 2 app/)).focus()
  await user.keyboard('{ArrowRight}')
  await waitFor(async () => expect(await cell(/25 November/)).toHaveFocus())
  await user.keyboard('{ArrowDown}')
  expect(await cell(/ 2 December/)).toBeVisible()
  expect(screen.getByRole('heading', { name: 'December 2126' })).toBeVisible()
  await waitFor(async () => expect(await cell(/ 2 December/)).toHaveFocus())
  await user.keyboard('{PageUp}')
  await waitFor(async () => expect(await cell(/ 2 November/)).toHaveFocus())
  await user.keyboard('{Enter}')
  await waitFor(() => expect(screen.queryByRole('grid')).toBeNull())
  expect(screen.getByRole('button', { name: 'Day' })).toHaveAttribute('aria-pressed', 'true')
  expect(screen.getByText('Nothing booked on this day')).toBeVisible()
})

it('shows a week and a day, and goes on in their steps', async () => {
  const user = userEvent.setup()
  show()
  await cell(/24 November, 2 app/)
  await user.click(screen.getByRole('button', { name: 'Week' }))
  expect(within(await screen.findByRole('grid')).getAllByRole('row')).toHaveLength(2)
  await user.click(screen.getByRole('button', { name: 'Next week' }))
  expect(await cell(/1 December/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Day' }))
  await user.click(await screen.findByRole('button', { name: 'Day before' }))
  expect(await screen.findByRole('heading', { name: /30 November 2126/ })).toBeVisible()
})

it('tells a link once, and makes another one only when asked', async () => {
  const user = userEvent.setup()
  show()
  await user.click(await screen.findByRole('button', { name: 'Make a calendar link' }))
  expect(await screen.findByLabelText('Link for your calendar program')).toHaveValue('http://localhost/calendar/1.ics')
  expect(await screen.findByText(/No program has read it yet/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Make a new link' }))
  const dialog = await screen.findByRole('alertdialog')
  await user.click(within(dialog).getByRole('button', { name: 'Make a new link' }))
  await waitFor(() =>
    expect(screen.getByLabelText('Link for your calendar program')).toHaveValue('http://localhost/calendar/2.ics'),
  )
  expect(new Set(written.map(({ key }) => key)).size).toBe(2)
  await user.click(screen.getByRole('button', { name: 'End the link' }))
  await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'End the link' }))
  expect(await screen.findByRole('button', { name: 'Make a calendar link' })).toBeVisible()
  expect(screen.queryByLabelText('Link for your calendar program')).toBeNull()
  expect(written.map(({ method }) => method)).toEqual(['POST', 'POST', 'DELETE'])
})

it('brings the list of a day that is clicked into view, but not of one passed by keyboard', async () => {
  const user = userEvent.setup()
  const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView')
  show()
  ;(await cell(/24 November, 2 app/)).focus()
  await user.keyboard('{ArrowRight}')
  await waitFor(async () => expect(await cell(/25 November/)).toHaveFocus())
  expect(screen.getByRole('link', { name: 'Book an appointment' })).toHaveAttribute('href', '/patient/appointments/new')
  await user.click(await cell(/26 November, 1 app/))
  await waitFor(() => expect(scrolled).toHaveBeenCalled())
  expect(scrolled).toHaveBeenCalledExactlyOnceWith({ block: 'nearest', behavior: 'smooth' })
  expect(await screen.findByRole('heading', { name: /26 November/ })).toBeVisible()
})
