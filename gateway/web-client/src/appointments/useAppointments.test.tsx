import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Appointment } from '../api/types'
import { useUpcoming } from './useAppointments'

const DAY = 86_400_000
let pages: Partial<Appointment>[][]
let asked: number

const booked = (days: number, status: Appointment['status'] = 'booked') => ({
  id: `${days}`,
  status,
  start: new Date(Date.now() + days * DAY).toISOString(),
  end: new Date(Date.now() + days * DAY + 1_000).toISOString(),
})

beforeEach(() => {
  asked = 0
  vi.spyOn(globalThis, 'fetch').mockImplementation((address) => {
    asked++
    const at = Number(new URL(String(address), 'http://localhost').searchParams.get('cursor') ?? 0)
    return Promise.resolve(Response.json({ items: pages[at], nextCursor: at + 1 < pages.length ? `${at + 1}` : null }))
  })
})

async function upcoming() {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
  )
  const { result } = renderHook(() => useUpcoming('patient'), { wrapper })
  await waitFor(() => expect(result.current.data).toBeDefined())
  return result.current.data!
}

it('finds what is booked behind any number of cancelled ones', async () => {
  pages = [Array.from({ length: 100 }, () => booked(1, 'cancelled')), [booked(-2), booked(3), booked(2)]]
  expect(await upcoming()).toMatchObject({ items: [{ id: '2' }, { id: '3' }], more: false })
})

it('says that there are more than it shows', async () => {
  pages = Array.from({ length: 3 }, (_, page) => Array.from({ length: 60 }, (_, at) => booked(page * 60 + at + 1)))
  const { items, more } = await upcoming()
  expect([items.length, items.at(-1)?.id, more, asked]).toEqual([100, '100', true, 2])
})
