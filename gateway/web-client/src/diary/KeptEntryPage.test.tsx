import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter, Route, Routes } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { startTranslation } from '../app/i18n'
import type { EntryDraft } from '../api/types'
import KeptEntryPage from './KeptEntryPage'
import { KeptEntries } from './LatestEntries'
import { OutboxProvider, useOutbox } from './useOutbox'

const DRAFT = { text: 'A runny nose', happenedAt: '2026-11-23T08:00:00+01:00', symptoms: [{ code: 'headache', severity: 4 }] }

let sent: EntryDraft[] = []

beforeEach(async () => {
  sent = []
  sessionStorage.clear()
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((_, init) => {
    if (init?.method !== 'POST') {
      return Promise.resolve(Response.json({ items: [] }))
    }
    const draft = JSON.parse(String(init.body)) as EntryDraft
    sent.push(draft)
    return Promise.resolve(
      sent.length === 1
        ? Response.json({ errors: [{ field: 'symptoms[0].code', message: 'is not known' }] }, { status: 400 })
        : Response.json({ id: 'e1', version: 1, receivedAt: '2026-11-23T07:00:01Z' }, { status: 201 }),
    )
  })
})

function Diary() {
  const { outbox } = useOutbox()
  return (
    <>
      <button onClick={() => void outbox?.add(DRAFT)}>save</button>
      <KeptEntries shown={[]} />
    </>
  )
}

function show(path: string) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  client.setQueryData(['session'], { authenticated: true, username: `patient-${Math.random()}`, roles: ['patient'] })
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[path]}>
        <OutboxProvider>
          <Routes>
            <Route path="/patient/diary" element={<Diary />} />
            <Route path="/patient/kept/:key" element={<KeptEntryPage />} />
          </Routes>
        </OutboxProvider>
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

async function openRefused() {
  const user = userEvent.setup()
  show('/patient/diary')
  await user.click(await screen.findByRole('button', { name: 'save' }))
  await user.click(await screen.findByRole('link', { name: 'Correct it' }))
  return user
}

it('gives what was refused back to the patient and sends it as it was corrected', async () => {
  const user = await openRefused()
  expect(screen.getByText('This could not be taken: is not known')).toBeVisible()
  const text = screen.getByTestId('entry-text')
  expect(text).toHaveValue('A runny nose')
  await user.click(text)
  await user.paste(' since Monday')
  await user.click(screen.getByRole('button', { name: 'Send it once more' }))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]).toEqual({ ...DRAFT, text: 'A runny nose since Monday' })
  expect(await screen.findByRole('button', { name: 'save' })).toBeVisible()
  expect(screen.queryByRole('link', { name: 'Correct it' })).not.toBeInTheDocument()
})

it('says what to do now where the correction is a red flag', async () => {
  const user = await openRefused()
  const text = screen.getByTestId('entry-text')
  await user.clear(text)
  await user.paste('Crushing chest pain and I cannot breathe')
  await user.click(screen.getByRole('button', { name: 'Send it once more' }))
  expect(await screen.findByText('This may be an emergency. Get help now.')).toBeVisible()
  await waitFor(() => expect(sent).toHaveLength(2))
})

it('says what to do now where the correction is a red flag and cannot be sent', async () => {
  const user = await openRefused()
  const text = screen.getByTestId('entry-text')
  await user.clear(text)
  await user.paste(`Crushing chest pain and I cannot breathe. ${'x'.repeat(10_000)}`)
  await user.click(screen.getByRole('button', { name: 'Send it once more' }))
  expect(await screen.findByTestId('red-flag')).toHaveTextContent('What you wrote is not saved yet.')
  await user.click(screen.getByRole('button', { name: 'I have called, or I am safe' }))
  expect(screen.getByTestId('entry-text')).toBeVisible()
  expect(sent).toHaveLength(1)
})

it('forgets what was typed for an entry that is removed', async () => {
  const user = await openRefused()
  await user.click(screen.getByTestId('entry-text'))
  await user.paste(' since Monday')
  const typed = () => Object.values(sessionStorage).some((draft) => String(draft).includes('since Monday'))
  expect(typed()).toBe(true)
  await user.click(screen.getByRole('link', { name: 'Diary' }))
  await user.click(await screen.findByRole('button', { name: 'Remove from this device' }))
  await user.click(screen.getByRole('button', { name: 'Keep it' }))
  expect(screen.getByRole('link', { name: 'Correct it' })).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Remove from this device' }))
  await user.click(screen.getByRole('button', { name: 'Remove it' }))
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Correct it' })).not.toBeInTheDocument())
  expect(typed()).toBe(false)
})

it('says where an entry is that this device does not keep any more', async () => {
  show('/patient/kept/gone')
  expect(await screen.findByText(/not kept on this device any more/)).toBeVisible()
})
