/**
 * The address that calls a number, however the number is written. In an international number
 * the trunk zero in brackets is for calls from within the country only, and would lead elsewhere.
 */
export function callAddress(number: string): string {
  const international = /^\s*(\+|00)/.test(number)
  const dialled = international ? number.replace(/\(\s*0\s*\)/, '') : number
  return `tel:${dialled.replaceAll(/[^+\d]/g, '')}`
}
