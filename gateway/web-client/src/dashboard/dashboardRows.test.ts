import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import type { DashboardRow } from '../api/types'
import { applyToDashboard, DASHBOARD, showSeen, whoFirst } from './dashboardRows'

function row(patientId: string, urgency: DashboardRow['urgency'], waitingSince: string | null): DashboardRow {
  return {
    patientId,
    name: patientId,
    age: 40,
    sex: 'female',
    urgency,
    assessed: true,
    waitingSince,
    targetMinutes: 240,
    waitingEntries: 1,
    unreadEntries: 1,
    reasons: [],
    headline: null,
    uncovered: [],
    lastEntryAt: waitingSince,
    seenBy: null,
    nextAppointment: null,
    summaryVersion: null,
  }
}

const order = (client: QueryClient) => client.getQueryData<DashboardRow[]>(DASHBOARD)?.map((item) => item.patientId)

it('orders by urgency, then by who waits longest, and puts the quiet ones last', () => {
  const rows = [
    row('quiet', null, null),
    row('later', 'same-day', '2026-11-23T09:00:00Z'),
    row('earlier', 'same-day', '2026-11-23T08:00:00Z'),
    row('emergency', 'emergency', '2026-11-23T10:00:00Z'),
  ]
  expect(rows.sort(whoFirst).map((item) => item.patientId)).toEqual(['emergency', 'earlier', 'later', 'quiet'])
})

it('moves a row when the stream says so, and drops one that is gone', () => {
  const client = new QueryClient()
  const items = [row('one', 'soon', '2026-11-23T08:00:00Z'), row('two', 'routine', '2026-11-23T08:00:00Z')].map(
    (item) => ({ type: 'dashboard', key: item.patientId, row: item }),
  )
  applyToDashboard(client, { kind: 'snapshot', items })
  expect(order(client)).toEqual(['one', 'two'])
  const raised = { type: 'dashboard', key: 'two', row: row('two', 'emergency', '2026-11-23T09:00:00Z') }
  applyToDashboard(client, { kind: 'row', item: raised })
  expect(order(client)).toEqual(['two', 'one'])
  applyToDashboard(client, { kind: 'row', item: { type: 'dashboard', key: 'two', row: null } })
  expect(order(client)).toEqual(['one'])
})

describe('what was seen', () => {
  const ONE = { entryId: 'e1', version: 1 }
  const TWO = { entryId: 'e2', version: 1 }

  function shown(seen: DashboardRow['uncovered'], more: Partial<DashboardRow>) {
    const client = new QueryClient()
    const known = [row('others', 'soon', '2026-11-23T08:00:00Z'), { ...row('one', 'emergency', '2026-11-23T08:00:00Z'), ...more }]
    client.setQueryData<DashboardRow[]>(DASHBOARD, known)
    showSeen(client, 'one', seen)
    return client.getQueryData<DashboardRow[]>(DASHBOARD)?.find((item) => item.patientId === 'one')
  }

  it('waits no more', () => {
    expect(shown([ONE, TWO], { uncovered: [TWO, ONE], waitingEntries: 2 })).toMatchObject({ urgency: null, uncovered: [] })
  })

  it.each([
    ['was changed since', [{ entryId: 'e1', version: 2 }], 1],
    ['is another one', [TWO], 1],
    ['is more than was seen', [ONE, TWO], 2],
    ['is more than the row tells', [ONE], 2],
  ])('leaves the row where what waits %s', (_, uncovered, waitingEntries) => {
    expect(shown([ONE], { uncovered, waitingEntries })).toMatchObject({ urgency: 'emergency', uncovered })
  })

  it('makes no row of a patient whose row is gone', () => {
    const client = new QueryClient()
    client.setQueryData<DashboardRow[]>(DASHBOARD, [])
    showSeen(client, 'one', [ONE])
    expect(order(client)).toEqual([])
  })
})
