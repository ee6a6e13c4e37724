import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { DeadLetter } from '../api/types'
import { startTranslation } from '../app/i18n'
import { SetAside } from './SetAside'

const LETTER: DeadLetter = {
  id: 'letter-1',
  group: 'patient-service.assessment',
  topic: 'medlinks.ai.assessment',
  partition: 2,
  offset: 41,
  key: 'patient-1',
  eventId: 'event-1',
  eventType: 'medlinks.ai.entry-assessed.v1',
  reason: 'tools.jackson.core.JacksonException',
  at: '2026-11-23T08:00:00Z',
  state: 'waiting',
  replays: 0,
  replayedAt: null,
}

const posted: { path: string; key: string | null }[] = []
let outcomes: DeadLetter[] = []

beforeEach(async () => {
  posted.length = 0
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((address, init) => {
    const path = String(address)
    if (init?.method === 'POST') {
      posted.push({ path, key: new Headers(init.headers).get('Idempotency-Key') })
      return Promise.resolve(Response.json(outcomes.shift()))
    }
    if (path.includes('/scheduling/')) {
      return Promise.resolve(Response.json({ detail: 'Appointments do not answer.' }, { status: 503 }))
    }
    return Promise.resolve(Response.json({ items: path.includes('/patient/') ? [LETTER] : [], nextCursor: null }))
  })
})

function show() {
  return render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <SetAside />
    </QueryClientProvider>,
  )
}

it('lists what each service set aside and says which one cannot be asked', async () => {
  show()
  expect(await screen.findByText(LETTER.eventType ?? '')).toBeVisible()
  expect(screen.getByText('JacksonException')).toBeVisible()
  expect(screen.getByText('patient-1')).toBeVisible()
  const away = screen.getByRole('heading', { name: 'Appointments' }).parentElement as HTMLElement
  expect(await within(away).findByText('Appointments do not answer.')).toBeVisible()
  await waitFor(() => expect(screen.getAllByText('Nothing set aside')).toHaveLength(2))
})

it('replays a record, says when it failed again, and asks anew under another key', async () => {
  outcomes = [
    { ...LETTER, replays: 1, replayedAt: '2026-11-23T09:00:00Z' },
    { ...LETTER, replays: 2, replayedAt: '2026-11-23T09:01:00Z', state: 'replayed' },
  ]
  const user = userEvent.setup()
  show()
  const replay = await screen.findByRole('button', { name: /^Replay medlinks\.ai\.entry-assessed\.v1/ })
  await user.click(replay)
  expect(await screen.findByText('It failed again and still waits.')).toBeVisible()
  await user.click(replay)
  expect(await screen.findByText('Taken')).toBeVisible()
  expect(screen.queryByText('It failed again and still waits.')).toBeNull()
  expect(posted.map(({ path }) => path)).toEqual(Array(2).fill('/api/operator/patient/dead-letters/letter-1/replay'))
  expect(new Set(posted.map(({ key }) => key)).size).toBe(2)
})
