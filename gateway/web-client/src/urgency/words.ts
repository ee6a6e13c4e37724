/**
 * A text as the rules see it: lower-case words without accents, numbers, and the places
 * where a clause (",") or a sentence (".") ends. The service's interpreter does the same,
 * step by step.
 */

export const CLAUSE_END = ','
export const SENTENCE_END = '.'

const APOSTROPHES = /['’‘`´ʼ\u0640]/gu
const MARKS = /\p{M}+/gu
const TOKENS = /([0-9]+(?:[.,][0-9]+)?)|(\p{L}+)|( [-–—]+ |[,:()/–—،])|([.!?;\n؟؛])/gu

/** Folds what people write in different ways: case, accents, apostrophes, German sharp s, Arabic letter forms and digits. */
export function normalized(text: string): string {
  return text
    .toLowerCase()
    .replace(APOSTROPHES, '')
    .normalize('NFKD')
    .replace(MARKS, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ة', 'ه')
    .replaceAll('ى', 'ي')
    .replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/gu, (digit) => String(digit.charCodeAt(0) - 0x6f0))
}

/** What is written as two words or as one, with or without an apostrophe. */
const CONTRACTED: Record<string, string> = { can: 'cannot', could: 'couldnt', do: 'dont', does: 'doesnt', did: 'didnt' }

export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const [, number, word, clause] of normalized(text).matchAll(TOKENS)) {
    if (number !== undefined) {
      words.push(number.replace(',', '.'))
    } else if (word !== undefined) {
      const contracted = word === 'not' ? CONTRACTED[words.at(-1) ?? ''] : undefined
      if (contracted !== undefined) {
        words.pop()
      }
      words.push(contracted ?? word)
    } else {
      words.push(clause !== undefined ? CLAUSE_END : SENTENCE_END)
    }
  }
  return words
}

export function isWord(token: string | undefined): token is string {
  return token !== undefined && token !== CLAUSE_END && token !== SENTENCE_END
}
