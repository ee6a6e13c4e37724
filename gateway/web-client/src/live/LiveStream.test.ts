import { afterEach, expect, it, vi } from 'vitest'
import { LiveStream, type LiveChange, type LiveStatus } from './LiveStream'

const streams: LiveStream[] = []

afterEach(() => {
  streams.splice(0).forEach((stream) => stream.stop())
  vi.useRealTimers()
})

function server(...answers: (string[] | number)[]) {
  const asked: Record<string, string>[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation((_path, init) => {
    asked.push(Object.fromEntries(new Headers(init?.headers)))
    const answer = answers.shift()
    if (typeof answer === 'number') {
      return Promise.resolve(new Response(null, { status: answer }))
    }
    return Promise.resolve(
      new Response(
        new ReadableStream<Uint8Array>({
          start(controller) {
            answer?.forEach((text) => controller.enqueue(new TextEncoder().encode(text)))
            if (answer !== undefined) {
              controller.close()
            }
          },
        }),
      ),
    )
  })
  return asked
}

function follow() {
  const stream = new LiveStream('/api/doctor/live', `doctor-${Math.random()}`)
  streams.push(stream)
  const changes: LiveChange[] = []
  const statuses: LiveStatus[] = []
  stream.subscribe({ onChange: (change) => changes.push(change), onStatus: (status) => statuses.push(status) })
  return { changes, statuses }
}

const SNAPSHOT = 'event: snapshot\nid: 41\ndata: {"items":[{"type":"dashboard","key":"p1","row":{"name":"Ana"}}]}\n\n'
const ROW = 'event: row\nid: 42\ndata: {"type":"dashboard","key":"p1","row":null}\n\n'

it('tells the snapshot and then each row', async () => {
  server([SNAPSHOT, ROW])
  const { changes, statuses } = follow()
  await vi.waitFor(() => expect(changes).toHaveLength(2))
  expect(changes[0]).toMatchObject({ kind: 'snapshot', items: [{ key: 'p1' }] })
  expect(changes[1]).toEqual({ kind: 'row', item: { type: 'dashboard', key: 'p1', row: null } })
  expect(statuses.at(-1)?.state).toBe('live')
})

it('connects again and resumes after the last event', async () => {
  vi.useFakeTimers()
  const asked = server([SNAPSHOT, 'event: end\ndata: {"reason":"token-expired"}\n\n'])
  follow()
  await vi.advanceTimersByTimeAsync(1_500)
  expect(asked).toHaveLength(2)
  expect(asked[0]).not.toHaveProperty('last-event-id')
  expect(asked[1]).toHaveProperty('last-event-id', '41')
})

it('says that it is paused when the server stays away', async () => {
  vi.useFakeTimers()
  server([SNAPSHOT], 503, 503, 503, 503)
  const { statuses } = follow()
  await vi.advanceTimersByTimeAsync(500)
  expect(statuses.at(-1)?.state).toBe('live')
  await vi.advanceTimersByTimeAsync(4_000)
  expect(statuses.at(-1)?.state).toBe('paused')
})

it('gives up when the session is over', async () => {
  vi.useFakeTimers()
  const asked = server(401)
  follow()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toHaveLength(1)
})

it('says in a tab that only follows that nothing is heard any more', async () => {
  vi.useFakeTimers()
  // Another tab holds the lock, and sleeps.
  vi.stubGlobal('navigator', { locks: { request: () => new Promise(() => undefined) } })
  const asked = server()
  const { statuses } = follow()
  await vi.advanceTimersByTimeAsync(40_000)
  expect(statuses.at(-1)?.state).toBe('connecting')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(statuses.at(-1)?.state).toBe('paused')
  expect(asked).toHaveLength(0)
  vi.unstubAllGlobals()
})
