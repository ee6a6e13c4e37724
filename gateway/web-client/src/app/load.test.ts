import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fetchPatientPages, patientPage, patiently } from './load'

let online: boolean

beforeEach(() => {
  vi.useFakeTimers()
  online = true
  vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => online)
})

afterEach(() => {
  vi.useRealTimers()
})

it('waits for a network, however long', async () => {
  online = false
  const load = vi.fn(() => Promise.reject(new Error('offline')) as Promise<string>)
  const loaded = patiently(load)
  await vi.advanceTimersByTimeAsync(60_000)
  load.mockImplementation(() => Promise.resolve('a page'))
  online = true
  dispatchEvent(new Event('online'))
  await expect(loaded).resolves.toBe('a page')
})

it('bears a moment without an answer', async () => {
  const load = vi.fn(() => Promise.reject(new Error('lost')) as Promise<string>)
  load.mockImplementationOnce(() => Promise.reject(new Error('lost'))).mockImplementation(() => Promise.resolve('a page'))
  const loaded = patiently(load)
  await vi.advanceTimersByTimeAsync(2_000)
  await expect(loaded).resolves.toBe('a page')
})

it('gives up what is not there on a network', async () => {
  const loaded = patiently(() => Promise.reject(new Error('of another release')))
  const outcome = expect(loaded).rejects.toThrow('of another release')
  await vi.advanceTimersByTimeAsync(10_000)
  await outcome
})

it('fetches the pages of a patient a moment after the first one', async () => {
  const load = vi.fn(() => Promise.resolve({ default: () => null }))
  patientPage(load)
  const callOff = fetchPatientPages()
  await vi.advanceTimersByTimeAsync(4_000)
  expect(load).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(load).toHaveBeenCalledOnce()
  callOff()
})
