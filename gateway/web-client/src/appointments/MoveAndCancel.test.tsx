import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Appointment, Opening } from '../api/types'
import { startTranslation } from '../app/i18n'
import { CancelAppointment } from './CancelAppointment'
import { MoveAppointment } from './MoveAppointment'

const booked: Appointment = {
  id: 'a1',
  version: 4,
  patientId: 'p1',
  patientName: 'Ana Reis',
  doctorId: 'd1',
  doctorName: 'Dr Marta Silva',
  status: 'booked',
  start: '2126-11-24T12:00:00Z',
  end: '2126-11-24T12:20:00Z',
  zone: 'Europe/Lisbon',
  visitType: 'in-person',
  reason: null,
  cancelReason: null,
  bookedBy: 'patient',
  bookedAt: '2126-11-01T08:00:00Z',
}
const opening = (time: string): Opening => ({
  start: `2126-11-25T${time}:00Z`,
  end: `2126-11-25T${time}:00Z`,
  visitType: 'phone',
  zone: 'Europe/Lisbon',
})

interface Sent {
  call: string
  key: string | null
  ifMatch: string | null
  body: unknown
}

const sent: Sent[] = []
let answers: (() => Promise<Response>)[]
const onClose = vi.fn()

const lost = () => Promise.reject(new TypeError('lost'))
const done = () => Promise.resolve(Response.json({ ...booked, version: 5 }))
const taken = () =>
  Promise.resolve(
    Response.json(
      {
        type: 'urn:medlinks:problem:time-not-available',
        detail: 'This time is not free.',
        reasons: [{ code: 'booked', message: 'Somebody else has booked this time.' }],
        alternatives: [opening('09:40')],
      },
      { status: 409 },
    ),
  )

beforeEach(async () => {
  sent.length = 0
  answers = []
  onClose.mockReset()
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((path, init) => {
    if (init?.method === 'PATCH' || init?.method === 'DELETE') {
      const headers = new Headers(init.headers)
      sent.push({
        call: `${init.method} ${String(path)}`,
        key: headers.get('Idempotency-Key'),
        ifMatch: headers.get('If-Match'),
        body: init.body === undefined ? null : JSON.parse(String(init.body)),
      })
      return (answers.shift() ?? done)()
    }
    return Promise.resolve(Response.json({ items: [opening('09:00'), opening('10:00')], nextCursor: null }))
  })
})

function show(dialog: React.ReactNode) {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>{dialog}</QueryClientProvider>,
  )
}

const move = () => show(<MoveAppointment appointment={booked} side="patient" onClose={onClose} />)
const cancel = () => show(<CancelAppointment appointment={booked} side="doctor" onClose={onClose} />)

it('moves again under the same key where the answer was lost', async () => {
  answers = [lost]
  const user = userEvent.setup()
  move()
  await user.click(await screen.findByRole('button', { name: /^10:00/ }))
  await user.click(screen.getByRole('button', { name: 'Move to Mon 25 Nov, 10:00' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('did not answer')
  expect(onClose).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Move to Mon 25 Nov, 10:00' }))
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  expect(sent).toHaveLength(2)
  expect(sent[1]).toEqual(sent[0])
  expect(sent[0]).toMatchObject({
    call: 'PATCH /api/patient/appointments/a1',
    ifMatch: '"4"',
    body: { start: '2126-11-25T10:00:00Z', visitType: 'phone' },
  })
})

it('says why a time cannot be had and takes another one under another key', async () => {
  answers = [taken]
  const user = userEvent.setup()
  move()
  await user.click(await screen.findByRole('button', { name: /^09:00/ }))
  await user.click(screen.getByRole('button', { name: /^Move to/ }))
  expect(await screen.findByText('Somebody else has booked this time.')).toBeVisible()
  expect(screen.getByRole('button', { name: /^Move to/ })).toBeDisabled()
  await user.click(screen.getByRole('button', { name: 'Mon 25 Nov, 09:40' }))
  await user.click(screen.getByRole('button', { name: 'Move to Mon 25 Nov, 09:40' }))
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  expect(sent[1]?.body).toEqual({ start: '2126-11-25T09:40:00Z', visitType: 'phone' })
  expect(sent[1]?.key).not.toBe(sent[0]?.key)
})

it('has another key for another time', async () => {
  answers = [lost]
  const user = userEvent.setup()
  move()
  await user.click(await screen.findByRole('button', { name: /^09:00/ }))
  await user.click(screen.getByRole('button', { name: /^Move to/ }))
  await screen.findByRole('alert')
  await user.click(screen.getByRole('button', { name: /^10:00/ }))
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: /^Move to/ }))
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  expect(sent[1]?.key).not.toBe(sent[0]?.key)
})

it('cancels again under the same key where the answer was lost', async () => {
  answers = [lost, () => Promise.resolve(new Response(null, { status: 204 }))]
  const user = userEvent.setup()
  cancel()
  await user.click(await screen.findByRole('button', { name: 'Cancel the appointment' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('did not answer')
  expect(onClose).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Cancel the appointment' }))
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  expect(sent).toHaveLength(2)
  expect(sent[1]).toEqual(sent[0])
  expect(sent[0]).toMatchObject({ call: 'DELETE /api/doctor/appointments/a1', ifMatch: '"4"' })
})
