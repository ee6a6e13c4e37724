import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { startTranslation } from '../app/i18n'
import { EntryBox } from './EntryBox'
import { OutboxProvider, useOutbox } from './useOutbox'

const posted: { key: string | null; body: unknown }[] = []
let answer: () => Promise<Response>

beforeEach(async () => {
  posted.length = 0
  answer = () => Promise.reject(new TypeError('offline'))
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((path, init) => {
    if (init?.method === 'POST') {
      posted.push({ key: new Headers(init.headers).get('Idempotency-Key'), body: JSON.parse(String(init.body)) })
      return answer()
    }
    if (String(path).endsWith('/care-team')) {
      const items = [{ doctorId: 'd1', name: 'Dr Marta Silva', specialty: null, since: '2026-01-01T00:00:00Z', active: true }]
      return Promise.resolve(Response.json({ items }))
    }
    return Promise.resolve(Response.json({}, { status: 404 }))
  })
})

function Kept() {
  const { outbox, kept } = useOutbox()
  return (
    <>
      <button onClick={() => kept.forEach(({ key }) => void outbox?.remove(key))}>remove all</button>
      {kept.map(({ key, body }) => (
        <p key={key}>kept: {body.text}</p>
      ))}
    </>
  )
}

function show() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  client.setQueryData(['session'], { authenticated: true, username: `patient-${Math.random()}`, roles: ['patient'] })
  return render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <OutboxProvider>
          <EntryBox />
          <Kept />
        </OutboxProvider>
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

it('names the doctor on the button and keeps what was written when it cannot be sent', async () => {
  const user = userEvent.setup()
  show()
  await user.click(await screen.findByLabelText('How are you?', { selector: 'textarea' }))
  await user.paste('A runny nose')
  await user.click(await screen.findByRole('button', { name: 'Send to Dr Marta Silva' }))
  expect(await screen.findByText('kept: A runny nose')).toBeVisible()
  await waitFor(() => expect(screen.getByTestId('entry-text')).toHaveValue(''))
  const outcome = await screen.findByText('Saved. You can see below what happens with it.')
  expect(outcome.compareDocumentPosition(screen.getByTestId('entry-send'))).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  expect(screen.queryByTestId('emergency-help')).not.toBeInTheDocument()
})

it('says beside the button that an entry was not taken, and leads to where it is put right', async () => {
  answer = () =>
    Promise.resolve(Response.json({ errors: [{ field: 'symptoms[0].code', message: 'is not known' }] }, { status: 400 }))
  const user = userEvent.setup()
  show()
  await user.click(await screen.findByLabelText('How are you?', { selector: 'textarea' }))
  await user.paste('Crushing chest pain and I am sweating')
  await user.click(screen.getByTestId('entry-send'))
  await user.click(await screen.findByRole('button', { name: 'I have called, or I am safe' }))
  const refusal = await screen.findByRole('alert')
  expect(refusal).toHaveTextContent('This could not be taken: is not known')
  expect(refusal.compareDocumentPosition(screen.getByTestId('entry-send'))).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  expect(within(refusal).getByRole('link', { name: 'Correct it' })).toHaveAttribute(
    'href',
    expect.stringMatching(/^\/patient\/kept\/[0-9a-f-]{36}$/),
  )
  expect(within(refusal).getByRole('link', { name: 'Call 112' })).toBeVisible()
  expect(screen.queryByText(/^(Saved|Your entry is kept)/)).not.toBeInTheDocument()
})

it('calls nothing saved that was refused and removed', async () => {
  answer = () => Promise.resolve(Response.json({ detail: 'Not taken.' }, { status: 400 }))
  const user = userEvent.setup()
  show()
  await user.click(await screen.findByLabelText('How are you?', { selector: 'textarea' }))
  await user.paste('A runny nose')
  await user.click(screen.getByTestId('entry-send'))
  await screen.findByRole('alert')
  await user.click(screen.getByRole('button', { name: 'remove all' }))
  await waitFor(() => expect(screen.queryByText('kept: A runny nose')).not.toBeInTheDocument())
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  expect(screen.queryByText(/^Saved/)).not.toBeInTheDocument()
})

it('makes one entry of two clicks', async () => {
  const user = userEvent.setup()
  show()
  await user.click(await screen.findByLabelText('How are you?', { selector: 'textarea' }))
  await user.paste('A runny nose')
  const send = await screen.findByTestId('entry-send')
  send.click()
  send.click()
  expect(await screen.findAllByText('kept: A runny nose')).toHaveLength(1)
  await waitFor(() => expect(screen.getByTestId('entry-text')).toHaveValue(''))
  expect(screen.getAllByText('kept: A runny nose')).toHaveLength(1)
})

it('asks for words before it saves', async () => {
  const user = userEvent.setup()
  show()
  await user.click(await screen.findByTestId('entry-send'))
  expect(await screen.findByRole('alert')).toHaveTextContent('Write a few words first')
  expect(posted).toEqual([])
})

it('says what to do now on a red flag, without a network', async () => {
  const user = userEvent.setup()
  show()
  await user.click(await screen.findByLabelText('How are you?', { selector: 'textarea' }))
  await user.paste('Crushing chest pain and I am sweating')
  await user.click(screen.getByTestId('entry-send'))
  const card = await screen.findByTestId('red-flag')
  expect(card).toHaveRole('alertdialog')
  expect(card).toHaveTextContent('112')
  expect(screen.getByRole('link', { name: /112/ })).toHaveAttribute('href', 'tel:112')
  await user.click(screen.getByRole('button', { name: 'I have called, or I am safe' }))
  expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
  expect(await screen.findByText(/kept: Crushing chest pain/)).toBeVisible()
})

it('keeps the way to help beside the outcome of a red flag', async () => {
  const user = userEvent.setup()
  show()
  await user.click(await screen.findByLabelText('How are you?', { selector: 'textarea' }))
  await user.paste('Crushing chest pain and I am sweating')
  await user.click(screen.getByTestId('entry-send'))
  await user.click(await screen.findByRole('button', { name: 'I have called, or I am safe' }))
  expect(await screen.findByText('Your entry is kept. If it gets worse, call 112.')).toBeVisible()
  expect(screen.queryByText(/^Saved/)).not.toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'Call 112' })).toHaveAttribute('href', 'tel:112')
  await user.click(screen.getByRole('button', { name: 'What to do now' }))
  expect(await screen.findByTestId('red-flag')).toHaveRole('alertdialog')
})

it('says what to do now on a red flag that is too long to be saved', async () => {
  const user = userEvent.setup()
  show()
  await user.click(await screen.findByLabelText('How are you?', { selector: 'textarea' }))
  await user.paste(`Crushing chest pain and I am sweating. ${'x'.repeat(10_000)}`)
  await user.click(screen.getByTestId('entry-send'))
  expect(await screen.findByTestId('red-flag')).toHaveTextContent('What you wrote is not saved yet.')
  await user.click(screen.getByRole('button', { name: 'I have called, or I am safe' }))
  expect(screen.getByRole('alert')).toHaveTextContent('This is too long')
  expect(screen.queryByText(/^kept:/)).not.toBeInTheDocument()
})

it('gives the number to call where nobody watches', async () => {
  show()
  expect(await screen.findByRole('link', { name: '112' })).toHaveAttribute('href', 'tel:112')
  expect(screen.getByText(/Nobody watches this around the clock/)).toHaveTextContent('In an emergency call 112.')
})
