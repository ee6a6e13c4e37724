import { describe, expect, it } from 'vitest'

const files = import.meta.glob<Record<string, unknown>>('./*/*.json', { eager: true, import: 'default' })
const LANGUAGES = ['en', 'de', 'ar']
const NAMESPACES = ['common', 'patient', 'doctor']
const PLURAL = /_(zero|one|two|few|many|other)$/

function leaves(value: unknown, path = ''): [string, string][] {
  return typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value as Record<string, unknown>).flatMap(([name, inner]) =>
        leaves(inner, path === '' ? name : `${path}.${name}`),
      )
}

const texts = (language: string, namespace: string) => new Map(leaves(files[`./${language}/${namespace}.json`]))
const keys = (language: string, namespace: string) =>
  [...new Set([...texts(language, namespace).keys()].map((key) => key.replace(PLURAL, '')))].sort()
/** The services' own sentences, which are English: other languages have their own in their place. */
const OF_SERVICES = /^(problem|refusal)\..*/
const names = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).sort()

describe.each(NAMESPACES)('the words of %s', (namespace) => {
  it.each(LANGUAGES)('are all there in %s', (language) => {
    expect(keys(language, namespace)).toEqual(keys('en', namespace))
  })

  it.each(LANGUAGES)('take the same values in %s', (language) => {
    const english = texts('en', namespace)
    texts(language, namespace).forEach((text, key) => {
      if (!PLURAL.test(key) && !OF_SERVICES.test(key)) {
        expect([key, names(text)]).toEqual([key, names(english.get(key) ?? '')])
      }
    })
  })

  it.each(LANGUAGES)('have every plural form of %s', (language) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    const present = texts(language, namespace)
    const counted = [...present.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, ''))
    counted.forEach((key) => forms.forEach((form) => expect(present.has(`${key}_${form}`), `${key}_${form}`).toBe(true)))
  })
})
