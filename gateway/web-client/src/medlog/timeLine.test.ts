import { expect, it } from 'vitest'
import type { Consultation, MedLogItem, Page } from '../api/types'
import { timeLine } from './timeLine'

const item = (id: string, at: string, type: MedLogItem['type'] = 'entry') =>
  ({ id, at, type, entry: null, consultation: null, appointment: null }) as MedLogItem
const page = (items: MedLogItem[], nextCursor: string | null = null): Page<MedLogItem> => ({ items, nextCursor })
const consultation = (id: string, happenedAt: string) => ({ id, happenedAt, privateNotes: 'mine' }) as Consultation

it('is empty before anything is known', () => {
  expect(timeLine([], [])).toEqual([])
})

it('adds what was only just recorded, in its place', () => {
  const line = timeLine(
    [page([item('new', '2026-11-23T10:00:00+01:00'), item('old', '2026-11-20T10:00:00Z')])],
    [consultation('between', '2026-11-23T08:59:00Z')],
  )
  expect(line.map(({ id }) => id)).toEqual(['new', 'between', 'old'])
  expect(line[1]?.known?.privateNotes).toBe('mine')
})

it('shows a consultation once, with what its author noted', () => {
  const at = '2026-11-23T09:00:00Z'
  const line = timeLine([page([item('one', at, 'consultation')])], [consultation('one', at)])
  expect(line).toHaveLength(1)
  expect(line[0]?.known?.privateNotes).toBe('mine')
})

it('leaves what is further down than the pages read so far to those pages', () => {
  const pages = [page([item('new', '2026-11-23T10:00:00Z')], 'more')]
  const older = [consultation('older', '2026-11-01T10:00:00Z')]
  expect(timeLine(pages, older).map(({ id }) => id)).toEqual(['new'])
  expect(timeLine([page(pages[0]?.items ?? [])], older).map(({ id }) => id)).toEqual(['new', 'older'])
})
