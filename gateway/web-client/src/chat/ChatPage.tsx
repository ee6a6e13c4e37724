import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { get, query } from '../api/client'
import type { ChatLanguage, ChatThread, Page, Rule } from '../api/types'
import { bringIntoView } from '../app/bringIntoView'
import { useFailure } from '../app/failure'
import { useReader } from '../app/session'
import { Ago } from '../app/time'
import { useDraft } from '../app/useDraft'
import { useOnline } from '../app/useOnline'
import { usePageTitle } from '../app/usePageTitle'
import { Button, ButtonLink } from '../design/Button'
import { TextArea } from '../design/Field'
import { Notice } from '../design/Notice'
import { Empty, PageTitle, Panel } from '../design/Panel'
import { Lines, QueryView, Rows } from '../design/QueryView'
import { EmergencySentence } from '../diary/EmergencyHelp'
import { EmergencyScreen } from '../diary/EmergencyScreen'
import { useKnownFacts } from '../diary/useKnownFacts'
import { assess } from '../urgency'
import { AskedText, MessageView, Sentences } from './AnswerView'
import type { Heard } from './answerStream'
import { THREADS, useConversation } from './useConversation'

const LONGEST = 1_000
/** Where a conversation begins that is none yet. */
const NEW = 'new'

function useThreads() {
  return useInfiniteQuery({
    queryKey: THREADS,
    queryFn: ({ pageParam, signal }) =>
      get<Page<ChatThread>>(`/api/patient/chat/threads${query({ cursor: pageParam, limit: 10 })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

/** A patient asks about their symptoms; answers come sentence by sentence with their sources. */
export default function ChatPage() {
  const { t } = useTranslation('patient')
  usePageTitle(t('chat.title'))
  const { threadId } = useParams()
  const threads = useThreads()
  return (
    <div className="mx-auto grid max-w-5xl items-start gap-6 lg:grid-cols-[minmax(0,1fr)_17rem]">
      <div className="min-w-0">
        <PageTitle title={t('chat.title')} intro={t('chat.intro')} />
        <QueryView query={threads} skeleton={<Rows count={3} height="h-28" />}>
          {(data) => {
            const newest = data.pages[0]?.items[0]?.id ?? null
            return <Conversation threadId={threadId === NEW ? null : (threadId ?? newest)} />
          }}
        </QueryView>
      </div>
      <Panel title={t('chat.earlier')}>
        <QueryView query={threads} skeleton={<Lines count={3} />}>
          {(data) => (
            <div className="grid gap-3">
              <ul className="grid gap-1">
                {data.pages
                  .flatMap((page) => page.items)
                  .map((thread) => (
                    <li key={thread.id}>
                      <Link
                        to={`/patient/chat/${thread.id}`}
                        aria-current={thread.id === threadId ? 'page' : undefined}
                        className="block min-h-11 rounded py-1.5 no-underline aria-[current=page]:font-strong"
                      >
                        <span dir="auto" className="line-clamp-2 text-accent underline underline-offset-4">{thread.opening ?? t('chat.untitled')}</span>
                        <Ago at={thread.lastAskedAt} className="block text-small text-quiet" />
                      </Link>
                    </li>
                  ))}
              </ul>
              {threads.hasNextPage && (
                <Button look="quiet" dense isDisabled={threads.isFetchingNextPage} onPress={() => void threads.fetchNextPage()}>
                  {t('chat.moreThreads')}
                </Button>
              )}
              <div>
                <ButtonLink to={`/patient/chat/${NEW}`} look="secondary" dense>
                  {t('chat.another')}
                </ButtonLink>
              </div>
            </div>
          )}
        </QueryView>
      </Panel>
    </div>
  )
}

const spoken = (heard: Heard) =>
  [...heard.sentences]
    .sort((one, other) => one.index - other.index)
    .map((said) => ({ ...said, citations: heard.citations.filter(({ ref }) => said.refs.includes(ref)) }))

function Conversation({ threadId }: { threadId: string | null }) {
  const { t, i18n } = useTranslation('patient')
  const navigate = useNavigate()
  const { username } = useReader()
  const failure = useFailure()
  const online = useOnline()
  const knownBefore = useKnownFacts()
  const [text, setText, clearText] = useDraft(username, 'chat-text', '')
  const [problem, setProblem] = useState<'needsText' | 'tooLong' | 'oneAtATime' | null>(null)
  const [redFlag, setRedFlag] = useState<(Rule & { advice?: string })[] | null>(null)
  /** Whether this device has said already that it is an emergency. */
  const [warned, setWarned] = useState(false)
  const onThread = useCallback((id: string) => void navigate(`/patient/chat/${id}`, { replace: true }), [navigate])
  const { messages, pending, heard, state, refusal, finished, failed, ask, stop, again, acknowledge, takeBack } = useConversation(threadId, onThread)

  const send = () => {
    const words = text.trim()
    const found = words === '' ? 'needsText' : words.length > LONGEST ? 'tooLong' : pending !== null ? 'oneAtATime' : null
    setProblem(found)
    // Whether it can be asked now or not: what may be an emergency is answered here, at once.
    const [, facts] = knownBefore()
    const urgency = assess({ text: words, happenedAt: new Date().toISOString(), symptoms: [] }, [], facts)
    if (urgency.level === 'emergency') {
      setRedFlag(urgency.rules)
    }
    if (found !== null) {
      return
    }
    setWarned(urgency.level === 'emergency')
    ask(words, i18n.language as ChatLanguage)
    clearText('')
  }

  const told = problem === 'oneAtATime' && pending === null ? null : problem
  const shown = (messages.data?.pages ?? []).flatMap((page) => page.items).filter(({ id }) => pending === null || id !== heard.messageId)
  const alarm = redFlag ?? (!warned && finished?.answer.kind === 'emergency' ? finished.answer.rules : null)
  const mine = pending !== null && (pending.threadId === null || pending.threadId === threadId)
  const wholeAnswer = finished !== null && pending === null

  // The newest question comes to the top, with its answer below it: when it is asked, and when its answer is whole.
  const last = shown[0]
  const newest = mine ? pending.key : last === undefined ? null : `${last.id} ${last.answer.state}`
  const place = useRef<HTMLElement>(null)
  const arrived = useRef(false)
  useEffect(() => {
    if (newest !== null) {
      bringIntoView(place.current, 'start', arrived.current)
      arrived.current = true
    }
  }, [newest])
  const at = (element: HTMLElement | null) => {
    place.current = element
  }
  return (
    <section aria-label={t('chat.title')} className="flex flex-col gap-5">
      {messages.hasNextPage && (
        <div>
          <Button look="secondary" dense isDisabled={messages.isFetchingNextPage} onPress={() => void messages.fetchNextPage()}>
            {t('chat.older')}
          </Button>
        </div>
      )}
      {threadId === null ? (
        pending === null && <Empty title={t('chat.emptyTitle')}>{t('chat.emptyText')}</Empty>
      ) : (
        <QueryView query={messages} skeleton={<Rows count={2} height="h-28" />}>
          {() =>
            shown.length === 0 && pending === null ? (
              <Empty title={t('chat.emptyTitle')}>{t('chat.emptyText')}</Empty>
            ) : (
              <ol className="grid gap-5 [&_:is(a,button)]:scroll-mb-44">
                {[...shown].reverse().map((message) => (
                  <MessageView key={message.id} message={message} ref={!mine && message === last ? at : undefined} />
                ))}
              </ol>
            )
          }
        </QueryView>
      )}
      {pending !== null && !mine && (
        <Notice
          kind="info"
          quiet
          action={
            <ButtonLink to={`/patient/chat/${pending.threadId ?? NEW}`} look="secondary" dense>
              {t('chat.openOther')}
            </ButtonLink>
          }
        >
          {t('chat.elsewhere')}
        </Notice>
      )}
      {pending !== null && mine && (
        <div ref={at} className="grid gap-3" data-testid="chat-pending">
          <AskedText text={pending.text} />
          <div
            aria-live="polite"
            aria-busy={state === 'answering'}
            className="grid gap-3 rounded-large border border-line bg-raised px-4 py-4 md:px-5"
          >
            <Sentences sentences={spoken(heard)} />
            {state === 'answering' && <p className="text-quiet">{t('chat.thinking')}</p>}
          </div>
          {state === 'lost' ? (
            <Notice
              kind={online ? 'error' : 'offline'}
              action={
                <Button look="secondary" dense onPress={again}>
                  {t('chat.again')}
                </Button>
              }
            >
              {online ? t('chat.lost') : t('chat.offline')}
            </Notice>
          ) : (
            <div>
              <Button look="secondary" dense onPress={() => void stop()}>
                {t('chat.stop')}
              </Button>
            </div>
          )}
        </div>
      )}
      <p role="status" className="sr-only">
        {pending !== null && state === 'answering'
          ? t('chat.thinking')
          : failed
            ? t('chat.failed')
            : wholeAnswer
              ? t('chat.complete')
              : ''}
      </p>
      {refusal !== null && (
        <Notice
          kind={failure(refusal.error).kind}
          action={
            <Button
              look="secondary"
              dense
              onPress={() => {
                setText(text.trim() === '' ? refusal.text : `${refusal.text}\n${text}`)
                takeBack()
              }}
            >
              {t('chat.again')}
            </Button>
          }
        >
          {failure(refusal.error).text}
        </Notice>
      )}
      <form
        className="z-10 grid gap-3 border-t border-line bg-surface py-3 max-md:bottom-[calc(--spacing(15)+env(safe-area-inset-bottom))] md:bottom-0 [@media(min-height:40rem)]:sticky"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <div className="flex items-end gap-3">
          <div className="min-w-0 flex-1">
            <TextArea
              label={t('chat.label')}
              placeholder={t('chat.placeholder')}
              value={text}
              dir="auto"
              rows={2}
              className="field-sizing-content max-h-40 min-h-12"
              error={told === null ? undefined : t(`chat.${told}`)}
              onChange={(event) => {
                setText(event.target.value)
                setProblem(null)
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
                  event.preventDefault()
                  send()
                }
              }}
            />
          </div>
          <Button type="submit" data-testid="chat-send">
            {t('chat.send')}
          </Button>
        </div>
        <p className="text-small text-quiet">
          <EmergencySentence text={(number) => t('entry.nobodyWatches', { number })} />
        </p>
      </form>
      {alarm !== null && (
        <EmergencyScreen
          rules={alarm}
          kept={t('chat.nobodyWatches')}
          onClose={() => {
            setRedFlag(null)
            acknowledge()
          }}
        />
      )}
    </section>
  )
}
