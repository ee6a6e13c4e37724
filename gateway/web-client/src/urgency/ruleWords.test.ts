import { renderHook } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import ruleFile from '../../../../ai-summary-service/src/main/resources/urgency/rules.json'
import { LANGUAGES, startTranslation } from '../app/i18n'
import { useRuleWords } from './useRuleWords'

const files = import.meta.glob<{ rule: Record<string, unknown> }>('../locales/*/common.json', { eager: true, import: 'default' })

describe.each(LANGUAGES)('the urgency rules in $name', ({ code }) => {
  it('have words for each rule, and no others', () => {
    const words = files[`../locales/${code}/common.json`]!
    expect(Object.keys(words.rule)).toEqual(ruleFile.rules.map(({ id }) => id))
  })

  it('are told in it', async () => {
    await startTranslation(code)
    const { titleOf, adviceOf } = renderHook(() => useRuleWords()).result.current
    for (const { id, title, advice } of ruleFile.rules) {
      const told = [titleOf(id, title), adviceOf(id, advice)]
      if (code === 'en') {
        expect(told).toEqual([title, advice])
      } else {
        expect([title, advice]).not.toEqual(expect.arrayContaining(told))
      }
    }
  })

  it('are told as the service says where one is newer', async () => {
    await startTranslation(code)
    const { titleOf, adviceOf } = renderHook(() => useRuleWords()).result.current
    expect([titleOf('newer', 'Newer'), adviceOf('newer', 'Do this.'), adviceOf('newer')]).toEqual(['Newer', 'Do this.', ''])
  })
})
