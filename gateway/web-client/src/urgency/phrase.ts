import { isWord, normalized } from './words'
import type { Language } from './language'

/**
 * A phrase to look for: words in a row, each with alternatives (`a|b`), stems (`bleed*`,
 * `*schmerz*`) and number ranges (`#38..43`); `...` stands for up to three words of the
 * same clause. A whole word of six letters or more also matches with one slip of the pen.
 */
export interface Phrase {
  elements: { afterGap: boolean; alternatives: ((word: string) => boolean)[] }[]
}

const LONGEST_GAP = 3
const SHORTEST_MISSPELT = 6

export function parsePhrase(pattern: string): Phrase {
  const elements: Phrase['elements'] = []
  let gap = false
  for (const part of pattern.trim().split(/ +/u)) {
    if (part === '...') {
      gap = true
      continue
    }
    elements.push({ afterGap: gap, alternatives: part.split('|').map(alternative) })
    gap = false
  }
  if (gap || elements.length === 0) {
    throw new Error(`A phrase needs a word at its end: ${pattern}`)
  }
  return { elements }
}

/** The index behind the phrase's last word where it stands in the text at this word, or -1. */
export function matchAt(phrase: Phrase, words: string[], start: number, language: Language): number {
  return match(phrase, words, start, 0, language)
}

function match(phrase: Phrase, words: string[], position: number, index: number, language: Language): number {
  const element = phrase.elements[index]
  if (element === undefined) {
    return position
  }
  const most = element.afterGap ? LONGEST_GAP : 0
  for (let skipped = 0; skipped <= most; skipped++) {
    const at = position + skipped
    const word = words[at]
    if (!isWord(word)) {
      return -1
    }
    if (element.alternatives.some((matches) => matches(word))) {
      const end = match(phrase, words, at + 1, index + 1, language)
      if (end >= 0) {
        return end
      }
    }
    if (language.turns(word)) {
      return -1
    }
  }
  return -1
}

function alternative(written: string): (word: string) => boolean {
  if (written.startsWith('#')) {
    const [from = 0, to = 0] = written.slice(1).split('..').map(Number)
    return (word) => /^[0-9]/u.test(word) && Number(word) >= from && Number(word) <= to
  }
  const open = written.startsWith('*')
  const stem = written.endsWith('*')
  const text = normalized(written.slice(open ? 1 : 0, stem ? -1 : undefined))
  if (open && stem) {
    return (word) => word.includes(text)
  }
  if (open) {
    return (word) => word.endsWith(text)
  }
  if (stem) {
    return (word) => word.startsWith(text)
  }
  return (word) => word === text || isOneSlip(text, word)
}

/** Whether one letter was left out, added, replaced or swapped with its neighbour; the first letter is never wrong. */
function isOneSlip(meant: string, written: string): boolean {
  const difference = written.length - meant.length
  if (meant.length < SHORTEST_MISSPELT || Math.abs(difference) > 1 || meant[0] !== written[0]) {
    return false
  }
  let i = 0
  while (i < meant.length && i < written.length && meant[i] === written[i]) {
    i++
  }
  if (difference === 1) {
    return meant.slice(i) === written.slice(i + 1)
  }
  if (difference === -1) {
    return meant.slice(i + 1) === written.slice(i)
  }
  if (meant.slice(i + 1) === written.slice(i + 1)) {
    return true
  }
  return (
    i + 1 < meant.length &&
    meant[i] === written[i + 1] &&
    meant[i + 1] === written[i] &&
    meant.slice(i + 2) === written.slice(i + 2)
  )
}
