import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { Header } from './Header'
import { startTranslation } from './i18n'

const called: string[] = []

beforeEach(async () => {
  called.length = 0
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((path) => {
    called.push(String(path))
    return Promise.reject(new TypeError('offline'))
  })
})

function show(unsent: number) {
  const client = new QueryClient()
  client.setQueryData(['session'], { authenticated: true, username: 'patient1', roles: ['patient'] })
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <Header home="/patient" items={[]} unsent={unsent} />
      </MemoryRouter>
    </QueryClientProvider>,
  )
  return userEvent.click(screen.getByRole('button', { name: 'Sign out' }))
}

it('signs out at once where everything was sent', async () => {
  await show(0)
  await waitFor(() => expect(called).toEqual(['/auth/logout']))
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})

it('asks first where something is on this device only', async () => {
  await show(2)
  expect(screen.getByRole('dialog', { name: 'Sign out now?' })).toHaveTextContent('2 entries are only on this device')
  await userEvent.click(screen.getByRole('button', { name: 'Stay signed in' }))
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  expect(called).toEqual([])
  await userEvent.click(screen.getByRole('button', { name: 'Sign out' }))
  await userEvent.click(screen.getByRole('button', { name: 'Sign out all the same' }))
  await waitFor(() => expect(called).toEqual(['/auth/logout']))
})
