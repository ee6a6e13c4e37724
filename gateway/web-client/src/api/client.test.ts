import { beforeEach, expect, it, vi } from 'vitest'
import { onSessionLost, Problem, query, request, setPageReader, Unreachable } from './client'

beforeEach(() => {
  document.cookie = 'XSRF-TOKEN=a%2Fb'
})

it('sends the token, the key and the version with a write', async () => {
  const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json({ ok: true }, { headers: { ETag: '"8"' } }))
  const answer = await request('PUT', '/api/patient/profile', { body: { a: 1 }, idempotencyKey: 'k', ifMatch: 7 })
  const headers = new Headers(fetch.mock.calls[0]?.[1]?.headers)
  expect(headers.get('X-XSRF-TOKEN')).toBe('a/b')
  expect(headers.get('Idempotency-Key')).toBe('k')
  expect(headers.get('If-Match')).toBe('"7"')
  expect(answer).toEqual({ body: { ok: true }, version: 8 })
})

it('turns a refusal into its problem', async () => {
  const body = { type: 'urn:medlinks:problem:stale-version', detail: 'It was changed.' }
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json(body, { status: 412 }))
  const refusal = await request('PUT', '/api/patient/profile').catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(Problem)
  expect(refusal).toMatchObject({ status: 412, slug: 'stale-version', detail: 'It was changed.' })
})

it('tells a lost network from a refusal', async () => {
  vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('failed'))
  await expect(request('GET', '/api/patient/profile')).rejects.toBeInstanceOf(Unreachable)
})

it('reports that the session is over', async () => {
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('', { status: 401 }))
  const lost = vi.fn()
  const stop = onSessionLost(lost)
  await request('GET', '/api/patient/profile').catch(() => undefined)
  stop()
  expect(lost).toHaveBeenCalledExactlyOnceWith('ended')
})

it('says whose page asks, and reports that somebody else is signed in', async () => {
  const fetch = vi
    .spyOn(globalThis, 'fetch')
    .mockResolvedValue(Response.json({ type: 'urn:medlinks:problem:other-reader' }, { status: 401 }))
  const lost = vi.fn()
  const stop = onSessionLost(lost)
  setPageReader('a1')
  await request('GET', '/api/patient/profile').catch(() => undefined)
  setPageReader(null)
  stop()
  expect(new Headers(fetch.mock.calls[0]?.[1]?.headers).get('X-MedLinks-Reader')).toBe('a1')
  expect(lost).toHaveBeenCalledExactlyOnceWith('other-reader')
})

it('leaves empty parameters out', () => {
  expect(query({ cursor: null, q: '', limit: 20 })).toBe('?limit=20')
})
