import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import i18next from 'i18next'
import { MemoryRouter, Route, Routes } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import type { DashboardRow } from '../api/types'
import { startTranslation } from '../app/i18n'
import type { LiveChange } from '../live/LiveStream'
import DoctorShell from './DoctorShell'

let tell: (change: LiveChange) => void
vi.mock('../live/useLive', () => ({
  useLive: (_path: string, _reader: string | undefined, apply: (change: LiveChange) => void) => {
    tell = apply
    return { state: 'live', since: Date.now() }
  },
}))

let rows: DashboardRow[]

beforeEach(async () => {
  // As on a desk, where the bar at the thumb is not shown.
  const desk = document.createElement('style')
  desk.textContent = '.md\\:hidden { display: none }'
  document.head.replaceChildren(desk)
  await startTranslation('en')
  await i18next.loadNamespaces('doctor')
  vi.spyOn(globalThis, 'fetch').mockImplementation((address) =>
    Promise.resolve(
      Response.json(
        String(address).includes('/dashboard')
          ? { items: rows, nextCursor: null }
          : { id: 'd1', version: 1, name: 'Dr Marta Silva', approved: true },
      ),
    ),
  )
})

function row(patientId: string, name: string, urgency: DashboardRow['urgency'], reason?: string): DashboardRow {
  return {
    patientId,
    name,
    age: 40,
    sex: 'female',
    urgency,
    assessed: true,
    waitingSince: urgency === null ? null : '2026-11-23T08:00:00Z',
    targetMinutes: urgency === null ? null : 15,
    waitingEntries: urgency === null ? 0 : 1,
    unreadEntries: urgency === null ? 0 : 1,
    reasons: reason === undefined ? [] : [{ ruleId: 'r', title: reason, source: 's', entryId: 'e' }],
    headline: null,
    uncovered: [],
    lastEntryAt: null,
    seenBy: null,
    nextAppointment: null,
    summaryVersion: null,
  }
}

const change = (changed: DashboardRow) =>
  act(async () => {
    tell({ kind: 'row', item: { type: 'dashboard', key: changed.patientId, row: changed } })
    await new Promise((done) => setTimeout(done))
  })

async function show(path = '/doctor/availability') {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  client.setQueryData(['session'], { authenticated: true, username: 'doctor1', name: 'Dr Marta Silva', roles: ['doctor'] })
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[path]}>
        <Routes>
          <Route path="doctor" element={<DoctorShell />}>
            <Route path="availability" element={<p>The week</p>} />
            <Route path="patients/:patientId" element={<p>The patient</p>} />
          </Route>
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  )
  // Once above, once at the thumb.
  await waitFor(() => expect(screen.getAllByTestId('nav-badge')).toHaveLength(2))
}

const news = () => screen.getByTestId('new-emergencies')

it('counts what is unread quietly, and emergencies before all else', async () => {
  rows = [row('p1', 'Ana Reis', 'soon'), row('p2', 'Rui Tavares', 'routine')]
  await show()
  expect(screen.getByRole('link', { name: /^Who first\W+2 entries unread$/ })).toBeVisible()
  expect(screen.getAllByTestId('nav-badge')[0]).toHaveAttribute('data-emergency', 'false')
  expect(document.title).toBe('MedLinks')
  await change(row('p1', 'Ana Reis', 'emergency', 'Chest pain'))
  expect(screen.getByRole('link', { name: /^Who first\W+1 emergency$/ })).toBeVisible()
  expect(screen.getAllByTestId('nav-badge')[0]).toHaveAttribute('data-emergency', 'true')
  expect(document.title).toBe('(1) MedLinks')
  await change(row('p1', 'Ana Reis', null))
  expect(document.title).toBe('MedLinks')
})

it('says that somebody became an emergency, not who was one before, until the patient is opened', async () => {
  rows = [row('p1', 'Ana Reis', 'emergency', 'Stroke'), row('p2', 'Tom Becker', 'soon')]
  await show()
  expect(document.title).toBe('(1) MedLinks')
  expect(news()).toBeEmptyDOMElement()
  await change(row('p2', 'Tom Becker', 'emergency', 'Chest pain'))
  expect(news()).toHaveTextContent('Emergency: Tom Becker, Chest pain')
  expect(news()).not.toHaveTextContent('Ana Reis')
  expect(document.title).toBe('(2) MedLinks')
  await userEvent.click(within(news()).getByRole('link', { name: 'Open Tom Becker' }))
  expect(await screen.findByText('The patient')).toBeVisible()
  expect(news()).toBeEmptyDOMElement()
})

it('says it again where it is one again, and hides what is hidden', async () => {
  rows = [row('p2', 'Tom Becker', 'soon')]
  await show()
  await change(row('p2', 'Tom Becker', 'emergency', 'Chest pain'))
  await userEvent.click(within(news()).getByRole('button', { name: 'Hide the message about Tom Becker' }))
  expect(news()).toBeEmptyDOMElement()
  await change(row('p2', 'Tom Becker', 'emergency', 'Chest pain'))
  expect(news()).toBeEmptyDOMElement()
  await change(row('p2', 'Tom Becker', null))
  await change(row('p2', 'Tom Becker', 'emergency', 'Chest pain'))
  expect(news()).toHaveTextContent('Emergency: Tom Becker, Chest pain')
})

it('says it of the patient who is open too, without a way there', async () => {
  rows = [row('p2', 'Tom Becker', 'soon')]
  await show('/doctor/patients/p2')
  await change(row('p2', 'Tom Becker', 'emergency'))
  expect(news()).toHaveTextContent('Emergency: Tom Becker')
  expect(within(news()).queryByRole('link')).toBeNull()
})
