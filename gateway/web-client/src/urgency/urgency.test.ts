import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { assess, sourceOf, type Level, type PatientFacts, type RatedEntry } from '.'

interface Case extends RatedEntry {
  name: string
  history?: RatedEntry[]
  facts?: PatientFacts
  level: Level
  rules?: string[]
  not?: string[]
}

const { cases } = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../../ai-summary-service/src/test/resources/urgency/cases.json'), 'utf8'),
) as { cases: Case[] }

describe('urgency rules', () => {
  it('have the cases that the service has', () => {
    expect(cases.length).toBeGreaterThanOrEqual(80)
  })

  it.each(cases)('$name', ({ level, rules, not, history, facts, ...entry }) => {
    const urgency = assess(entry, history, facts)
    const ids = urgency.rules.map((rule) => rule.id)
    expect({ level: urgency.level, ids }).toMatchObject({ level })
    if (rules?.length === 0) {
      expect(ids).toEqual([])
    }
    expect(ids).toEqual(expect.arrayContaining(rules ?? []))
    for (const id of not ?? []) {
      expect(ids).not.toContain(id)
    }
  })

  it('say what to do now, in words and with a source', () => {
    const urgency = assess({ text: 'chest pain into my left arm', symptoms: [] })
    expect(urgency.rules[0]?.advice).toContain('Call the emergency number')
    expect(sourceOf('chest-pain-emergency')?.url).toMatch(/^https:/)
  })
})
