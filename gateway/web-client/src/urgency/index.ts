import ruleFile from '../../../../ai-summary-service/src/main/resources/urgency/rules.json'
import { UrgencyRules, type PatientFacts, type RatedEntry, type Urgency } from './rules'

export type { FiredRule, Level, PatientFacts, RatedEntry, RatedSymptom } from './rules'
export type AssessedEntry = RatedEntry
export type LocalAssessment = Urgency

let rules: UrgencyRules | undefined

function loaded(): UrgencyRules {
  rules ??= new UrgencyRules(ruleFile)
  return rules
}

/**
 * The urgency of an entry by the shared rules, on this device and without a network.
 * History is the patient's other entries without withdrawn ones.
 */
export function assess(entry: AssessedEntry, history: RatedEntry[] = [], facts: PatientFacts = {}): LocalAssessment {
  return loaded().assess(entry, history, facts)
}

/** The public guidance that a rule rests on. */
export function sourceOf(ruleId: string): { title: string; url: string } | undefined {
  return loaded().sourceOf(ruleId)
}
