import { useMutation } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { request } from '../api/client'
import type { DashboardRow } from '../api/types'
import { useVisible } from '../app/useVisible'
import { isTimeLineHidden } from './timeLineHidden'

/**
 * Marks what is open in front of the doctor as read, for this doctor only; it goes on
 * waiting until it is acknowledged. Where that fails it stays unread, and is tried again
 * with whatever comes next.
 *
 * @param acting whether a phone shows what there is to do in place of the time line
 */
export function useOpened(patientId: string, row: DashboardRow | undefined, acting: boolean): void {
  const visible = useVisible()
  const { mutate } = useMutation({
    mutationFn: (opened: DashboardRow['uncovered']) =>
      request('PUT', `/api/doctor/patients/${patientId}/read-marks`, { body: { opened } }),
    retry: 3,
  })
  const open = useEffectEvent(() => {
    if (row !== undefined && row.uncovered.length > 0) {
      mutate(row.uncovered)
    }
  })
  const unread = (row?.unreadEntries ?? 0) > 0
  const shown = row?.uncovered.map((entry) => `${entry.entryId}.${entry.version}`).join() ?? ''
  useEffect(() => {
    if (visible && unread && !isTimeLineHidden(acting)) {
      open()
    }
  }, [visible, unread, shown, acting])
}
