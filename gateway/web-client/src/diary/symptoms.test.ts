import { expect, it } from 'vitest'
import catalogue from '../../../../infra/contracts/src/main/resources/catalogue/symptoms.json'
import words from '../locales/en/patient.json'
import { mentioned, SYMPTOM_CODES } from './symptoms'

it('knows the codes of the shared catalogue', () => {
  expect([...SYMPTOM_CODES].sort()).toEqual(catalogue.map((symptom) => symptom.code).sort())
})

it('offers the symptoms that the text names, whatever their case', () => {
  const word = (code: (typeof SYMPTOM_CODES)[number]) => words.symptoms[code]
  expect(mentioned('A HEADACHE and a bit of fever', word, 'en')).toEqual(['headache', 'fever'])
  expect(mentioned('', word, 'en')).toEqual([])
})
