import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { usePageTitle } from '../app/usePageTitle'
import { BackLink } from '../design/BackLink'
import { Button, ButtonLink } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { Empty } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'
import { ActionPane, type Actions } from './ActionPane'
import { DashboardList } from './DashboardList'
import { useDashboard } from './dashboardRows'
import { isNotInCare, PatientPane, usePatient } from './PatientPane'
import { areKeysOn, turnKeys, useKeys } from './useKeys'

const PANE = 'xl:sticky xl:top-15 xl:h-[calc(100dvh-3.75rem)] xl:overflow-y-auto'
const KEYS = ['move', 'open', 'acknowledge', 'answer', 'book', 'search', 'help'] as const

const rowOf = (patientId: string) => document.querySelector<HTMLElement>(`[data-patient-id="${CSS.escape(patientId)}"]`)

function KeyHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('doctor')
  const [on, setOn] = useState(areKeysOn)
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <label className="mb-5 flex cursor-pointer items-start gap-3">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => {
            turnKeys(event.target.checked)
            setOn(areKeysOn())
          }}
          className="mt-1 size-5 accent-accent"
        />
        <span>
          <span className="block font-strong">{t('keys.single')}</span>
          <span className="text-small text-quiet">{t('keys.singleText')}</span>
        </span>
      </label>
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2.5">
        {KEYS.map((name) => (
          <div key={name} className="contents">
            <dt className="font-strong" dir="ltr">
              {t(`keys.${name}.key`)}
            </dt>
            <dd>{t(`keys.${name}.text`)}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-6">
        <Button look="secondary" onPress={onClose}>
          {t('keys.close')}
        </Button>
      </div>
    </Dialog>
  )
}

/** Three panes on a desk (list, patient, action), three steps on a phone. */
export default function Workspace() {
  const { t } = useTranslation('doctor')
  // The names of symptoms stand among the patient's words. What is not here when the first entry shows them would
  // hide the whole page for a moment, and take the focus away.
  useTranslation('patient')
  const { patientId } = useParams()
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const dashboard = useDashboard()
  const rows = dashboard.data ?? []
  const row = rows.find((item) => item.patientId === patientId)
  const patient = usePatient(patientId)
  const stranger = isNotInCare(patient)
  const patientName = stranger ? '' : (row?.name ?? patient.data?.name ?? '')
  const [focusId, setFocusId] = useState<string | undefined>(patientId)
  const [help, setHelp] = useState(false)
  const [booking, setBooking] = useState<string | null>(null)
  const actions = useRef<Actions>(null)
  const acting = search.get('step') === 'act' && !stranger
  usePageTitle(patientName === '' ? t('nav.list') : patientName)

  // Back at the list, one is at the patient whom one has left.
  const left = useRef(patientId)
  useEffect(() => {
    if (left.current !== undefined && patientId === undefined) {
      rowOf(left.current)?.focus()
    }
    left.current = patientId
  }, [patientId])

  const open = (id: string) => void navigate(`/doctor/patients/${id}`)
  const move = (by: number) => {
    const ids = rows.map((item) => item.patientId)
    const from = focusId === undefined ? -1 : ids.indexOf(focusId)
    const next = ids[from < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, from + by))]
    if (next !== undefined) {
      setFocusId(next)
      rowOf(next)?.focus()
    }
  }
  // Arrows scroll the pane that has the focus; they are the list's where the whole page or a row has it.
  const arrow = (by: number) => {
    const at = document.activeElement
    if (at !== null && !at.matches('body, main') && at.closest('[data-patient-id]') === null) {
      return false
    }
    move(by)
    return true
  }
  // Keys mean the row that has the focus, else the patient that is open.
  const targeted = () =>
    document.activeElement?.closest<HTMLElement>('[data-patient-id]')?.dataset.patientId ?? patientId ?? rows[0]?.patientId
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => arrow(1),
    ArrowUp: () => arrow(-1),
    a: () => {
      const target = targeted()
      if (target === patientId) {
        actions.current?.acknowledge()
      } else if (target !== undefined) {
        open(target)
      }
    },
    r: () => {
      const target = targeted()
      if (target === patientId) {
        actions.current?.answer()
        void navigate(`/doctor/patients/${target}?step=act`, { replace: true })
      } else if (target !== undefined) {
        open(target)
      }
    },
    b: () => {
      const target = targeted()
      if (target !== undefined) {
        setBooking(target)
        void navigate(`/doctor/patients/${target}?step=act`, { replace: target === patientId })
      }
    },
    '/': () => void navigate('/doctor/patients'),
    '?': () => setHelp(true),
    Escape: () => void navigate('/doctor'),
  })

  const waiting = rows.filter((item) => item.urgency !== null).length
  const unread = rows.reduce((sum, item) => sum + item.unreadEntries, 0)
  return (
    <div className="md:grid md:grid-cols-[20rem_minmax(0,1fr)] xl:grid-cols-[23rem_minmax(0,1fr)_22rem]">
      <section
        aria-labelledby="list-title"
        className={`border-line bg-raised md:border-e ${PANE} ${patientId === undefined ? '' : 'hidden md:block'}`}
      >
        <div className="flex items-baseline justify-between gap-3 px-5 pt-5 pb-3">
          <h1 id="list-title" className="text-lead font-strong">
            {t('list.title')}
          </h1>
          {dashboard.data !== undefined && (
            <span className="text-end text-small whitespace-nowrap text-quiet tabular">
              {t('list.waiting', { count: waiting })}
              {unread > 0 && (
                <>
                  {' · '}
                  <span data-testid="unread-in-all">{t('row.unread', { count: unread })}</span>
                </>
              )}
            </span>
          )}
        </div>
        <div className="border-t border-line">
          <QueryView query={dashboard} skeleton={<div className="p-4"><Rows count={6} height="h-20" /></div>}>
            {() =>
              rows.length === 0 ? (
                <div className="p-4">
                  <Empty title={t('list.emptyTitle')}>{t('list.emptyText')}</Empty>
                </div>
              ) : (
                <DashboardList rows={rows} openId={patientId} focusId={focusId} onOpen={open} onFocus={setFocusId} />
              )
            }
          </QueryView>
        </div>
        <div className="hidden border-t border-line px-5 py-2 pointer-fine:block">
          <button type="button" onClick={() => setHelp(true)} className="-mx-2 min-h-9 rounded px-2 text-small text-accent hover:bg-accent-soft">
            {t('keys.show')}
          </button>
        </div>
      </section>

      {patientId === undefined ? (
        <div className="hidden items-start justify-center px-6 py-24 md:flex xl:col-span-2">
          <div className="max-w-sm text-center text-quiet">
            <p className="text-lead">{t('list.choose')}</p>
            <p className="mt-2 text-small">{t('list.chooseHint')}</p>
          </div>
        </div>
      ) : (
        <div className="contents md:block xl:contents">
          <section
            key={`patient-${patientId}`}
            aria-label={t('patient.label')}
            tabIndex={-1}
            className={`outline-none px-4 py-5 md:px-8 md:py-7 ${PANE} ${acting ? 'hidden md:block' : ''}`}
          >
            <div className="mb-3 md:hidden">
              <BackLink to="/doctor">{t('nav.list')}</BackLink>
            </div>
            <PatientPane patientId={patientId} row={row} acting={acting} />
            {!stranger && (
              <div className="sticky bottom-15 z-20 -mx-4 mt-6 border-t border-line bg-surface px-4 py-3 md:hidden">
                <div className="grid">
                  <ButtonLink to={`/doctor/patients/${patientId}?step=act`}>{t('action.next3')}</ButtonLink>
                </div>
              </div>
            )}
          </section>
          {!stranger && (
            <section
              key={`action-${patientId}`}
              aria-label={t('action.label')}
              tabIndex={-1}
              className={`border-line outline-none px-4 py-5 md:border-t md:px-8 md:py-7 xl:border-s xl:border-t-0 xl:bg-raised xl:px-6 ${PANE} ${
                acting ? '' : 'hidden md:block'
              }`}
            >
              <div className="mb-3 md:hidden">
                <BackLink to={`/doctor/patients/${patientId}`}>{t('action.back')}</BackLink>
              </div>
              <h1 className="mb-5 text-title font-strong md:hidden">{patientName}</h1>
              <ActionPane
                ref={actions}
                patientId={patientId}
                name={patientName}
                row={row}
                acting={acting}
                booking={booking === patientId}
                onReady={() => setBooking(null)}
              />
            </section>
          )}
        </div>
      )}
      {help && <KeyHelp onClose={() => setHelp(false)} />}
    </div>
  )
}
