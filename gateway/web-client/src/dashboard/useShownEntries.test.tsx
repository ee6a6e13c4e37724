import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { patientMedLog } from './usePatientLog'
import { useShownEntries } from './useShownEntries'

const version = (entryId: string) => ({ entryId, version: 1 })
const page = (...ids: string[]) => ({ items: ids.map((id) => ({ type: 'entry', entry: { id, version: 1 } })), nextCursor: null })

let client: QueryClient
let narrow: boolean

beforeEach(() => {
  vi.useFakeTimers()
  narrow = false
  vi.stubGlobal('matchMedia', () => ({ matches: narrow }))
  client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } })
})

afterEach(() => {
  vi.useRealTimers()
})

const there = (...ids: string[]) =>
  act(() => client.setQueryData(patientMedLog('p1'), { pages: [page(...ids)], pageParams: [null] }))
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

function show(...ids: string[]) {
  const hook = renderHook(
    ({ waiting, acting }: { waiting: string[]; acting: boolean }) => useShownEntries('p1', waiting.map(version), acting),
    {
      initialProps: { waiting: ids, acting: false },
      wrapper: ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
    },
  )
  return { ...hook, ids: () => hook.result.current.map(({ entryId }) => entryId) }
}

it('covers what stands in the time line, and what comes only after a moment', async () => {
  there('e1')
  const { ids, rerender } = show('e1')
  await pass(0)
  expect(ids()).toEqual(['e1'])
  rerender({ waiting: ['e1', 'e2'], acting: false })
  await pass(5_000)
  expect(ids()).toEqual(['e1'])
  there('e2', 'e1')
  await pass(900)
  expect(ids()).toEqual(['e1'])
  await pass(200)
  expect(ids()).toEqual(['e1', 'e2'])
})

it('covers nothing new while a phone hides the time line', async () => {
  narrow = true
  there('e1')
  const { ids, rerender } = show('e1')
  await pass(0)
  rerender({ waiting: ['e1', 'e2'], acting: true })
  there('e2', 'e1')
  await pass(5_000)
  expect(ids()).toEqual(['e1'])
  rerender({ waiting: ['e1', 'e2'], acting: false })
  await pass(1_100)
  expect(ids()).toEqual(['e1', 'e2'])
})

it('fetches the time line as far back as something waits', async () => {
  const asked = vi.spyOn(globalThis, 'fetch').mockImplementation((address) =>
    Promise.resolve(
      Response.json(String(address).includes('cursor=more') ? page('e9') : { ...page('e1'), nextCursor: 'more' }),
    ),
  )
  const { ids } = show('e1', 'e9')
  await pass(2_500)
  expect(asked).toHaveBeenCalledTimes(2)
  expect(ids()).toEqual(['e1', 'e9'])
})
