import { useEffect, useState } from 'react'
import type { DashboardRow } from '../api/types'
import { isTimeLineHidden } from './timeLineHidden'
import { usePatientLog } from './usePatientLog'

type Versions = DashboardRow['uncovered']

/** Long enough to see that something new stands there. */
const AT_A_GLANCE_MS = 1_000

const keyOf = ({ entryId, version }: Versions[number]) => `${entryId}.${version}`

/**
 * Those of a patient's waiting entries that have stood in the time line for a moment. What comes just as a doctor
 * acknowledges or answers is not seen with the rest, nor what comes while the time line is hidden. Pages of the time
 * line are fetched until all that waits is there.
 *
 * @param acting whether a phone shows what there is to do in place of the time line
 */
export function useShownEntries(patientId: string, waiting: Versions, acting: boolean): Versions {
  const log = usePatientLog(patientId)
  const there = new Set(
    (log.data?.pages ?? []).flatMap((page) =>
      page.items.flatMap(({ entry }) => (entry === null ? [] : [keyOf({ entryId: entry.id, version: entry.version })])),
    ),
  )
  const known = log.data !== undefined
  const shown = waiting.map(keyOf).filter((key) => there.has(key))
  const [seen, setSeen] = useState<{ patientId: string; keys: string[] } | null>(null)
  const fresh = seen?.patientId !== patientId
  const now = shown.join()

  useEffect(() => {
    if (!known || (!fresh && isTimeLineHidden(acting))) {
      return
    }
    const timer = setTimeout(() => setSeen({ patientId, keys: now.split(',') }), fresh ? 0 : AT_A_GLANCE_MS)
    return () => clearTimeout(timer)
  }, [known, fresh, acting, patientId, now])

  const { hasNextPage, isFetching, fetchNextPage } = log
  const missing = known && shown.length < waiting.length
  useEffect(() => {
    if (missing && hasNextPage && !isFetching) {
      void fetchNextPage()
    }
  }, [missing, hasNextPage, isFetching, fetchNextPage])

  return fresh ? [] : waiting.filter((version) => there.has(keyOf(version)) && seen.keys.includes(keyOf(version)))
}
