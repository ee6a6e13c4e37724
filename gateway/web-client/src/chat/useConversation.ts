import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { get, Problem, query, request } from '../api/client'
import type { ChatLanguage, ChatMessage, ChatThread, Page } from '../api/types'
import { useReader } from '../app/session'
import { useDraft } from '../app/useDraft'
import { hearAnswer, NOTHING, type Heard } from './answerStream'

export const CHAT = ['chat'] as const
export const THREADS = [...CHAT, 'threads'] as const
export const messagesKey = (threadId: string | null) => [...CHAT, 'messages', threadId] as const

const CATCH_UP_MS = 1_500
const TRIES = 3
const PAUSE_MS = 1_000

/** A question that has no whole answer yet; it survives a reload of the page. */
export interface Pending {
  threadId: string | null
  threadKey: string
  key: string
  text: string
  language: ChatLanguage
}

export type PendingState = 'answering' | 'lost'

/** A conversation: what was said, and the question that is being answered. */
export function useConversation(threadId: string | null, onThread: (id: string) => void) {
  const client = useQueryClient()
  const { username } = useReader()
  const [pending, keep, forget] = useDraft<Pending | null>(username, 'chat-question', null)
  const [heard, setHeard] = useState<Heard>(NOTHING)
  const [state, setState] = useState<PendingState>('answering')
  const [refusal, setRefusal] = useState<{ text: string; error: Error } | null>(null)
  const [finished, setFinished] = useState<ChatMessage | null>(null)
  const [failed, setFailed] = useState(false)
  const running = useRef<AbortController | null>(null)

  const messages = useInfiniteQuery({
    queryKey: messagesKey(threadId),
    enabled: threadId !== null,
    queryFn: ({ pageParam, signal }) =>
      get<Page<ChatMessage>>(`/api/patient/chat/threads/${threadId ?? ''}/messages${query({ cursor: pageParam, limit: 20 })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // An answer that somebody else listens to, or that a reload left behind, is followed here.
    refetchInterval: ({ state: { data } }) =>
      data?.pages[0]?.items.some(({ answer }) => answer.state === 'under-way') ? CATCH_UP_MS : false,
  })

  const run = useCallback(
    async (question: Pending, heardBefore: Heard = NOTHING) => {
      running.current?.abort()
      const control = new AbortController()
      running.current = control
      setState('answering')
      setRefusal(null)
      try {
        let thread = question.threadId
        if (thread === null) {
          const begun = await request<ChatThread>('POST', '/api/patient/chat/threads', {
            idempotencyKey: question.threadKey,
            signal: control.signal,
          })
          thread = begun.body.id
          keep({ ...question, threadId: thread })
          onThread(thread)
        }
        let known = heardBefore
        const onHeard = (now: Heard) => {
          known = now
          setHeard(now)
        }
        setHeard(known)
        for (let attempt = 1; ; attempt++) {
          const ending = await hearAnswer({ ...question, threadId: thread }, control.signal, known, onHeard)
          if (ending.kind !== 'lost') {
            await client.invalidateQueries({ queryKey: messagesKey(thread) })
            void client.invalidateQueries({ queryKey: THREADS })
            forget(null)
            setHeard(NOTHING)
            setFinished(ending.kind === 'done' ? ending.message : null)
            setFailed(ending.kind === 'failed')
            return
          }
          if (attempt === TRIES || !navigator.onLine) {
            setState('lost')
            return
          }
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt))
          if (control.signal.aborted) {
            return
          }
        }
      } catch (error) {
        if (control.signal.aborted) {
          return
        }
        if (error instanceof Problem && error.status < 500 && error.status !== 401) {
          forget(null)
          setRefusal({ text: question.text, error })
        } else {
          setState('lost')
        }
      }
    },
    [client, forget, keep, onThread],
  )

  // What a reload left unanswered goes on, and so does what waited for the network.
  const resume = useEffectEvent(() => {
    if (pending !== null) {
      void run(pending, heard)
    }
  })
  const hangUp = useEffectEvent(() => running.current?.abort())
  useEffect(() => {
    const begin = setTimeout(() => resume())
    const onOnline = () => resume()
    addEventListener('online', onOnline)
    return () => {
      clearTimeout(begin)
      removeEventListener('online', onOnline)
      hangUp()
    }
  }, [])

  const ask = (text: string, language: ChatLanguage) => {
    const question = { threadId, threadKey: crypto.randomUUID(), key: crypto.randomUUID(), text, language }
    setFinished(null)
    setFailed(false)
    keep(question)
    void run(question)
  }

  const stop = async () => {
    running.current?.abort()
    const thread = pending?.threadId ?? threadId
    if (thread !== null && heard.messageId !== null) {
      await request('DELETE', `/api/patient/chat/threads/${thread}/messages/${heard.messageId}/answer`).catch(() => undefined)
    }
    forget(null)
    setHeard(NOTHING)
    void client.invalidateQueries({ queryKey: CHAT })
  }

  return {
    messages,
    pending,
    heard,
    state,
    refusal,
    finished,
    failed,
    ask,
    stop,
    again: () => {
      if (pending !== null) {
        void run(pending, heard)
      }
    },
    acknowledge: () => setFinished(null),
    /** Gives the refused words back. */
    takeBack: () => setRefusal(null),
  }
}
