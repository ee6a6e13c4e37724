import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { MemoryRouter, useLocation } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { startTranslation } from '../app/i18n'
import { telling } from '../app/telling'
import { EntryBox } from './EntryBox'
import { OutboxProvider } from './useOutbox'

const DRAFT = 'medlinks.draft:patient1:entry'

beforeEach(async () => {
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(Response.json({}, { status: 404 })))
})

function Told() {
  return <p data-testid="told">{JSON.stringify(useLocation().state)}</p>
}

function show() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  client.setQueryData(['session'], { authenticated: true, username: 'patient1', roles: ['patient'] })
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[{ pathname: '/patient', state: telling('patient1', 'What helps against a headache?') }]}>
        <OutboxProvider>
          <EntryBox />
          <Told />
        </OutboxProvider>
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

it('takes a question of the chat where nothing was typed, and only once', async () => {
  show()
  expect(await screen.findByDisplayValue('What helps against a headache?')).toBeVisible()
  await waitFor(() => expect(screen.getByTestId('told')).toHaveTextContent('null'))
  expect(sessionStorage.getItem(DRAFT)).toContain('What helps against a headache?')
})

it('leaves what was typed as it is', async () => {
  sessionStorage.setItem(DRAFT, JSON.stringify({ text: 'My knee', symptoms: [], at: null }))
  show()
  await waitFor(() => expect(screen.getByTestId('told')).toHaveTextContent('null'))
  expect(screen.getByTestId('entry-text')).toHaveValue('My knee')
})
