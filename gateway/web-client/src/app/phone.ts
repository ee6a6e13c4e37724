/** The address that calls a number, however the number is written. */
export const callAddress = (number: string): string => `tel:${number.replaceAll(/[^+\d]/g, '')}`
