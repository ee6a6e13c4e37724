interface Telling {
  reader: string
  text: string
}

/** The words that somebody takes along to another page; they stay in the tab's history. */
export function telling(reader: string, text: string): Telling {
  return { reader, text }
}

/** The words that this reader has taken along; none where somebody else did, in the same tab. */
export function toldTo(reader: string, state: unknown): string {
  const told = state as Partial<Telling> | null
  return told?.reader === reader ? (told.text ?? '') : ''
}
