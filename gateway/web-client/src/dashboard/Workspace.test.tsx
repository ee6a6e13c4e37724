import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import i18next from 'i18next'
import { MemoryRouter, Route, Routes, useLocation } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import type { DashboardRow } from '../api/types'
import { startTranslation } from '../app/i18n'
import { applyToDashboard } from './dashboardRows'
import { UntoldFailures } from './Untold'
import Workspace from './Workspace'

const sent: string[] = []
let inCare: boolean
let unread: number

const row = (patientId: string, name: string, waitingSince: string): DashboardRow => ({
  patientId,
  name,
  age: 40,
  sex: 'female',
  urgency: 'soon',
  assessed: true,
  waitingSince,
  targetMinutes: 2880,
  waitingEntries: 1,
  unreadEntries: unread,
  reasons: [],
  headline: 'A cough',
  uncovered: [{ entryId: `e-${patientId}`, version: 1 }],
  lastEntryAt: waitingSince,
  seenBy: null,
  nextAppointment: null,
  summaryVersion: null,
})

const logged = (id: string) => ({
  type: 'entry',
  at: '2026-11-23T08:00:00Z',
  entry: {
    id,
    version: 1,
    status: 'active',
    text: 'A cough',
    happenedAt: '2026-11-23T08:00:00Z',
    receivedAt: '2026-11-23T08:00:00Z',
    origin: 'patient',
    symptoms: [],
    assessment: null,
    seenBy: [],
    visibleToDoctors: 1,
  },
  consultation: null,
  appointment: null,
})

beforeEach(async () => {
  sent.length = 0
  inCare = true
  unread = 0
  document.cookie = 'XSRF-TOKEN=token'
  // Less motion: jsdom slides nothing.
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  await startTranslation('en')
  await i18next.loadNamespaces('doctor')
  vi.spyOn(globalThis, 'fetch').mockImplementation((address, init) => {
    const path = String(address).replace(/\?.*/, '')
    if (init?.method !== undefined && init.method !== 'GET') {
      sent.push(`${init.method} ${path}`)
      return Promise.resolve(Response.json({ id: 'x', start: '2026-11-30T09:00:00Z' }, { status: 201 }))
    }
    if (path.endsWith('/dashboard')) {
      const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
      const items = [row('p1', 'Ana Reis', minutesAgo(366)), row('p2', 'Rui Tavares', minutesAgo(0))]
      return Promise.resolve(Response.json({ items, nextCursor: null }))
    }
    if (path.endsWith('/openings')) {
      const start = '2026-11-30T09:00:00Z'
      const items = [{ start, end: start, visitType: 'phone', zone: 'Europe/Lisbon' }]
      return Promise.resolve(Response.json({ items, beyond: false, within: 'PT72H', urgency: 'soon' }))
    }
    if (path.includes('/patients/stranger') || (!inCare && path.includes('/patients/p1'))) {
      return Promise.resolve(Response.json({ detail: 'Not in your care.' }, { status: 403 }))
    }
    if (/\/patients\/p\d$/.test(path)) {
      return Promise.resolve(Response.json({ patientId: 'p', name: 'Ana Reis', sex: 'female', phone: null, allergies: [], heightCm: null, weightKg: null, birthDate: null }))
    }
    if (path.endsWith('/med-log')) {
      const id = /p\d/.exec(path)?.[0] ?? ''
      return Promise.resolve(Response.json({ items: [logged(`e-${id}`)], nextCursor: null }))
    }
    if (path.endsWith('/summary')) {
      return Promise.resolve(Response.json({ detail: 'None yet.' }, { status: 404 }))
    }
    return Promise.resolve(Response.json({ items: [], nextCursor: null }))
  })
})

function Where() {
  const { pathname, search } = useLocation()
  return <output data-testid="where">{pathname + search}</output>
}

async function show(path = '/doctor') {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  client.setQueryData(['session'], { authenticated: true, username: 'doctor1', roles: ['doctor'] })
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[path]}>
        <Where />
        <UntoldFailures />
        <main tabIndex={-1}>
          <Routes>
            <Route path="/doctor" element={<Workspace />} />
            <Route path="/doctor/patients" element={<p>The search</p>} />
            <Route path="/doctor/patients/:patientId" element={<Workspace />} />
          </Routes>
        </main>
      </MemoryRouter>
    </QueryClientProvider>,
  )
  await screen.findAllByTestId('dashboard-row')
  return client
}

const rowOf = (patientId: string) => document.querySelector<HTMLElement>(`[data-patient-id=${patientId}]`)!
const where = () => screen.getByTestId('where').textContent
const press = (keys: string) => userEvent.keyboard(keys)

it('moves through the list by j and k, and opens by Enter', async () => {
  await show()
  await press('j')
  expect(rowOf('p1')).toHaveFocus()
  await press('j')
  expect(rowOf('p2')).toHaveFocus()
  await press('k')
  expect(rowOf('p1')).toHaveFocus()
  await press('{Enter}')
  expect(where()).toBe('/doctor/patients/p1')
})

it('moves by arrows from the list, and leaves them to a pane that has the focus', async () => {
  await show('/doctor/patients/p1')
  await press('{ArrowDown}')
  expect(rowOf('p2')).toHaveFocus()
  await press('{ArrowUp}')
  expect(rowOf('p1')).toHaveFocus()
  const pane = screen.getByRole('region', { name: 'Patient' })
  pane.focus()
  await press('{ArrowDown}')
  expect(pane).toHaveFocus()
  await press('j')
  expect(rowOf('p2')).toHaveFocus()
})

it('moves by arrows where the whole page has the focus', async () => {
  await show('/doctor/patients/p1')
  screen.getByRole('main').focus()
  await press('{ArrowDown}')
  expect(rowOf('p2')).toHaveFocus()
})

it('comes back to the patient who was left', async () => {
  await show('/doctor/patients/p2')
  await press('{Escape}')
  expect(where()).toBe('/doctor')
  expect(rowOf('p2')).toHaveFocus()
})

it('acknowledges by a', async () => {
  await show('/doctor/patients/p1')
  await waitFor(() => expect(screen.getByTestId('acknowledge')).toBeEnabled())
  await press('a')
  await waitFor(() => expect(sent).toContain('POST /api/doctor/reviews'))
})

it('opens whom a means where another row has the focus', async () => {
  await show('/doctor/patients/p1')
  await press('j')
  await press('a')
  expect(where()).toBe('/doctor/patients/p2')
  expect(sent).not.toContain('POST /api/doctor/reviews')
})

it('offers nothing to do for a patient who is not in care', async () => {
  await show('/doctor/patients/stranger?step=act')
  expect(await screen.findByText('Not in your care.')).toBeVisible()
  expect(screen.queryByRole('region', { name: 'Action' })).toBeNull()
  expect(screen.queryByRole('link', { name: 'Answer, acknowledge or book' })).toBeNull()
})

it('takes away what it showed of a patient who has ended the care', async () => {
  const client = await show('/doctor/patients/p1')
  expect(await screen.findByText('A cough', { selector: 'p' })).toBeVisible()
  inCare = false
  act(() => applyToDashboard(client, { kind: 'row', item: { type: 'dashboard', key: 'p1', row: null } }))
  expect(await screen.findByText('Not in your care.')).toBeVisible()
  expect(screen.queryByText('A cough', { selector: 'p' })).toBeNull()
  expect(screen.queryByText('Ana Reis')).toBeNull()
  expect(screen.queryByRole('region', { name: 'Action' })).toBeNull()
})

it('forgets what it knew of a patient who is not in a new picture of the list', async () => {
  const client = await show('/doctor/patients/p1')
  expect(await screen.findByText('A cough', { selector: 'p' })).toBeVisible()
  await press('{Escape}')
  expect(client.getQueryData(['doctor', 'patient', 'p1'])).toBeDefined()
  act(() => applyToDashboard(client, { kind: 'snapshot', items: [{ type: 'dashboard', key: 'p2', row: row('p2', 'Rui Tavares', '2026-11-23T08:00:00Z') }] }))
  expect(client.getQueryCache().findAll({ predicate: ({ queryKey }) => queryKey.includes('p1') })).toEqual([])
})

it('answers by r', async () => {
  await show('/doctor/patients/p1')
  await press('r')
  expect(await screen.findByLabelText('Message to the patient')).toBeVisible()
  expect(where()).toBe('/doctor/patients/p1?step=act')
})

it('books the first time by b and Enter', async () => {
  await show()
  await press('b')
  expect(where()).toBe('/doctor/patients/p1?step=act')
  await waitFor(() => expect(screen.getByTestId('book-first')).toHaveFocus())
  await press('{Enter}')
  await waitFor(() => expect(sent).toContain('POST /api/doctor/appointments'))
})

it('tells what failed for a patient whom the doctor has left', async () => {
  await show()
  let refuse: (answer: Response) => void = () => undefined
  const asked = vi.mocked(fetch).getMockImplementation()!
  vi.mocked(fetch).mockImplementation((address, init) => {
    if (init?.method !== 'POST') {
      return asked(address, init)
    }
    return new Promise<Response>((resolve) => {
      refuse = resolve
    })
  })
  await press('b')
  await waitFor(() => expect(screen.getByTestId('book-first')).toHaveFocus())
  await press('{Enter}')
  await press('{Escape}')
  act(() => rowOf('p2').click())
  expect(where()).toBe('/doctor/patients/p2')
  const reasons = [{ code: 'taken', message: 'Somebody else has this time.' }]
  refuse(Response.json({ type: 'urn:medlinks:problem:slot-unavailable', reasons, alternatives: [] }, { status: 409 }))
  const told = await screen.findByText(/^The booking for Ana Reis is not certain/)
  expect(told).toHaveTextContent('Somebody else has this time.')
  expect(screen.getByRole('link', { name: 'Open' })).toHaveAttribute('href', '/doctor/patients/p1?step=act')
  await userEvent.click(screen.getByRole('button', { name: 'Hide this about Ana Reis' }))
  expect(told).not.toBeInTheDocument()
})

it('searches by /, goes back by Escape, and rests while somebody types', async () => {
  await show('/doctor/patients/p1')
  const reason = await screen.findByLabelText('Reason (optional)')
  await userEvent.type(reason, 'a b/j')
  expect(reason).toHaveValue('a b/j')
  expect(sent).not.toContain('POST /api/doctor/reviews')
  reason.blur()
  await press('{Escape}')
  expect(where()).toBe('/doctor')
  await press('/')
  expect(await screen.findByText('The search')).toBeVisible()
})

it('shows the keys by ?, and nothing else while they are shown', async () => {
  await show()
  await press('?')
  expect(await screen.findByRole('dialog', { name: 'Keys' })).toBeVisible()
  await press('b')
  expect(where()).toBe('/doctor')
})

it('leaves Escape and the arrows to those who turned the single keys off', async () => {
  localStorage.setItem('medlinks.keys', 'off')
  await show('/doctor/patients/p1')
  await press('{Escape}')
  expect(where()).toBe('/doctor')
  localStorage.removeItem('medlinks.keys')
})

it('turns the keys off and on, and shows them by a button too', async () => {
  await show('/doctor/patients/p1')
  await userEvent.click(screen.getByRole('button', { name: 'Keys' }))
  await userEvent.click(screen.getByRole('checkbox', { name: /^Single keys work/ }))
  await userEvent.click(screen.getByRole('button', { name: 'Close' }))
  await press('r')
  await press('/')
  expect(where()).toBe('/doctor/patients/p1')
  await userEvent.click(screen.getByRole('button', { name: 'Keys' }))
  await userEvent.click(screen.getByRole('checkbox', { name: /^Single keys work/ }))
  await userEvent.click(screen.getByRole('button', { name: 'Close' }))
  await press('/')
  expect(where()).toBe('/doctor/patients')
})

it('says in one line who waits and what is unread', async () => {
  unread = 2
  await show()
  const title = screen.getByRole('heading', { name: 'Who first' }).parentElement
  expect(title).toHaveTextContent('Who first2 waiting · 4 unread')
  expect(screen.getByTestId('unread-in-all')).toHaveTextContent('4 unread')
})

it('shows how long each waits against the target', async () => {
  await show()
  expect(screen.queryByTestId('unread-in-all')).toBeNull()
  expect(rowOf('p1')).toHaveTextContent('6h of 2d')
  expect(rowOf('p1')).toHaveTextContent(/Waiting 6 hours, target 2 days, since \w+, /)
  expect(rowOf('p2')).toHaveTextContent('<1m of 2d')
  expect(rowOf('p2')).toHaveTextContent('Waiting less than 1 minute')
})
