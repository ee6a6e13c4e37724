import { expect, it } from 'vitest'
import { figureOf } from './figure'

it.each([
  ['180', 180],
  [' 63,5 ', 63.5],
  ['63.5', 63.5],
  ['63.', 63],
  ['١٧٠', 170],
  ['٦٣٫٥', 63.5],
])('reads %s', (text, figure) => expect(figureOf(text)).toBe(figure))

it('tells nothing from something that is no number', () => {
  expect(figureOf('  ')).toBeNull()
  for (const text of ['1m80', '180 cm', '-5', '1e3', 'Infinity', '1.7.0']) {
    expect(figureOf(text)).toBeUndefined()
  }
})
