import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import i18next from 'i18next'
import { MemoryRouter } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { startTranslation } from '../app/i18n'
import ProfilePage from './ProfilePage'

const sent: Record<string, unknown>[] = []

beforeEach(async () => {
  sent.length = 0
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  await i18next.loadNamespaces('patient')
  vi.spyOn(globalThis, 'fetch').mockImplementation((_address, init) => {
    if (init?.method === 'PUT') {
      sent.push(JSON.parse(String(init.body)) as Record<string, unknown>)
      return Promise.resolve(Response.json({ version: 2 }, { headers: { ETag: '"2"' } }))
    }
    return Promise.resolve(
      Response.json({ id: 'p1', version: 1, name: 'Ana Reis', zone: 'Europe/Lisbon', language: 'en', sex: 'female', weightKg: 63.5 }, { headers: { ETag: '"1"' } }),
    )
  })
})

it('sends no height that is no number, and says what to write', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  client.setQueryData(['session'], { authenticated: true, username: `ana-${Math.random()}`, name: 'Ana Reis', roles: ['patient'] })
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <ProfilePage />
      </MemoryRouter>
    </QueryClientProvider>,
  )
  const height = await screen.findByLabelText('Height in cm')
  await userEvent.type(height, '1m80')
  expect(height).toHaveAccessibleDescription('Write a number')
  expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled()
  await userEvent.type(height, '{Enter}')
  expect(sent).toHaveLength(0)
  await userEvent.clear(height)
  await userEvent.type(height, '180,5')
  expect(height).not.toHaveAccessibleDescription()
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Saved.')).toBeVisible()
  expect(sent[0]).toMatchObject({ heightCm: 180.5, weightKg: 63.5 })
})
