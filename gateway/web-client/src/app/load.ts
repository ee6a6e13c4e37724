import { lazy, type ComponentType } from 'react'

const TRIES_ON_A_NETWORK = 3
const PAUSE_MS = 2_000
const SOON_MS = 5_000

interface Module<P> {
  default: ComponentType<P>
}

const pages: (() => Promise<unknown>)[] = []

function nextChance(): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer)
      removeEventListener('online', go)
      resolve()
    }
    const timer = setTimeout(go, PAUSE_MS)
    addEventListener('online', go)
  })
}

/**
 * Waits for a network where there is none: whoever goes to a page that is not here yet stays where they are until it
 * is. Where there is a network, what cannot be had after some tries belongs to another release.
 */
export async function patiently<T>(load: () => Promise<T>): Promise<T> {
  let left = TRIES_ON_A_NETWORK
  for (;;) {
    try {
      return await load()
    } catch (error) {
      left -= navigator.onLine ? 1 : 0
      if (left === 0) {
        throw error
      }
      await nextChance()
    }
  }
}

/** A page that is fetched when somebody goes there. */
export function page<P = object>(load: () => Promise<Module<P>>) {
  return lazy(() => patiently(load))
}

/** A page of the patient's, which is here soon after the first one, so that it works without a network. */
export function patientPage<P = object>(load: () => Promise<Module<P>>) {
  pages.push(load)
  return page(load)
}

/** Fetches the patient's pages once there is nothing else to do; returns what calls it off. */
export function fetchPatientPages(): () => void {
  const timer = setTimeout(() => {
    for (const load of pages) {
      void load().catch(() => undefined)
    }
  }, SOON_MS)
  return () => clearTimeout(timer)
}
