import type { Query, QueryClient } from '@tanstack/react-query'
import { useQuery } from '@tanstack/react-query'
import { get } from '../api/client'
import type { DashboardRow, Items } from '../api/types'
import { URGENCY_ORDER } from '../design/UrgencyMark'
import type { LiveChange } from '../live/LiveStream'

export const DASHBOARD = ['dashboard'] as const

function rank(row: DashboardRow): number {
  return row.urgency === null ? URGENCY_ORDER.length : URGENCY_ORDER.indexOf(row.urgency)
}

const time = (at: string | null) => (at === null ? Number.MAX_SAFE_INTEGER : new Date(at).getTime())

/** Who first: urgency class, then waiting time, then name so that equal rows stay put. */
export function whoFirst(one: DashboardRow, other: DashboardRow): number {
  return (
    rank(one) - rank(other) ||
    time(one.waitingSince) - time(other.waitingSince) ||
    one.name.localeCompare(other.name) ||
    one.patientId.localeCompare(other.patientId)
  )
}

export function useDashboard(enabled = true) {
  return useQuery({
    enabled,
    queryKey: DASHBOARD,
    queryFn: ({ signal }) =>
      get<Items<DashboardRow>>('/api/doctor/dashboard?limit=100', signal).then((page) => page.items.toSorted(whoFirst)),
    // The live stream keeps it fresh; asking is for the time before the first snapshot.
    staleTime: 60_000,
  })
}

/** Forgets what was read of a patient who is not on the list any more, and asks again for what is on the screen. */
function forgetPatient(client: QueryClient, patientId: string): void {
  const ofPatient = ({ queryKey }: Query) => queryKey[0] === 'doctor' && queryKey[2] === patientId
  client.removeQueries({ type: 'inactive', predicate: ofPatient })
  void client.invalidateQueries({ predicate: ofPatient })
}

/** Applies what the live stream says to the rows that the pages show. */
export function applyToDashboard(client: QueryClient, change: LiveChange): void {
  void client.cancelQueries({ queryKey: DASHBOARD })
  if (change.kind === 'snapshot') {
    const rows = change.items.filter((item) => item.type === 'dashboard').map((item) => item.row as DashboardRow)
    const here = new Set(rows.map((row) => row.patientId))
    client
      .getQueryData<DashboardRow[]>(DASHBOARD)
      ?.filter((known) => !here.has(known.patientId))
      .forEach((gone) => forgetPatient(client, gone.patientId))
    client.setQueryData<DashboardRow[]>(DASHBOARD, rows.toSorted(whoFirst))
    return
  }
  if (change.item.type !== 'dashboard') {
    return
  }
  const { key, row } = change.item
  if (row === null) {
    forgetPatient(client, key)
  }
  client.setQueryData<DashboardRow[]>(DASHBOARD, (rows) => {
    const others = (rows ?? []).filter((known) => known.patientId !== key)
    return row === null ? others : [...others, row as DashboardRow].sort(whoFirst)
  })
}

/**
 * Shows at once what the service has taken: a row of which nothing waits any more. Where anything waits
 * that was not seen, as it came meanwhile or was changed, the row stays as it is.
 */
export function showSeen(client: QueryClient, patientId: string, seen: DashboardRow['uncovered']): void {
  const row = client.getQueryData<DashboardRow[]>(DASHBOARD)?.find((known) => known.patientId === patientId)
  const nothingElse =
    row !== undefined &&
    row.uncovered.length === row.waitingEntries &&
    row.uncovered.every((waiting) => seen.some((one) => one.entryId === waiting.entryId && one.version === waiting.version))
  if (nothingElse) {
    applyToDashboard(client, {
      kind: 'row',
      item: {
        type: 'dashboard',
        key: patientId,
        row: { ...row, urgency: null, waitingSince: null, targetMinutes: null, waitingEntries: 0, unreadEntries: 0, reasons: [], uncovered: [] },
      },
    })
  }
}
