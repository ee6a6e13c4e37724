import { useState, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatAnswer, ChatCitation, ChatMessage, ChatSentence } from '../api/types'
import { useReader } from '../app/session'
import { telling } from '../app/telling'
import { Ago, useFormats } from '../app/time'
import { Button, ButtonLink } from '../design/Button'
import { PhoneIcon } from '../design/icons'
import { UrgencyShape } from '../design/UrgencyMark'
import { EmergencySentence } from '../diary/EmergencyHelp'
import { EmergencyScreen } from '../diary/EmergencyScreen'
import { SourceSheet } from './SourceSheet'

/** The pages behind the next steps; a step without a page here is not offered. */
const STEPS: Partial<Record<ChatAnswer['nextSteps'][number], string>> = {
  'log-entry': '/patient',
  book: '/patient/appointments/new',
  interview: '/patient/interviews/new',
}

export interface Spoken {
  kind: ChatSentence['kind']
  engine: string
  text: string
  citations: ChatCitation[]
}

/** The articles are in English in every language, and say when to get help in these words. */
const HELP = /emergency (number|department)|crisis line|poison centre/i

const tellsWhenToGetHelp = ({ kind, text, citations }: Spoken) =>
  kind === 'advice' ||
  (kind === 'source' && (HELP.test(text) || citations.some(({ passage }) => passage !== null && HELP.test(passage.text))))

const looks = (sentence: Spoken) => {
  if (sentence.kind === 'frame') {
    return 'text-quiet'
  }
  if (sentence.kind === 'advice') {
    return 'border-s-4 border-same-day ps-3 font-strong'
  }
  return tellsWhenToGetHelp(sentence) ? 'border-s-4 border-line-strong ps-3' : ''
}

/** Sentences as text only, each with the numbers of what it rests on. */
export function Sentences({ sentences }: { sentences: Spoken[] }) {
  const { t } = useTranslation('patient')
  const formats = useFormats()
  const [open, setOpen] = useState<ChatCitation | null>(null)
  const refs = [...new Set(sentences.flatMap(({ citations }) => citations.map(({ ref }) => ref)))]
  const label = (citation: ChatCitation) => {
    const number = refs.indexOf(citation.ref) + 1
    if (citation.passage !== null) {
      return t('chat.source', { number, title: citation.passage.title })
    }
    return citation.entry === null
      ? t('chat.ruleSource', { number })
      : t('chat.entrySource', { number, day: formats.date(citation.entry.happenedAt) })
  }
  return (
    <>
      <div className="grid gap-2.5">
        {sentences.map((sentence, index) => (
          <p
            key={index}
            dir="auto"
            className={looks(sentence)}
          >
            {sentence.text}
            {sentence.citations.map((citation) => (
              <button
                key={citation.ref}
                type="button"
                aria-label={label(citation)}
                onClick={() => setOpen(citation)}
                className="-my-3 -ms-1 inline-flex min-h-11 min-w-11 items-center justify-center rounded align-middle text-small text-accent hover:bg-accent-soft pointer-fine:min-h-8 pointer-fine:min-w-8"
              >
                [{refs.indexOf(citation.ref) + 1}]
              </button>
            ))}
          </p>
        ))}
      </div>
      {open !== null && <SourceSheet citation={open} onClose={() => setOpen(null)} />}
    </>
  )
}

export function AskedText({ text, at }: { text: string; at?: string }) {
  const { t } = useTranslation('patient')
  return (
    <div className="ms-auto max-w-[85%] rounded-large bg-accent-soft px-4 py-3">
      <h2 className="text-small text-quiet">
        {t('chat.you')}
        {at !== undefined && (
          <>
            {' · '}
            <Ago at={at} />
          </>
        )}
      </h2>
      <p dir="auto" className="whitespace-pre-wrap break-words">{text}</p>
    </div>
  )
}

function Engine({ answer }: { answer: ChatAnswer }) {
  const { t } = useTranslation('patient')
  const written = answer.sentences.map(({ engine }) => engine).find((engine) => engine !== 'extractive' && engine !== 'rules')
  if (answer.kind !== 'answer') {
    return null
  }
  return (
    <p className="text-small text-quiet">
      {written === undefined ? t('chat.byEmbedded') : t('chat.byEngine', { engine: written })}
    </p>
  )
}

/** A question and its answer as they are kept. */
export function MessageView({ message, ref }: { message: ChatMessage; ref: Ref<HTMLLIElement> | undefined }) {
  const { t } = useTranslation('patient')
  const { username } = useReader()
  const [alarm, setAlarm] = useState(false)
  const { answer } = message
  const steps = answer.nextSteps.filter((step) => STEPS[step] !== undefined)
  return (
    <li ref={ref} className="grid gap-3" data-testid="chat-message">
      <AskedText text={message.text} at={message.askedAt} />
      <div className="grid gap-3 rounded-large border border-line bg-raised px-4 py-4 md:px-5" data-kind={answer.kind ?? undefined}>
        <h2 className="sr-only">{t('chat.answer')}</h2>
        {answer.kind === 'emergency' && (
          <div className="flex flex-wrap items-center gap-3 rounded bg-emergency-soft px-3 py-2">
            <strong className="flex items-center gap-2 font-strong text-emergency">
              <UrgencyShape level="emergency" /> {t('chat.emergency')}
            </strong>
            <Button look="secondary" dense onPress={() => setAlarm(true)}>
              {t('chat.whatNow')}
            </Button>
          </div>
        )}
        <Sentences sentences={answer.sentences} />
        {answer.state === 'under-way' && <p className="text-quiet">{t('chat.thinking')}</p>}
        {answer.state === 'stopped' && <p className="text-small text-quiet">{t('chat.stopped')}</p>}
        {answer.state === 'failed' && <p>{t('chat.failed')}</p>}
        {answer.sentences.some(tellsWhenToGetHelp) && (
          <p className="flex items-center gap-2" data-testid="chat-help">
            <PhoneIcon className="size-5 shrink-0 text-accent" />
            <span>
              <EmergencySentence text={(number) => t('chat.callHelp', { number })} />
            </span>
          </p>
        )}
        <Engine answer={answer} />
        {steps.length > 0 && (
          <div role="group" aria-label={t('chat.next')} className="flex flex-wrap gap-2">
            {steps.map((step) => (
              <ButtonLink key={step} to={STEPS[step] ?? '/patient'} state={telling(username, message.text)} look="secondary" dense>
                {t(`chat.step.${step}`)}
              </ButtonLink>
            ))}
          </div>
        )}
      </div>
      {alarm && <EmergencyScreen rules={answer.rules} kept={t('chat.nobodyWatches')} onClose={() => setAlarm(false)} />}
    </li>
  )
}
