import { expect, it } from 'vitest'
import type { Opening } from '../api/types'
import { byStart, minutesOf } from './openings'

const opening = (hour: number, visitType: Opening['visitType']): Opening => ({
  start: `2026-11-24T0${hour}:00:00Z`,
  end: `2026-11-24T0${hour}:20:00Z`,
  visitType,
  zone: 'Europe/Lisbon',
})

it('gathers the ways to meet at one time', () => {
  const nine = [opening(9, 'in-person'), opening(9, 'phone')]
  const openings = [opening(8, 'online'), ...nine, opening(7, 'online')]
  expect(byStart(openings, 2)).toEqual([[openings[0]], nine])
})

it.each([
  ['PT8H', 480],
  ['PT72H', 4320],
  ['P14D', 20_160],
  ['P1DT1H30M', 1530],
])('reads %s', (duration, minutes) => expect(minutesOf(duration)).toBe(minutes))

it('reads nothing from what is no duration', () => expect(minutesOf('soon')).toBeNaN())
