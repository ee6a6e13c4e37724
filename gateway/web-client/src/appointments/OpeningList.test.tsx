import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Opening } from '../api/types'
import { startTranslation } from '../app/i18n'
import { OpeningList } from './OpeningList'

const at = (start: string): Opening => ({
  start,
  end: start.replace(':00:00', ':20:00'),
  visitType: 'in-person',
  zone: 'Europe/Lisbon',
})

beforeEach(() => startTranslation('en'))

it('is one stop of Tab for each day, and arrows go from time to time', async () => {
  const choose = vi.fn()
  const openings = ['23T12', '23T13', '23T14', '24T12', '24T13'].map((hour) => at(`2126-11-${hour}:00:00Z`))
  render(<OpeningList openings={openings} chosen={null} onChoose={choose} />)
  const user = userEvent.setup()
  const [noon, one, , nextNoon] = screen.getAllByRole('button')
  await user.tab()
  expect(noon).toHaveFocus()
  await user.keyboard('{ArrowRight}')
  expect(one).toHaveFocus()
  await user.keyboard('{Enter}')
  expect(choose).toHaveBeenCalledExactlyOnceWith(openings[1])
  await user.tab()
  expect(nextNoon).toHaveFocus()
  await user.tab()
  expect(document.body).toHaveFocus()
  await user.tab({ shift: true })
  await user.tab({ shift: true })
  expect(one).toHaveFocus()
})
