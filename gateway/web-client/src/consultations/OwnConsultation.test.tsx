import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import i18next from 'i18next'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Consultation } from '../api/types'
import { startTranslation } from '../app/i18n'
import { OwnConsultation } from './OwnConsultation'

const sent: { method: string; url: URL; ifMatch: string | null; body: unknown }[] = []
let answers: (() => Response)[] = []
let username: string

beforeEach(async () => {
  sent.length = 0
  username = `doctor-${Math.random()}`
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  await i18next.loadNamespaces('doctor')
  vi.spyOn(globalThis, 'fetch').mockImplementation((path, init) => {
    sent.push({
      method: init?.method ?? 'GET',
      url: new URL(String(path), 'http://localhost'),
      ifMatch: new Headers(init?.headers).get('If-Match'),
      body: init?.body === undefined ? null : JSON.parse(String(init.body)),
    })
    const answer = answers.shift()
    return answer === undefined ? Promise.reject(new TypeError('offline')) : Promise.resolve(answer())
  })
})

const consultation = {
  id: 'c1',
  version: 3,
  patientId: 'p1',
  doctorId: 'd1',
  doctorName: 'Dr Marta Silva',
  status: 'finished',
  mode: 'phone',
  covers: [],
  happenedAt: '2026-11-23T09:00:00+01:00',
  recordedAt: '2026-11-23T08:00:00Z',
  changedAt: '2026-11-23T08:00:00Z',
  diagnosis: { text: 'Migraine', code: null },
  medications: [],
  message: 'Rest',
  privateNotes: 'Seems worried',
  pleaseBook: null,
  reason: null,
} as Consultation

function show(shown: Consultation) {
  const client = new QueryClient()
  client.setQueryData(['session'], { authenticated: true, username, roles: ['doctor'] })
  return render(
    <QueryClientProvider client={client}>
      <OwnConsultation consultation={shown} />
    </QueryClientProvider>,
  )
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))

it('shows the private notes as such and lets their author change them, with a reason', async () => {
  answers = [() => Response.json({ ...consultation, version: 4 })]
  show(consultation)
  expect(screen.getByTestId('private-notes')).toHaveTextContent('Only you')
  expect(screen.getByTestId('private-notes')).toHaveTextContent('Seems worried')
  await press('Change')
  const notes = screen.getByLabelText('Private notes')
  expect(notes).toHaveValue('Seems worried')
  await userEvent.clear(notes)
  await userEvent.type(screen.getByLabelText('Why?'), 'dose corrected')
  await press('Save the change')
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  expect(sent[0]).toMatchObject({ method: 'PUT', ifMatch: '"3"' })
  expect(sent[0]?.url.pathname).toBe('/api/doctor/patients/p1/consultations/c1')
  expect(sent[0]?.body).toEqual({
    mode: 'phone',
    happenedAt: null,
    diagnosis: { text: 'Migraine', code: null },
    medications: [],
    message: 'Rest',
    privateNotes: null,
    pleaseBook: null,
    reason: 'dose corrected',
  })
})

it('keeps the change open where somebody else was faster', async () => {
  answers = [() => Response.json({ type: 'urn:medlinks:problem:stale-version', detail: 'It was changed.' }, { status: 412 })]
  show(consultation)
  await press('Change')
  await userEvent.type(screen.getByLabelText('Why?'), 'dose corrected')
  await press('Save the change')
  expect(await screen.findByText(/was changed somewhere else in the meantime/)).toBeVisible()
  expect(screen.getByLabelText('Why?')).toHaveValue('dose corrected')
})

it('takes it back with a reason', async () => {
  answers = [() => new Response(null, { status: 204 })]
  show(consultation)
  await press('Take back')
  await userEvent.type(screen.getByLabelText('Why?'), 'wrong patient')
  await userEvent.click(screen.getByRole('alertdialog').querySelector('button[type=submit]')!)
  await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument())
  expect(sent[0]).toMatchObject({ method: 'DELETE', ifMatch: '"3"', body: { reason: 'wrong patient' } })
  expect(sent[0]?.url.search).toBe('')
})

it('keeps why it is taken back over a reload and a lost answer', async () => {
  answers = []
  const first = show(consultation)
  await press('Take back')
  await userEvent.type(screen.getByLabelText('Why?'), 'wrong patient')
  await userEvent.click(screen.getByRole('alertdialog').querySelector('button[type=submit]')!)
  expect(await screen.findByRole('alert')).toBeVisible()
  first.unmount()
  answers = [() => new Response(null, { status: 204 })]
  show(consultation)
  await press('Take back')
  expect(screen.getByLabelText('Why?')).toHaveValue('wrong patient')
  await userEvent.click(screen.getByRole('alertdialog').querySelector('button[type=submit]')!)
  await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument())
  expect(sent.at(-1)).toEqual(sent[0])
  expect(Object.values(sessionStorage).join()).not.toContain('wrong patient')
})

it('offers no change of what was taken back', () => {
  show({ ...consultation, status: 'entered-in-error' })
  expect(screen.queryByRole('button')).not.toBeInTheDocument()
  expect(screen.getByTestId('private-notes')).toBeVisible()
})
