import type { Consultation, MedLogItem, Page } from '../api/types'

export interface TimeLineItem extends MedLogItem {
  /** The consultation as its author's service has it; null where that is not known here. */
  known: Consultation | null
}

const time = (at: string) => new Date(at).getTime()

const newestFirst = (one: TimeLineItem, other: TimeLineItem) =>
  time(other.at) - time(one.at) || (one.id < other.id ? 1 : -1)

/**
 * One time line of what the med log has and of consultations that have only just been
 * recorded: those that are not further down than the pages read so far.
 */
export function timeLine(pages: Page<MedLogItem>[], consultations: Consultation[]): TimeLineItem[] {
  const items = pages.flatMap((page) => page.items)
  const byId = new Map(consultations.map((consultation) => [consultation.id, consultation]))
  const present = new Set(items.map((item) => item.id))
  const last = items.at(-1)
  const whole = pages.at(-1)?.nextCursor === null
  const line: TimeLineItem[] = items.map((item) => ({ ...item, known: byId.get(item.id) ?? null }))
  for (const known of consultations) {
    if (!present.has(known.id) && (whole || (last !== undefined && time(known.happenedAt) >= time(last.at)))) {
      line.push({ type: 'consultation', id: known.id, at: known.happenedAt, entry: null, consultation: known, appointment: null, known })
    }
  }
  return line.sort(newestFirst)
}
