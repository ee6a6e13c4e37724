import { beforeEach, expect, it, vi } from 'vitest'
import type { Session } from '../api/types'

const ANA = { authenticated: true, id: 'a1', username: 'ana', name: 'Ana', roles: ['patient'], expiresAt: null }
const TOM = { ...ANA, id: 't1', username: 'tom', name: 'Tom' }
const NOBODY = { authenticated: false, id: null, username: null, name: null, roles: [], expiresAt: null }

let answers: unknown[]
const lost = vi.fn()

beforeEach(() => {
  localStorage.clear()
  lost.mockClear()
  vi.resetModules()
  vi.spyOn(globalThis, 'fetch').mockImplementation(() => {
    const next = answers.shift()
    return next === undefined ? Promise.reject(new TypeError('away')) : Promise.resolve(Response.json(next))
  })
})

/** Each page has a module of its own. */
async function openPage(): Promise<() => Promise<Session>> {
  const { onSessionLost } = await import('../api/client')
  onSessionLost(lost)
  return (await import('./session')).readSession
}

it('keeps a page to its reader when the session ends and when somebody else signs in', async () => {
  const read = await openPage()
  answers = [ANA, NOBODY, TOM, ANA]
  expect(await read()).toEqual(ANA)
  expect(lost).not.toHaveBeenCalled()
  expect(await read()).toEqual(ANA)
  expect(lost).toHaveBeenLastCalledWith('ended')
  expect(await read()).toEqual(ANA)
  expect(lost).toHaveBeenLastCalledWith('other-reader')
  expect(await read()).toEqual(ANA)
  expect(lost).toHaveBeenCalledTimes(2)
})

it('lets whoever signs in later have a page that was opened by nobody', async () => {
  const read = await openPage()
  answers = [NOBODY, TOM]
  expect(await read()).toEqual(NOBODY)
  expect(await read()).toEqual(TOM)
  expect(lost).not.toHaveBeenCalled()
})

it('knows its reader without a network', async () => {
  answers = [ANA]
  await (await openPage())()
  vi.resetModules()
  answers = []
  const read = await openPage()
  expect(await read()).toEqual(ANA)
  answers = [TOM]
  expect(await read()).toEqual(ANA)
  expect(lost).toHaveBeenCalledExactlyOnceWith('other-reader')
})
