import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import type { DashboardRow } from '../api/types'
import { useOpened } from './useOpened'

const called: { method: string; path: string; body: unknown }[] = []
let visibility: DocumentVisibilityState = 'visible'

beforeEach(() => {
  called.length = 0
  visibility = 'visible'
  document.cookie = 'XSRF-TOKEN=token'
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
  vi.spyOn(globalThis, 'fetch').mockImplementation((address, init) => {
    called.push({
      method: init?.method ?? 'GET',
      path: String(address),
      body: JSON.parse(String(init?.body)),
    })
    return Promise.resolve(new Response(null, { status: 204 }))
  })
})

function row(unreadEntries: number, ...versions: number[]): DashboardRow {
  return {
    patientId: 'p1',
    unreadEntries,
    uncovered: versions.map((version, index) => ({ entryId: `e${index}`, version })),
  } as DashboardRow
}

function open(first: DashboardRow | undefined) {
  const client = new QueryClient()
  return renderHook(({ shown, acting }: { shown: DashboardRow | undefined; acting?: boolean }) => useOpened('p1', shown, acting ?? false), {
    initialProps: { shown: first } as { shown: DashboardRow | undefined; acting?: boolean },
    wrapper: ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  })
}

it('marks what is open once', async () => {
  const { rerender } = open(undefined)
  expect(called).toHaveLength(0)
  rerender({ shown: row(1, 1) })
  await waitFor(() => expect(called).toHaveLength(1))
  expect(called[0]).toEqual({
    method: 'PUT',
    path: '/api/doctor/patients/p1/read-marks',
    body: { opened: [{ entryId: 'e0', version: 1 }] },
  })
  rerender({ shown: row(0, 1) })
  rerender({ shown: row(0, 1) })
  expect(called).toHaveLength(1)
})

it('marks what comes while it is open', async () => {
  const { rerender } = open(row(1, 1))
  await waitFor(() => expect(called).toHaveLength(1))
  rerender({ shown: row(0, 1) })
  rerender({ shown: row(1, 2) })
  await waitFor(() => expect(called).toHaveLength(2))
  expect(called[1]?.body).toEqual({ opened: [{ entryId: 'e0', version: 2 }] })
})

it('waits until somebody looks', async () => {
  visibility = 'hidden'
  open(row(1, 1))
  expect(called).toHaveLength(0)
  visibility = 'visible'
  act(() => void document.dispatchEvent(new Event('visibilitychange')))
  await waitFor(() => expect(called).toHaveLength(1))
})

it('has nothing to mark where all was opened', () => {
  open(row(0, 1))
  expect(called).toHaveLength(0)
})

it('marks nothing while a phone shows what there is to do in place of the time line', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  const { rerender } = open(row(0))
  rerender({ shown: row(1, 1), acting: true })
  expect(called).toHaveLength(0)
  rerender({ shown: row(1, 1), acting: false })
  await waitFor(() => expect(called).toHaveLength(1))
  vi.unstubAllGlobals()
})
