import { useTranslation } from 'react-i18next'
import { Dialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Link } from 'react-router'
import type { ChatCitation } from '../api/types'
import { useFormats } from '../app/time'
import { Button } from '../design/Button'
import { sourceOf } from '../urgency'
import { useRuleWords } from '../urgency/useRuleWords'

function Outside({ url, title }: { url: string; title: string }) {
  const { t } = useTranslation('patient')
  return (
    <a href={url} target="_blank" rel="noreferrer noopener" dir="auto" className="inline-block min-h-11 py-2 text-accent underline underline-offset-4">
      {title} <span className="text-small text-quiet">{t('chat.opensOutside')}</span>
    </a>
  )
}

function Passage({ passage }: { passage: NonNullable<ChatCitation['passage']> }) {
  const { t } = useTranslation('patient')
  const formats = useFormats()
  return (
    <div className="grid gap-4">
      <h3 className="font-strong" dir="auto">{t('chat.passage', { title: passage.title, number: passage.number })}</h3>
      <blockquote lang="en" dir="ltr" className="border-s-2 border-accent ps-4">{passage.text}</blockquote>
      <div>
        <p className="text-small text-quiet">{t('chat.restsOn')}</p>
        <ul lang="en">
          {passage.sources.map((source) => (
            <li key={source.url}>
              <Outside url={source.url} title={`${source.publisher}: ${source.title}`} />
            </li>
          ))}
        </ul>
      </div>
      <p className="text-small text-quiet">{t('chat.reviewed', { day: formats.date(passage.reviewed) })}</p>
    </div>
  )
}

/** Where a sentence comes from: at the side on a desk, from below on a phone. */
export function SourceSheet({ citation, onClose }: { citation: ChatCitation; onClose: () => void }) {
  const { t } = useTranslation('patient')
  const formats = useFormats()
  const { titleOf } = useRuleWords()
  const rule = citation.rule === null ? undefined : sourceOf(citation.rule.id)
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      className="fixed inset-0 z-50 flex items-end justify-end bg-[rgb(8_16_22/0.5)] md:items-stretch"
    >
      <Modal className="quiet-in max-h-[85dvh] w-full overflow-y-auto overscroll-contain rounded-t-large bg-raised shadow-raised md:max-h-none md:w-[26rem] md:rounded-none">
        <Dialog data-testid="source-sheet" className="grid gap-5 p-6 pb-[max(1.5rem,env(safe-area-inset-bottom))] outline-none">
          <Heading slot="title" className="text-lead font-strong">
            {t('chat.sheetTitle')}
          </Heading>
          {citation.passage !== null && <Passage passage={citation.passage} />}
          {citation.entry !== null && (
            <Link to={`/patient/entries/${citation.entry.entryId}?version=${citation.entry.version}`} className="min-h-11 py-2 text-accent underline underline-offset-4">
              {t('chat.openEntry')} ({formats.date(citation.entry.happenedAt)})
            </Link>
          )}
          {citation.rule !== null && (
            <div className="grid gap-2">
              <p>{t('chat.ruleText')}</p>
              <p className="font-strong">{titleOf(citation.rule.id, citation.rule.title)}</p>
              {rule === undefined ? <p lang="en">{citation.rule.source}</p> : <Outside url={rule.url} title={rule.title} />}
            </div>
          )}
          <div>
            <Button look="secondary" onPress={onClose}>
              {t('chat.close')}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
