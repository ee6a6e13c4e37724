import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Outbox } from './outbox'

const BODY = { text: 'My head hurts', happenedAt: '2026-11-23T08:00:00+01:00', symptoms: [] }
const RECEIPT = { id: 'e1', version: 1, receivedAt: '2026-11-23T07:00:01Z' }

let outboxes: Outbox[] = []
let reader = 0

beforeEach(() => {
  reader++
  document.cookie = 'XSRF-TOKEN=token'
})

afterEach(() => {
  outboxes.forEach((outbox) => outbox.stop())
  outboxes = []
})

function open(onSent = () => undefined as void): Outbox {
  const outbox = new Outbox(`patient-${reader}`, onSent)
  outboxes.push(outbox)
  return outbox
}

function server(answer: () => Promise<Response>) {
  return vi.spyOn(globalThis, 'fetch').mockImplementation(answer)
}

const keyOf = (call: unknown[] | undefined) => new Headers((call?.[1] as RequestInit).headers).get('Idempotency-Key')

it('keeps an entry here while there is no network and sends it with the same key later', async () => {
  const fetch = server(() => Promise.reject(new TypeError('offline')))
  const outbox = open()
  const kept = await outbox.add(BODY)
  await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(1))
  expect(outbox.entries()).toMatchObject([{ key: kept.key, state: 'saved' }])

  fetch.mockImplementation(() => Promise.resolve(Response.json(RECEIPT, { status: 201 })))
  await vi.waitFor(() => {
    outbox.sendNow()
    expect(outbox.entries()).toMatchObject([{ key: kept.key, state: 'sent', receipt: RECEIPT }])
  })
  expect(fetch.mock.calls.map(keyOf)).toEqual(fetch.mock.calls.map(() => kept.key))
})

it('still has the entry when the page is opened again', async () => {
  server(() => Promise.reject(new TypeError('offline')))
  const kept = await open().add(BODY)
  const again = open()
  await vi.waitFor(() => expect(again.entries()).toMatchObject([{ key: kept.key, state: 'saved' }]))
})

it('keeps the entry when the session is over', async () => {
  const fetch = server(() => Promise.resolve(Response.json({ type: 'urn:medlinks:problem:unauthenticated' }, { status: 401 })))
  const outbox = open()
  await outbox.add(BODY)
  await vi.waitFor(() => expect(fetch).toHaveBeenCalled())
  expect(outbox.entries()).toMatchObject([{ state: 'saved' }])
})

it('says why an entry was refused and does not send it again', async () => {
  const fetch = server(() =>
    Promise.resolve(
      Response.json({ type: 'urn:medlinks:problem:validation-failed', detail: 'The text is too long.' }, { status: 400 }),
    ),
  )
  const outbox = open()
  await outbox.add(BODY)
  await vi.waitFor(() => expect(outbox.entries()).toMatchObject([{ state: 'refused', detail: 'The text is too long.' }]))
  outbox.sendNow()
  expect(fetch).toHaveBeenCalledTimes(1)
})

const inFuture = (date: string) =>
  Response.json(
    { type: 'urn:medlinks:problem:validation-failed', errors: [{ field: 'happenedAt', message: 'must not be in the future' }] },
    { status: 400, headers: { Date: new Date(date).toUTCString() } },
  )

const happenedAtOf = (call: unknown[] | undefined) =>
  (JSON.parse((call?.[1] as RequestInit).body as string) as typeof BODY).happenedAt

it('sets a moment back by as much as the clock of this device is ahead, and sends it', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-23T09:10:00Z'))
  const fetch = server(() => Promise.resolve(Response.json(RECEIPT, { status: 201 })))
  fetch.mockImplementationOnce(() => Promise.resolve(inFuture('2026-11-23T07:10:00Z')))
  const outbox = open()
  await outbox.add({ ...BODY, happenedAt: '2026-11-23T10:00:00+01:00' })
  await vi.waitFor(() => expect(outbox.entries()).toMatchObject([{ state: 'sent' }]))
  expect(Date.parse(happenedAtOf(fetch.mock.calls[1]))).toBe(Date.parse('2026-11-23T07:00:00Z'))
  expect(keyOf(fetch.mock.calls[1])).toBe(keyOf(fetch.mock.calls[0]))
})

it('asks the patient where the clock was put right since', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-23T07:10:00Z'))
  const fetch = server(() => Promise.resolve(inFuture('2026-11-23T07:10:00Z')))
  const outbox = open()
  await outbox.add({ ...BODY, happenedAt: '2026-11-24T10:00:00+01:00' })
  await vi.waitFor(() => expect(outbox.entries()).toMatchObject([{ state: 'refused', wrongTime: true }]))
  expect(fetch).toHaveBeenCalledTimes(1)
})

it('changes no moment for a refusal that is about something else', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-23T09:10:00Z'))
  const fetch = server(() =>
    Promise.resolve(new Response(null, { status: 404, headers: { Date: new Date('2026-11-23T07:10:00Z').toUTCString() } })),
  )
  const outbox = open()
  await outbox.add({ ...BODY, happenedAt: '2026-11-23T10:00:00+01:00' })
  await vi.waitFor(() => expect(outbox.entries()).toMatchObject([{ state: 'refused' }]))
  expect(fetch).toHaveBeenCalledTimes(1)
})

it('asks the patient where the clock does not explain the refusal', async () => {
  const fetch = server(() => Promise.resolve(inFuture('2026-11-23T07:10:00Z')))
  const outbox = open()
  await outbox.add(BODY)
  await vi.waitFor(() => expect(outbox.entries()).toMatchObject([{ state: 'refused', detail: 'must not be in the future' }]))
  expect(fetch).toHaveBeenCalledTimes(1)
})

it('sends what was corrected with another key and keeps the refused one no longer', async () => {
  const fetch = server(() => Promise.resolve(Response.json(RECEIPT, { status: 201 })))
  fetch.mockImplementationOnce(() => Promise.resolve(Response.json({ detail: 'The text is too long.' }, { status: 400 })))
  const outbox = open()
  const refused = await outbox.add(BODY)
  await vi.waitFor(() => expect(outbox.entries()).toMatchObject([{ state: 'refused' }]))
  await outbox.correct(refused, { ...BODY, text: 'Shorter' })
  await vi.waitFor(() => expect(outbox.entries()).toMatchObject([{ state: 'sent', body: { text: 'Shorter' } }]))
  expect(keyOf(fetch.mock.calls[1])).not.toBe(refused.key)
  expect(await outbox.correct(refused, { ...BODY, text: 'From another tab' })).toBe(false)
  expect(outbox.entries()).toHaveLength(1)
})

it('opens the database again where the browser has closed it', async () => {
  server(() => Promise.reject(new TypeError('offline')))
  const outbox = open()
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('The database connection is closing.', 'InvalidStateError')
  })
  const kept = await outbox.add(BODY)
  expect(put).toHaveBeenCalledTimes(2)
  expect(outbox.entries()).toMatchObject([{ key: kept.key, state: 'saved' }])
})

it('places what was taken just as the page went away', async () => {
  server(() => Promise.resolve(Response.json(RECEIPT, { status: 201 })))
  const first = open()
  const kept = await first.add(BODY)
  await vi.waitFor(() => expect(first.entries()).toMatchObject([{ state: 'sent' }]))
  first.stop()
  const placed = vi.fn()
  open(placed)
  await vi.waitFor(() => expect(placed).toHaveBeenCalledWith(expect.objectContaining({ key: kept.key }), RECEIPT))
})
