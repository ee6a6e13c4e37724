import type { DashboardRow } from '../api/types'
import { useRuleWords } from '../urgency/useRuleWords'

/** Why somebody waits, in a few words: the first rule that says so, else how the newest entry begins. */
export function useReason({ reasons: [first], headline }: DashboardRow): string | null {
  const { titleOf } = useRuleWords()
  return first === undefined ? headline : titleOf(first.ruleId, first.title)
}
