import '@testing-library/jest-dom/vitest'
import 'fake-indexeddb/auto'
import { cleanup, configure } from '@testing-library/react'
import axe from 'axe-core'
import { afterEach, vi } from 'vitest'

/** What jsdom has no layout for, and what a part of a page cannot have. */
const NOT_HERE = ['color-contrast', 'region', 'landmark-one-main', 'page-has-heading-one', 'document-title', 'bypass']
const INSPECTION_MS = 60_000

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 20_000 })

Element.prototype.scrollIntoView ??= () => undefined
globalThis.matchMedia ??= (media) =>
  ({
    media,
    matches: false,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => true,
  }) satisfies MediaQueryList

/** What keeps people out of the page as a test leaves it. */
async function barriers(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    resultTypes: ['violations'],
    rules: Object.fromEntries(NOT_HERE.map((id) => [id, { enabled: false }])),
  })
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id} (${help}): ${html}`))
}

afterEach(async () => {
  vi.useRealTimers()
  try {
    const found = document.body.childElementCount === 0 ? [] : await barriers()
    if (found.length > 0) {
      throw new Error(`The page keeps people out:\n${found.join('\n')}`)
    }
  } finally {
    cleanup()
    sessionStorage.clear()
    localStorage.clear()
  }
}, INSPECTION_MS)
