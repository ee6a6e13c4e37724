import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { startTranslation } from '../app/i18n'
import BookPage from './BookPage'
import { VisitRequests } from './VisitRequests'

const DAY = 86_400_000
const asked: URL[] = []
let requests: unknown[]

beforeEach(async () => {
  asked.length = 0
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((path) => {
    const url = new URL(String(path), 'http://localhost')
    asked.push(url)
    if (url.pathname === '/api/patient/visit-requests') {
      return Promise.resolve(Response.json({ items: requests, nextCursor: null }))
    }
    if (url.pathname === '/api/patient/care-team') {
      const member = { doctorId: 'd1', name: 'Dr Marta Silva', specialty: 'General practice', active: true, since: '2026-11-01T08:00:00Z', until: null }
      return Promise.resolve(Response.json({ items: [member], nextCursor: null }))
    }
    return Promise.resolve(Response.json({ items: [], nextCursor: null }))
  })
})

function show(address: string, page: React.ReactNode) {
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={[address]}>{page}</MemoryRouter>
    </QueryClientProvider>,
  )
}

const request = (until: Date) => ({
  id: 'c1',
  doctorId: 'd1',
  doctorName: 'Dr Marta Silva',
  visitType: 'phone',
  askedAt: '2026-11-23T08:00:00Z',
  until: until.toISOString(),
})

it('leads in one step to the times that fit', async () => {
  const until = new Date(Date.now() + 3 * DAY)
  requests = [request(until)]
  show('/patient', <VisitRequests />)
  expect(await screen.findByText('Dr Marta Silva asks you to book a visit')).toBeVisible()
  expect(screen.getByText(/^By .*\d/)).toBeVisible()
  const target = new URL(screen.getByRole('link', { name: 'Choose a time' }).getAttribute('href') ?? '', 'http://localhost')
  expect(target.pathname).toBe('/patient/appointments/new')
  expect(Object.fromEntries(target.searchParams)).toEqual({ doctor: 'd1', visitType: 'phone', until: until.toISOString() })
})

it('says when the time has passed, and nothing where nothing is asked', async () => {
  requests = [request(new Date(Date.now() - DAY))]
  const first = show('/patient', <VisitRequests />)
  expect(await screen.findByText(/It was meant to be booked by/)).toBeVisible()
  first.unmount()
  requests = []
  show('/patient', <VisitRequests />)
  await waitFor(() => expect(asked).toHaveLength(2))
  await waitFor(() => expect(screen.queryByText('Loading')).not.toBeInTheDocument())
  expect(screen.queryByRole('link')).not.toBeInTheDocument()
})

it('opens the booking with the doctor, the kind of visit and the last day', async () => {
  const until = new Date(Date.now() + 3 * DAY)
  show(`/patient/appointments/new?doctor=d1&visitType=phone&until=${encodeURIComponent(until.toISOString())}`, <BookPage />)
  expect(await screen.findByRole('heading', { name: 'When can you see Dr Marta Silva?' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'By phone', pressed: true })).toBeVisible()
  const openings = await waitFor(() => {
    const found = asked.find((url) => url.pathname === '/api/patient/doctors/d1/openings')
    expect(found).toBeDefined()
    return found!
  })
  expect(openings.searchParams.get('visitType')).toBe('phone')
  // The practice's days begin and end elsewhere: one more on both sides holds all.
  expect(openings.searchParams.get('from')).toBe(new Date(Date.now() - DAY).toISOString().slice(0, 10))
  expect(openings.searchParams.get('to')).toBe(new Date(until.getTime() + DAY).toISOString().slice(0, 10))
  expect(await screen.findByText(/^No free times until /)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Show other times' })).toBeVisible()
})

it('asks whom to see where the doctor of the address is not in the care team', async () => {
  show('/patient/appointments/new?doctor=unknown', <BookPage />)
  expect(await screen.findByRole('heading', { name: 'Whom do you want to see?' })).toBeVisible()
})

it('does not ask whom to see where there is one doctor', async () => {
  show('/patient/appointments/new', <BookPage />)
  expect(await screen.findByRole('heading', { name: 'When can you see Dr Marta Silva?' })).toBeVisible()
})
