const ARABIC_ZERO = '٠'.charCodeAt(0)

/** A number as people write it, with a point or a comma; null where there is none, undefined where it is something else. */
export function figureOf(text: string): number | null | undefined {
  const plain = text
    .trim()
    .replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - ARABIC_ZERO))
    .replace(/[,٫]/, '.')
  if (plain === '') {
    return null
  }
  return /^\d+(\.\d*)?$/.test(plain) ? Number(plain) : undefined
}

/** The number to send; what is none is not sent at all. */
export const figureToSend = (text: string): number | null => figureOf(text) ?? null
