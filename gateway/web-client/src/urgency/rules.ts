import { Language, type LanguageWords } from './language'
import { matchAt, parsePhrase, type Phrase } from './phrase'
import { wordsOf } from './words'

export type Level = 'emergency' | 'same-day' | 'soon' | 'routine' | 'self-care'

export interface RatedSymptom {
  code: string
  /** 0 (absent) to 10, or null where none was given. */
  severity: number | null
}

export interface RatedEntry {
  text: string
  symptoms: RatedSymptom[]
  /** RFC 3339; without it nothing is compared with earlier entries. */
  happenedAt?: string
}

export interface PatientFacts {
  ageMonths?: number | null
  sex?: string | null
  pregnant?: 'yes' | 'no' | null
}

export interface FiredRule {
  id: string
  title: string
  /** The guidance that the rule rests on. */
  source: string
  /** What to do now, in plain words. */
  advice: string
}

export interface Urgency {
  level: Level
  rules: FiredRule[]
}

export interface Condition {
  all?: Condition[]
  any?: Condition[]
  none?: Condition[]
  symptom?: string
  min?: number
  max?: number
  only?: string[]
  phrase?: string
  is?: string | string[]
  fact?: string
  atMost?: number
  worsening?: { rise: number; withinHours: number }
  lasting?: { symptom: string; hours: number; withinHours: number }
}

interface Shown {
  id: string
  title: string
  advice: string
  source: { title: string; url: string }
  when: Condition
}

export interface RuleFile {
  ruleset: string
  levels: string[]
  fallback: string
  language: LanguageWords
  phrases: Record<string, Record<string, string[]>>
  concepts: Record<string, Condition>
  rules: (Shown & { level: string })[]
  raises: (Shown & { by: number; ceiling: string })[]
}

const HOUR = 3_600_000

/** The rule file's interpreter; the service's does the same, and both pass the same cases. */
export class UrgencyRules {
  private readonly language: Language
  private readonly phrases: Map<string, Phrase[]>

  constructor(private readonly file: RuleFile) {
    this.language = new Language(file.language)
    this.phrases = new Map(
      Object.entries(file.phrases).map(([group, tongues]) => [group, Object.values(tongues).flat().map(parsePhrase)]),
    )
  }

  get ruleset(): string {
    return this.file.ruleset
  }

  sourceOf(ruleId: string): { title: string; url: string } | undefined {
    return [...this.file.rules, ...this.file.raises].find((rule) => rule.id === ruleId)?.source
  }

  assess(entry: RatedEntry, history: RatedEntry[], facts: PatientFacts): Urgency {
    const words = wordsOf(entry.text)
    const denied = this.language.deniedStarts(words)
    const said = new Map<string, boolean>()

    const says = (group: string): boolean => {
      let known = said.get(group)
      if (known === undefined) {
        known = this.find(this.phrases.get(group) ?? missing('phrase group', group), words, denied)
        said.set(group, known)
      }
      return known
    }
    const holds = (condition: Condition): boolean =>
      (condition.all ?? []).every(holds) &&
      (condition.any === undefined || condition.any.some(holds)) &&
      !(condition.none ?? []).some(holds) &&
      (condition.phrase === undefined || says(condition.phrase)) &&
      (typeof condition.is !== 'string' || holds(this.file.concepts[condition.is] ?? missing('concept', condition.is))) &&
      (condition.symptom === undefined || isReported(condition, condition.symptom, entry.symptoms)) &&
      (condition.only === undefined || isOnly(condition.only, condition.max ?? 0, entry.symptoms)) &&
      (condition.fact === undefined || isFact(condition, facts)) &&
      (condition.worsening === undefined || isWorse(condition.worsening, entry, history)) &&
      (condition.lasting === undefined || isLasting(condition.lasting, entry, history))

    const fired = this.file.rules.filter((rule) => holds(rule.when))
    const level = this.file.levels.find((candidate) => fired.some((rule) => rule.level === candidate)) ?? this.file.fallback
    const rules = fired.filter((rule) => rule.level === level).map(shown)
    let place = this.file.levels.indexOf(level)
    for (const raise of this.file.raises) {
      if (level !== 'emergency' && holds(raise.when)) {
        place = Math.min(place, Math.max(place - raise.by, this.file.levels.indexOf(raise.ceiling)))
        rules.push(shown(raise))
      }
    }
    return { level: this.file.levels[place] as Level, rules }
  }

  private find(phrases: Phrase[], words: string[], denied: Set<number>): boolean {
    return phrases.some((phrase) =>
      words.some((_, start) => {
        const end = matchAt(phrase, words, start, this.language)
        return (
          end >= 0 &&
          (!denied.has(start) || this.language.isCompared(words, end)) &&
          !this.language.isTakenBack(words, end)
        )
      }),
    )
  }
}

function shown(rule: Shown): FiredRule {
  return { id: rule.id, title: rule.title, source: rule.source.title, advice: rule.advice }
}

function missing(what: string, name: string): never {
  throw new Error(`No such ${what}: ${name}`)
}

function isPresent(symptom: RatedSymptom): boolean {
  return symptom.severity === null || symptom.severity > 0
}

function isReported(condition: Condition, code: string, symptoms: RatedSymptom[]): boolean {
  const { min, max } = condition
  return symptoms.some(
    (symptom) =>
      isPresent(symptom) &&
      (code === '*' || code === symptom.code) &&
      (min === undefined || (symptom.severity !== null && symptom.severity >= min)) &&
      (max === undefined || (symptom.severity !== null && symptom.severity <= max)),
  )
}

function isOnly(codes: string[], max: number, symptoms: RatedSymptom[]): boolean {
  return (
    symptoms.length > 0 &&
    symptoms.every((symptom) => codes.includes(symptom.code) && symptom.severity !== null && symptom.severity <= max)
  )
}

function isFact(condition: Condition, facts: PatientFacts): boolean {
  const known = facts[condition.fact as keyof PatientFacts]
  if (known === undefined || known === null) {
    return false
  }
  return typeof known === 'number'
    ? condition.atMost !== undefined && known <= condition.atMost
    : Array.isArray(condition.is) && condition.is.includes(known)
}

function earlier(entry: RatedEntry, history: RatedEntry[], hours: number, withinHours: number): RatedSymptom[] {
  if (entry.happenedAt === undefined) {
    return []
  }
  const now = Date.parse(entry.happenedAt)
  return history
    .filter(({ happenedAt }) => {
      const before = happenedAt === undefined ? NaN : Date.parse(happenedAt)
      return before >= now - withinHours * HOUR && before <= now - hours * HOUR
    })
    .flatMap((before) => before.symptoms)
}

function isWorse(worsening: { rise: number; withinHours: number }, entry: RatedEntry, history: RatedEntry[]): boolean {
  const before = earlier(entry, history, 0, worsening.withinHours)
  return entry.symptoms.some(
    ({ code, severity }) =>
      severity !== null &&
      before.some((old) => old.code === code && old.severity !== null && severity - old.severity >= worsening.rise),
  )
}

function isLasting(
  lasting: { symptom: string; hours: number; withinHours: number },
  entry: RatedEntry,
  history: RatedEntry[],
): boolean {
  const has = (symptoms: RatedSymptom[]) => symptoms.some((symptom) => symptom.code === lasting.symptom && isPresent(symptom))
  return has(entry.symptoms) && has(earlier(entry, history, lasting.hours, lasting.withinHours))
}
