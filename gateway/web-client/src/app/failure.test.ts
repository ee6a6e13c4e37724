import { renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Problem, Unreachable } from '../api/client'
import { useFailure, useReadFailure, useRefusedTime } from './failure'
import { startTranslation, type Language } from './i18n'

const problem = (status: number, slug: string, detail = 'repeat your change with the new ETag') =>
  new Problem(status, slug, detail, [], {})

async function told(error: Error, { language = 'en', use = useFailure }: { language?: Language; use?: typeof useFailure } = {}) {
  await startTranslation(language)
  return renderHook(() => use()).result.current(error)
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('what was done', () => {
  it('is not sent without a network', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    expect(await told(new Unreachable())).toEqual({ kind: 'offline', text: expect.stringMatching(/^There is no network right now\. This was not sent/) })
  })

  it.each([new Unreachable(), problem(502, '', ''), problem(503, 'unavailable'), problem(500, 'internal-error')])(
    'may have gone through where no answer came: %s',
    async (error) => {
      expect((await told(error)).text).toMatch(/We do not know yet whether this went through/)
    },
  )

  it.each(['en', 'de', 'ar'] as const)('is refused in words for people, in %s', async (language) => {
    const { text } = await told(problem(412, 'stale-version'), { language })
    expect(text).not.toMatch(/ETag/)
    expect(text.length).toBeGreaterThan(20)
  })

  it.each(['de', 'ar'] as const)('is never refused in English in %s', async (language) => {
    expect((await told(problem(409, 'new-in-the-next-version'), { language })).text).not.toMatch(/repeat/)
    expect((await told(problem(409, 'being-changed'), { language })).text).not.toMatch(/repeat/)
  })

  it('is refused in the words of the service where nothing better is known', async () => {
    expect((await told(problem(409, 'new-in-the-next-version', 'Ask at the desk.'))).text).toBe('Ask at the desk.')
  })
})

it('says what is missing where a service cannot be asked', async () => {
  const away = problem(503, 'unavailable', 'Your diary cannot be reached right now.')
  expect(await told(away, { use: useReadFailure })).toEqual({ kind: 'error', text: 'Your diary cannot be reached right now.' })
})

it.each([
  ['en', 'Somebody else has this time.'],
  ['de', 'Diese Zeit ist schon vergeben.'],
] as const)('says in %s why a time cannot be had', async (language, text) => {
  await startTranslation(language)
  const refused = renderHook(() => useRefusedTime()).result.current
  expect(refused({ reasons: [{ code: 'taken', message: 'Somebody else has this time.' }] })).toEqual([text])
  expect(refused({ reasons: [{ code: 'new', message: 'It rains.' }] })).toEqual([
    language === 'en' ? 'It rains.' : 'Diese Zeit ist nicht zu haben.',
  ])
})
