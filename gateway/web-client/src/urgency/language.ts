import { CLAUSE_END, isWord, normalized, SENTENCE_END, wordsOf } from './words'

export interface LanguageWords {
  negators: string[]
  fillers: string[]
  connectors: string[]
  contrasts: string[]
  joiners: string[]
  listNegators: string[]
  havings: string[]
  withouts: string[]
  inabilities: string[]
  comparisons: string[]
  afterthoughts: string[]
}

const LONGEST_ITEM = 5
const LONGEST_LINK = 2

/**
 * The small words that turn a phrase into its opposite, and how far they reach. A negator
 * reaches the first word behind it that is more than a filler ("no real chest pain"), and
 * the items of a list that ends in a connector ("no fever, cough or chest pain"), but only
 * where it denies that there is something ("not well, chest pain or ..." is no such list).
 * What is never there without something is there ("cannot walk without chest pain"), and
 * so is what was never there like this before. Where the grammar is unclear the phrase
 * counts as said, because a missed emergency is worse than a needless call.
 */
export class Language {
  private readonly negators: string[][]
  private readonly negatingWords: Set<string>
  private readonly fillers: Set<string>
  private readonly connectors: Set<string>
  private readonly contrasts: Set<string>
  private readonly joiners: Set<string>
  private readonly listNegators: Set<string>
  private readonly havings: Set<string>
  private readonly withouts: Set<string>
  private readonly inabilities: Set<string>
  private readonly comparisons: string[][]
  private readonly afterthoughts: string[][]

  constructor(words: LanguageWords) {
    this.negators = words.negators.map(wordsOf)
    this.negatingWords = setOf(words.negators.filter((negator) => !negator.includes(' ')))
    this.fillers = setOf(words.fillers)
    this.connectors = setOf(words.connectors)
    this.contrasts = setOf(words.contrasts)
    this.joiners = setOf(words.joiners)
    this.listNegators = setOf(words.listNegators)
    this.havings = setOf(words.havings)
    this.withouts = setOf(words.withouts)
    this.inabilities = setOf(words.inabilities)
    this.comparisons = words.comparisons.map(wordsOf)
    this.afterthoughts = words.afterthoughts.map(wordsOf)
  }

  /** Whether a word between the parts of a phrase changes what the phrase means. */
  turns(word: string): boolean {
    return this.negatingWords.has(word) || this.contrasts.has(word)
  }

  /** The positions at which a phrase may begin that is then denied. */
  deniedStarts(words: string[]): Set<number> {
    const denied = new Set<number>()
    for (let i = 0; i < words.length; i++) {
      const behind = this.behindNegator(words, i)
      if (behind > 0 && isWord(words[behind]) && !this.isDoubled(words, i)) {
        this.deny(words, behind, this.isOfList(words, i, behind), denied)
      }
    }
    return denied
  }

  /** Whether the phrase that ends here is taken back, as in "chest pain: none" or "Brustschmerzen habe ich nicht". */
  isTakenBack(words: string[], end: number): boolean {
    const from = words[end] === CLAUSE_END ? end + 1 : end
    return this.afterthoughts.some(
      (afterthought) =>
        standsAt(words, from, afterthought) &&
        !isWord(words[from + afterthought.length]) &&
        (from > end || afterthought.length > 1),
    )
  }

  /** Whether the phrase that ends here is compared with what was before, as in "no headache this bad before". */
  isCompared(words: string[], end: number): boolean {
    for (let at = end; at <= end + LONGEST_LINK; at++) {
      if (this.comparisons.some((comparison) => standsAt(words, at, comparison))) {
        return true
      }
      if (!isWord(words[at])) {
        return false
      }
    }
    return false
  }

  private isDoubled(words: string[], negator: number): boolean {
    const before = words[negator - 1]
    if (before !== undefined && this.negatingWords.has(before)) {
      return true
    }
    return this.withouts.has(words[negator] ?? '') && this.isUnableBefore(words, negator)
  }

  private isUnableBefore(words: string[], at: number): boolean {
    for (let i = at - 1; i >= 0; i--) {
      const word = words[i]
      if (!isWord(word) || this.contrasts.has(word)) {
        return false
      }
      if (this.inabilities.has(word) || this.negatingWords.has(word)) {
        return true
      }
    }
    return false
  }

  private isOfList(words: string[], negator: number, behind: number): boolean {
    return this.listNegators.has(words.slice(negator, behind).join(' ')) || this.havings.has(words[behind] ?? '')
  }

  private behindNegator(words: string[], at: number): number {
    const negator = this.negators.find((candidate) => standsAt(words, at, candidate))
    return negator === undefined ? -1 : at + negator.length
  }

  private deny(words: string[], from: number, list: boolean, denied: Set<number>): void {
    const items = [from]
    let lastConnected = 0
    let length = 0
    for (let i = from; i < words.length; i++) {
      const word = words[i] ?? SENTENCE_END
      if (word === SENTENCE_END || this.contrasts.has(word) || this.joiners.has(word)) {
        break
      }
      if (word === CLAUSE_END && !list) {
        break
      }
      const connector = this.connectors.has(word)
      if (connector || word === CLAUSE_END) {
        if (this.connectors.has(words[i + 1] ?? '')) {
          continue
        }
        items.push(i + 1)
        lastConnected = connector ? items.length : lastConnected
        length = 0
      } else if (!this.fillers.has(word) && ++length > LONGEST_ITEM) {
        break
      }
    }
    for (const item of items.slice(0, Math.max(1, lastConnected))) {
      this.addFrom(words, item, denied)
    }
  }

  /** Denies a phrase that begins with the item or behind its fillers. */
  private addFrom(words: string[], item: number, denied: Set<number>): void {
    for (let at = item; isWord(words[at]); at++) {
      denied.add(at)
      if (!this.fillers.has(words[at] ?? '')) {
        return
      }
    }
  }
}

function setOf(written: string[]): Set<string> {
  return new Set(written.map(normalized))
}

function standsAt(words: string[], at: number, sought: string[]): boolean {
  return sought.every((word, offset) => words[at + offset] === word)
}
