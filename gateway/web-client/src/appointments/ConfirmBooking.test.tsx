import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Opening } from '../api/types'
import { startTranslation } from '../app/i18n'
import BookPage from './BookPage'

const opening = (time: string): Opening => ({
  start: `2126-11-25T${time}:00Z`,
  end: `2126-11-25T${time}:00Z`,
  visitType: 'phone',
  zone: 'Europe/Lisbon',
})

const sent: { key: string | null; body: Record<string, unknown> }[] = []
let answers: (() => Promise<Response>)[]

const lost = () => Promise.reject(new TypeError('lost'))
const taken = () =>
  Promise.resolve(
    Response.json(
      {
        type: 'urn:medlinks:problem:time-not-available',
        detail: 'This time is not free.',
        reasons: [{ code: 'booked', message: 'Somebody else has booked this time.' }],
        alternatives: [opening('09:20'), opening('09:40')],
      },
      { status: 409 },
    ),
  )

beforeEach(async () => {
  sent.length = 0
  answers = []
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((path, init) => {
    if (init?.method === 'POST') {
      const body = JSON.parse(String(init.body)) as Record<string, unknown>
      sent.push({ key: new Headers(init.headers).get('Idempotency-Key'), body })
      return (answers.shift() ?? (() => Promise.resolve(Response.json({ id: 'a1', ...body }, { status: 201 }))))()
    }
    if (String(path).endsWith('/care-team')) {
      const member = { doctorId: 'd1', name: 'Dr Marta Silva', specialty: null, since: '2026-01-01T00:00:00Z', active: true }
      return Promise.resolve(Response.json({ items: [member] }))
    }
    return Promise.resolve(Response.json({ items: [opening('09:00')], nextCursor: null }))
  })
})

async function choose() {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter>
        <BookPage />
      </MemoryRouter>
    </QueryClientProvider>,
  )
  await userEvent.click(await screen.findByRole('button', { name: /^09:00/ }))
}

const confirm = () => userEvent.click(screen.getByRole('button', { name: 'Book this time' }))

it('says why a time is not free, and books one of those that are close to it', async () => {
  answers = [taken]
  await choose()
  await confirm()
  const refusal = await screen.findByRole('alert')
  expect(refusal).toHaveTextContent('Somebody else has booked this time.')
  expect(screen.getByRole('button', { name: 'Book this time' })).toBeDisabled()
  await userEvent.click(within(refusal).getByRole('button', { name: /09:40/ }))
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  await confirm()
  expect(await screen.findByRole('heading', { name: 'Your appointment is booked' })).toHaveFocus()
  expect(sent.map(({ body }) => body.start)).toEqual(['2126-11-25T09:00:00Z', '2126-11-25T09:40:00Z'])
  expect(sent[1]?.key).not.toBe(sent[0]?.key)
})

it('books again under the same key where the answer was lost', async () => {
  answers = [lost]
  await choose()
  await userEvent.type(screen.getByLabelText('What is it about?'), 'My ear')
  await confirm()
  expect(await screen.findByRole('alert')).toHaveTextContent('did not answer')
  await confirm()
  expect(await screen.findByRole('heading', { name: 'Your appointment is booked' })).toBeVisible()
  expect(sent).toHaveLength(2)
  expect(sent[1]).toEqual(sent[0])
  expect(sent[0]?.body).toMatchObject({ doctorId: 'd1', reason: 'My ear' })
})

it('has another key once something else is asked for', async () => {
  answers = [lost]
  await choose()
  await confirm()
  await screen.findByRole('alert')
  await userEvent.type(screen.getByLabelText('What is it about?'), 'My ear')
  await confirm()
  expect(await screen.findByRole('heading', { name: 'Your appointment is booked' })).toBeVisible()
  expect(sent[1]?.key).not.toBe(sent[0]?.key)
})
