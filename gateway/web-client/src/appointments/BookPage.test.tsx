import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import type { CareTeamMember, Opening } from '../api/types'
import { startTranslation } from '../app/i18n'
import { browserZone } from '../app/time'
import BookPage from './BookPage'

const member = (doctorId: string, name: string): CareTeamMember => ({
  doctorId,
  name,
  specialty: null,
  since: '2026-01-01T00:00:00Z',
  active: true,
})

let team: CareTeamMember[]
let zone: string

beforeEach(async () => {
  team = [member('d1', 'Dr Marta Silva')]
  zone = browserZone()
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((path) => {
    if (String(path).endsWith('/care-team')) {
      return Promise.resolve(Response.json({ items: team }))
    }
    const items: Opening[] = [23, 24, 25, 26, 27].map((day) => ({
      start: `2126-11-${day}T12:00:00Z`,
      end: `2126-11-${day}T12:20:00Z`,
      visitType: 'in-person',
      zone,
    }))
    return Promise.resolve(Response.json({ items }))
  })
})

function show() {
  return render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter>
        <BookPage />
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

const days = () => screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)

it('leads home from the times when the doctor was not chosen', async () => {
  show()
  expect(await screen.findByRole('heading', { name: 'When can you see Dr Marta Silva?' })).toBeVisible()
  expect(screen.getByRole('link', { name: 'Home' })).toHaveAttribute('href', '/patient')
  expect(screen.queryByRole('button', { name: 'Back' })).not.toBeInTheDocument()
})

it('leads back to the doctors where one was chosen', async () => {
  team = [...team, member('d2', 'Dr Jonas Weber')]
  const user = userEvent.setup()
  show()
  await user.click(await screen.findByRole('button', { name: /Dr Jonas Weber/ }))
  await user.click(await screen.findByRole('button', { name: 'Back' }))
  expect(await screen.findByRole('heading', { name: 'Whom do you want to see?' })).toBeVisible()
})

it('shows the first days, and the others on request', async () => {
  const user = userEvent.setup()
  show()
  await user.click(await screen.findByRole('button', { name: 'Show more days' }))
  expect(days()).toHaveLength(5)
  expect(screen.getAllByRole('heading', { level: 2 })[3]).toHaveFocus()
  expect(screen.queryByRole('button', { name: 'Show more days' })).not.toBeInTheDocument()
})

it('names the zone of the practice only where it is another one', async () => {
  const { unmount } = show()
  expect(await screen.findByRole('button', { name: 'Show more days' })).toBeVisible()
  expect(days()).toHaveLength(3)
  expect(screen.queryByText(/practice’s zone/)).not.toBeInTheDocument()
  unmount()
  zone = 'Asia/Kathmandu'
  show()
  expect(await screen.findByText('Times are in the practice’s zone (Asia/Kathmandu).')).toBeVisible()
})
