import { postForEvents, Problem } from '../api/client'
import type { ChatAccepted, ChatCitation, ChatLanguage, ChatMessage, ChatSaid } from '../api/types'
import { readEvents, type ServerEvent } from '../live/serverEvents'

export interface Question {
  threadId: string
  text: string
  language: ChatLanguage
  /** The same for each try, so that a retry plays the answer again. */
  key: string
}

/** What was heard of an answer so far. */
export interface Heard {
  messageId: string | null
  citations: ChatCitation[]
  sentences: ChatSaid[]
}

export const NOTHING: Heard = { messageId: null, citations: [], sentences: [] }

export type Ending = { kind: 'done'; message: ChatMessage } | { kind: 'failed' } | { kind: 'lost' }

const SILENCE_MS = 45_000

/** Adds an event to what was heard; one that is repeated changes nothing. */
export function withEvent(heard: Heard, event: ServerEvent): Heard {
  switch (event.event) {
    case 'accepted':
      return { ...heard, messageId: (JSON.parse(event.data) as ChatAccepted).id }
    case 'citation': {
      const citation = JSON.parse(event.data) as ChatCitation
      return { ...heard, citations: [...heard.citations.filter(({ ref }) => ref !== citation.ref), citation] }
    }
    case 'sentence': {
      const said = JSON.parse(event.data) as ChatSaid
      return { ...heard, sentences: [...heard.sentences.filter(({ index }) => index !== said.index), said] }
    }
    default:
      return heard
  }
}

/**
 * Asks and hears the answer to its end, or until the line breaks or the signal stops it.
 * A retry hears it from its beginning; what was heard before stays.
 */
export async function hearAnswer(
  question: Question,
  signal: AbortSignal,
  heardBefore: Heard,
  onHeard: (heard: Heard) => void,
): Promise<Ending> {
  const attempt = new AbortController()
  let heard = heardBefore
  let watchdog: ReturnType<typeof setTimeout> | undefined
  try {
    const body = await postForEvents(`/api/patient/chat/threads/${question.threadId}/messages`, {
      body: { text: question.text, language: question.language },
      idempotencyKey: question.key,
      signal: AbortSignal.any([signal, attempt.signal]),
    })
    watchdog = setTimeout(() => attempt.abort(), SILENCE_MS)
    for await (const event of readEvents(body)) {
      clearTimeout(watchdog)
      watchdog = setTimeout(() => attempt.abort(), SILENCE_MS)
      if (event.event === 'done') {
        return { kind: 'done', message: JSON.parse(event.data) as ChatMessage }
      }
      if (event.event === 'error') {
        return { kind: 'failed' }
      }
      heard = withEvent(heard, event)
      onHeard(heard)
    }
    return { kind: 'lost' }
  } catch (error) {
    if (signal.aborted || error instanceof Problem) {
      throw error
    }
    // The line broke or was silent for too long.
    return { kind: 'lost' }
  } finally {
    clearTimeout(watchdog)
    attempt.abort()
  }
}
