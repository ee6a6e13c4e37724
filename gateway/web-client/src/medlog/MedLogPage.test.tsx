import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { startTranslation } from '../app/i18n'
import MedLogPage from './MedLogPage'

let pages: Record<string, unknown>

beforeEach(async () => {
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((path) => {
    const cursor = new URL(String(path), 'http://localhost').searchParams.get('cursor') ?? 'first'
    const page = pages[cursor]
    return page === undefined ? Promise.reject(new TypeError('offline')) : Promise.resolve(Response.json(page))
  })
})

function show() {
  return render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter>
        <MedLogPage />
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

const consultation = {
  id: 'c1',
  version: 1,
  doctorId: 'd1',
  doctorName: 'Dr Marta Silva',
  status: 'finished',
  mode: 'phone',
  covers: [],
  happenedAt: '2026-11-23T09:00:00+01:00',
  recordedAt: '2026-11-23T08:00:00Z',
  diagnosis: { text: 'Migraine', code: 'G43.9' },
  medications: [{ name: 'Ibuprofen', dosage: '400 mg', instructions: 'With food' }],
  message: 'Rest in a dark room',
  pleaseBook: { visitType: 'in-person', askedAt: '2026-11-23T08:00:00Z', until: '2026-11-30T08:00:00Z' },
  reason: null,
}
const entry = {
  id: 'e1',
  version: 1,
  status: 'active',
  text: 'My head hurts',
  happenedAt: '2026-11-23T08:00:00+01:00',
  receivedAt: '2026-11-23T07:00:00Z',
  symptoms: [],
  assessment: null,
  seenBy: [],
  visibleToDoctors: 1,
}
const nothing = { entry: null, consultation: null, appointment: null }

it('says what will be here before there is anything', async () => {
  pages = { first: { items: [], nextCursor: null } }
  show()
  expect(await screen.findByText('Nothing here yet')).toBeVisible()
})

it('shows entries, consultations and appointments in one line, page by page', async () => {
  pages = {
    first: {
      items: [
        {
          ...nothing,
          type: 'appointment',
          id: 'a1',
          at: '2026-11-27T10:00:00Z',
          appointment: {
            id: 'a1', version: 1, patientId: 'p1', doctorId: 'd1', doctorName: 'Dr Marta Silva', status: 'booked',
            start: '2026-11-27T10:00:00Z', end: '2026-11-27T10:20:00Z', zone: 'Europe/Lisbon', visitType: 'in-person',
            reason: null, bookedBy: 'patient',
          },
        },
        { ...nothing, type: 'consultation', id: 'c1', at: consultation.happenedAt, consultation },
      ],
      nextCursor: 'second',
    },
    second: { items: [{ ...nothing, type: 'entry', id: 'e1', at: entry.happenedAt, entry }], nextCursor: null },
  }
  show()
  const items = await screen.findAllByTestId('med-log-item')
  expect(items.map((item) => item.dataset.type)).toEqual(['appointment', 'consultation'])
  const said = within(items[1]!)
  expect(said.getByText('Dr Marta Silva')).toBeVisible()
  expect(said.getByText('By phone')).toBeVisible()
  expect(said.getByText('Migraine')).toBeVisible()
  expect(said.getByText('Ibuprofen')).toBeVisible()
  expect(said.getByText('With food')).toBeVisible()
  expect(said.getByText(/Please book a visit by/)).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Show older' }))
  expect(await screen.findByText('My head hurts')).toBeVisible()
  expect(screen.getByText('That is everything.')).toBeVisible()
})

it('says that a consultation was taken back', async () => {
  const retracted = {
    ...consultation, status: 'entered-in-error', version: 2, diagnosis: null, medications: [], message: null, pleaseBook: null,
    reason: 'wrong patient',
  }
  pages = {
    first: {
      items: [{ ...nothing, type: 'consultation', id: 'c1', at: consultation.happenedAt, consultation: retracted }],
      nextCursor: null,
    },
  }
  show()
  expect(await screen.findByText('This was taken back. It was entered in error.')).toBeVisible()
  expect(screen.getByText('wrong patient')).toBeVisible()
})

it('says when it cannot be loaded', async () => {
  pages = {}
  show()
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible()
})
