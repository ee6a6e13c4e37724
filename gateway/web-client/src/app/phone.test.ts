import { expect, it } from 'vitest'
import { callAddress } from './phone'

it.each([
  ['+351 910 000 001', 'tel:+351910000001'],
  ['+49 (0)30 000 0002', 'tel:+49300000002'],
  ['0049 (0) 30/000-0002', 'tel:0049300000002'],
  ['(0)30 000 0002', 'tel:0300000002'],
  ['(030) 000 0002', 'tel:0300000002'],
])('calls %s', (written, address) => {
  expect(callAddress(written)).toBe(address)
})
