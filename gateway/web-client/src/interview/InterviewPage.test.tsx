import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter, Route, Routes, type To } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Interview, InterviewQuestion } from '../api/types'
import { startTranslation } from '../app/i18n'
import { telling } from '../app/telling'
import InterviewPage from './InterviewPage'
import { ResumeInterview } from './ResumeInterview'
import StartInterviewPage from './StartInterviewPage'

interface Sent {
  path: string
  key: string | null
  ifMatch: string | null
  body: Record<string, unknown>
}

const SIGNS: InterviewQuestion = {
  id: 'signs',
  kind: 'several',
  text: 'Is any of this there now?',
  options: [
    { id: 'fever', text: 'Fever' },
    { id: 'stiff-neck', text: 'Stiff neck' },
  ],
  low: null,
  high: null,
}
const SEVERITY: InterviewQuestion = {
  id: 'severity',
  kind: 'number',
  text: 'How bad is it?',
  options: [],
  low: 'not there',
  high: 'the worst',
}

const WORDS: InterviewQuestion = { id: 'where', kind: 'text', text: 'Where is it?', options: [], low: null, high: null }

const begun: Interview = {
  id: 'i1',
  version: 1,
  state: 'in-progress',
  complaint: 'headache',
  language: 'en',
  opening: 'My head hurts',
  happenedAt: '2026-11-23T08:00:00+01:00',
  question: SIGNS,
  engine: 'trees',
  answered: [],
  questions: 6,
  redFlags: [],
  draft: null,
  entryId: null,
  startedAt: '2026-11-23T07:00:00Z',
  changedAt: '2026-11-23T07:00:00Z',
}
const second: Interview = {
  ...begun,
  version: 2,
  question: SEVERITY,
  answered: [{ question: SIGNS, skipped: false, text: null, choices: ['fever'], number: null }],
}
const ready: Interview = {
  ...second,
  version: 3,
  state: 'ready',
  question: null,
  answered: [...second.answered, { question: SEVERITY, skipped: false, text: null, choices: [], number: 6 }],
  draft: {
    text: 'My head hurts\nHow bad: 6 of 10.',
    engine: 'trees',
    level: 'soon',
    nextSteps: ['Send this.', 'Call for help at once if it gets worse.'],
  },
}
const entry = {
  id: 'i1',
  version: 1,
  status: 'active',
  text: 'My head hurts a lot',
  happenedAt: begun.happenedAt,
  receivedAt: begun.startedAt,
  origin: 'interview',
  symptoms: [{ code: 'headache', severity: 6 }],
  assessment: null,
  seenBy: [],
  visibleToDoctors: 1,
}

let stored: Interview
let answers: (() => Promise<Response>)[]
const sent: Sent[] = []
let entryTries = 0

beforeEach(async () => {
  sent.length = 0
  answers = []
  stored = begun
  entryTries = 0
  sessionStorage.clear()
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((path, init) => {
    const address = String(path)
    if (init?.method === 'POST' || init?.method === 'DELETE') {
      const headers = new Headers(init.headers)
      sent.push({
        path: address,
        key: headers.get('Idempotency-Key'),
        ifMatch: headers.get('If-Match'),
        body: init.body === undefined ? {} : (JSON.parse(String(init.body)) as Record<string, unknown>),
      })
      return answers.shift()?.() ?? Promise.reject(new TypeError('offline'))
    }
    if (address === '/api/patient/interviews/i1') {
      return Promise.resolve(Response.json(stored))
    }
    if (address.startsWith('/api/patient/interviews?')) {
      return Promise.resolve(Response.json({ items: [stored], nextCursor: null }))
    }
    if (address === '/api/patient/diary/entries/i1') {
      entryTries++
      return Promise.resolve(entryTries > 1 ? Response.json(entry) : Response.json({}, { status: 404 }))
    }
    if (address.endsWith('/care-team')) {
      const items = [{ doctorId: 'd1', name: 'Dr Marta Silva', specialty: null, since: '2026-01-01T00:00:00Z', active: true }]
      return Promise.resolve(Response.json({ items }))
    }
    return Promise.resolve(Response.json({}, { status: 404 }))
  })
})

const becomes = (interview: Interview, status = 200) => () => {
  stored = interview
  return Promise.resolve(Response.json(interview, { status }))
}

function show(path: To & (string | { state?: unknown })) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  client.setQueryData(['session'], { authenticated: true, username: 'patient1', roles: ['patient'] })
  return render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[path]}>
        <Routes>
          <Route path="/patient" element={<ResumeInterview />} />
          <Route path="/patient/interviews/new" element={<StartInterviewPage />} />
          <Route path="/patient/interviews/:id" element={<InterviewPage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

it('begins with the words of the patient and asks the first question', async () => {
  const user = userEvent.setup()
  answers = [becomes(begun, 201)]
  show('/patient/interviews/new')
  await user.type(await screen.findByTestId('interview-opening'), 'My head hurts')
  await user.click(screen.getByTestId('interview-begin'))
  expect(await screen.findByText('Is any of this there now?')).toBeVisible()
  expect(sent[0]?.body).toMatchObject({ text: 'My head hurts', language: 'en' })
})

it('asks for words before it begins', async () => {
  const user = userEvent.setup()
  show('/patient/interviews/new')
  await user.click(await screen.findByTestId('interview-begin'))
  expect(await screen.findByRole('alert')).toHaveTextContent('Write a few words first')
  expect(sent).toEqual([])
})

it('tells a red flag in the opening words without a network', async () => {
  const user = userEvent.setup()
  show('/patient/interviews/new')
  await user.click(await screen.findByTestId('interview-opening'))
  await user.paste('Crushing chest pain and I am sweating')
  await user.click(screen.getByTestId('interview-begin'))
  expect(await screen.findByTestId('red-flag')).toHaveTextContent('not sent yet')
})

it('asks one question at a time and keeps the key when an answer is sent again', async () => {
  const user = userEvent.setup()
  answers = [() => Promise.reject(new TypeError('lost')), becomes(second)]
  show('/patient/interviews/i1')
  expect(await screen.findByText('Question 1 of 6')).toBeVisible()
  await user.click(await screen.findByRole('checkbox', { name: 'Fever' }))
  await user.click(screen.getByTestId('answer'))
  expect(await screen.findByText(/did not answer/)).toBeVisible()
  await user.click(screen.getByTestId('answer'))
  expect(await screen.findByText('How bad is it?')).toBeVisible()
  expect(screen.getByText('Question 2 of 6')).toBeVisible()
  expect(sent).toHaveLength(2)
  expect(sent[1]?.key).toBe(sent[0]?.key)
  expect(sent[1]?.ifMatch).toBe('"1"')
  expect(sent[1]?.body).toEqual({ questionId: 'signs', skipped: false, text: null, choices: ['fever'], number: null })
})

it('lets a question be left out', async () => {
  const user = userEvent.setup()
  answers = [becomes(second)]
  show('/patient/interviews/i1')
  await user.click(await screen.findByTestId('skip'))
  await screen.findByText('How bad is it?')
  expect(sent[0]?.body).toMatchObject({ questionId: 'signs', skipped: true, choices: [] })
})

it('asks for a number before it goes on', async () => {
  const user = userEvent.setup()
  stored = second
  answers = [becomes(ready)]
  show('/patient/interviews/i1')
  await user.click(await screen.findByTestId('answer'))
  expect(await screen.findByRole('alert')).toHaveTextContent('leave the question out')
  await user.click(screen.getByRole('radio', { name: '6 of 10' }))
  await user.click(screen.getByTestId('answer'))
  await screen.findByTestId('interview-text')
  expect(sent[0]?.body).toMatchObject({ questionId: 'severity', number: 6 })
})

it('goes back to an earlier answer', async () => {
  const user = userEvent.setup()
  stored = second
  answers = [becomes({ ...second, version: 3 })]
  show('/patient/interviews/i1')
  await user.click(await screen.findByRole('button', { name: 'Back' }))
  const box = await screen.findByRole('checkbox', { name: 'Fever' })
  expect(box).toBeChecked()
  await user.click(box)
  await user.click(screen.getByTestId('answer'))
  await screen.findByText('How bad is it?', { selector: '[data-testid=question] *' })
  expect(sent[0]).toMatchObject({ ifMatch: '"2"', body: { questionId: 'signs', choices: [] } })
})

it('shows how it stands where somebody went on elsewhere', async () => {
  const user = userEvent.setup()
  answers = [
    () => {
      stored = second
      return Promise.resolve(
        Response.json({ type: 'urn:medlinks:problem:stale-version', detail: 'changed' }, { status: 412 }),
      )
    },
  ]
  show('/patient/interviews/i1')
  await user.click(await screen.findByTestId('skip'))
  expect(await screen.findByText('How bad is it?')).toBeVisible()
  expect(screen.getByText(/went on somewhere else/)).toBeVisible()
})

it('ends on a red flag, with what to do now, and can still be sent', async () => {
  const user = userEvent.setup()
  answers = [
    becomes({
      ...ready,
      state: 'red-flag',
      redFlags: [{ id: 'meningitis-signs', title: 'Signs of meningitis', source: 'NHS', advice: 'Call now.' }],
    }),
  ]
  show('/patient/interviews/i1')
  await user.click(await screen.findByRole('checkbox', { name: 'Stiff neck' }))
  await user.click(screen.getByTestId('answer'))
  const screenOfHelp = await screen.findByTestId('red-flag')
  expect(screenOfHelp).toHaveTextContent('112')
  expect(screenOfHelp).toHaveTextContent('Do not wait for a rash to appear.')
  expect(screenOfHelp).toHaveTextContent('not sent yet')
  await user.click(within(screenOfHelp).getByRole('button'))
  expect(screen.queryByTestId('question')).not.toBeInTheDocument()
  expect(await screen.findByTestId('interview-text')).toHaveValue('My head hurts\nHow bad: 6 of 10.')
})

it('sends the text as it was changed and shows the entry once it is there', async () => {
  const user = userEvent.setup()
  stored = ready
  answers = [becomes({ ...ready, version: 4, state: 'submitted', entryId: 'i1' })]
  show('/patient/interviews/i1')
  const text = await screen.findByTestId('interview-text')
  expect(screen.getByText('Call for help at once if it gets worse.')).toBeVisible()
  await user.clear(text)
  await user.click(screen.getByTestId('interview-send'))
  expect(await screen.findByRole('alert')).toHaveTextContent('Write a few words first')
  await user.type(text, 'My head hurts a lot')
  await user.click(await screen.findByRole('button', { name: 'Send to Dr Marta Silva' }))
  expect(await screen.findByText(/being placed in your diary/)).toBeVisible()
  expect(sent[0]).toMatchObject({ ifMatch: '"3"', body: { text: 'My head hurts a lot' } })
  await waitFor(() => expect(screen.getByTestId('entry-state')).toBeVisible())
  expect(screen.getByText('From your answers')).toBeVisible()
})

it('brings each question and then the text to the top, with the focus', async () => {
  const user = userEvent.setup()
  const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView')
  answers = [becomes(second), becomes(ready)]
  show('/patient/interviews/i1')
  expect(await screen.findByText('Is any of this there now?')).toHaveFocus()
  await user.click(screen.getByTestId('skip'))
  expect(await screen.findByText('How bad is it?')).toHaveFocus()
  await user.keyboard('{ArrowRight}')
  expect(screen.getByRole('radio', { name: '0 of 10' })).toBeChecked()
  await user.click(screen.getByTestId('skip'))
  expect(await screen.findByRole('heading', { name: 'Look at it and change what does not fit' })).toHaveFocus()
  expect(scrolled.mock.calls).toEqual([1, 2, 3].map(() => [{ block: 'start', behavior: 'smooth' }]))
})

it('folds the answers once the text of them is there, and they can still be changed', async () => {
  const user = userEvent.setup()
  stored = ready
  show('/patient/interviews/i1')
  const fold = await screen.findByText('Your answers')
  expect(screen.getByText('How bad is it?')).not.toBeVisible()
  await user.click(fold)
  await user.click(screen.getByRole('button', { name: 'Change the answer to: How bad is it?' }))
  expect(screen.getByRole('radio', { name: '6 of 10' })).toBeChecked()
  expect(screen.queryByText('Your answers')).not.toBeInTheDocument()
  await user.click(screen.getByRole('radio', { name: '9 of 10' }))
  await user.click(screen.getByRole('button', { name: 'Keep the answer as it was' }))
  await user.click(await screen.findByText('Your answers'))
  await user.click(screen.getByRole('button', { name: 'Change the answer to: How bad is it?' }))
  expect(screen.getByRole('radio', { name: '6 of 10' })).toBeChecked()
  expect(sent).toEqual([])
})

it('keeps what is typed over a reload until it is answered', async () => {
  const user = userEvent.setup()
  stored = { ...begun, question: WORDS }
  answers = [() => Promise.reject(new TypeError('lost'))]
  const page = show('/patient/interviews/i1')
  await user.type(await screen.findByLabelText('Where is it?'), 'Behind the eyes')
  page.unmount()
  show('/patient/interviews/i1')
  expect(await screen.findByLabelText('Where is it?')).toHaveValue('Behind the eyes')
  await user.click(screen.getByTestId('answer'))
  expect(await screen.findByText(/did not answer/)).toBeVisible()
  expect(screen.getByLabelText('Where is it?')).toHaveValue('Behind the eyes')
  answers = [becomes(second)]
  await user.click(screen.getByTestId('answer'))
  expect(await screen.findByText('How bad is it?')).toBeVisible()
  expect(sent[1]?.key).toBe(sent[0]?.key)
  expect(Object.keys(sessionStorage).filter((key) => key.includes(':answer:'))).toEqual([])
})

it('keeps all of a long answer and says that it is too long', async () => {
  const user = userEvent.setup()
  stored = { ...begun, question: WORDS }
  show('/patient/interviews/i1')
  const box = await screen.findByLabelText('Where is it?')
  await user.click(box)
  await user.paste('x'.repeat(1_001))
  await user.click(screen.getByTestId('answer'))
  expect(await screen.findByRole('alert')).toHaveTextContent('1,000 characters')
  expect(box).toBeInvalid()
  expect(box).toHaveAccessibleDescription('Please keep it to 1,000 characters.')
  expect(box).toHaveValue('x'.repeat(1_001))
  expect(sent).toEqual([])
})

it('asks before it ends without sending', async () => {
  const user = userEvent.setup()
  answers = [() => Promise.resolve(new Response(null, { status: 204 }))]
  show('/patient/interviews/i1')
  expect(await screen.findByText('You can leave at any time and go on later from Home.')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'End without sending' }))
  const dialog = await screen.findByRole('dialog', { name: 'End without sending your answers?' })
  await user.click(within(dialog).getByRole('button', { name: 'End without sending' }))
  await screen.findByTestId('resume-interview')
  expect(sent[0]).toMatchObject({ path: '/api/patient/interviews/i1', ifMatch: '"1"' })
})

it('says that nothing is lost where the entry is long in coming', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  stored = { ...ready, state: 'submitted', entryId: 'late' }
  show('/patient/interviews/i1')
  expect(await screen.findByText(/being placed in your diary/)).toBeVisible()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(await screen.findByText(/takes longer than it should. Nothing is lost/)).toBeVisible()
})

it('takes a question of the chat as opening words and leaves the entry box alone', async () => {
  const user = userEvent.setup()
  answers = [becomes(begun, 201)]
  sessionStorage.setItem('medlinks.draft:patient1:entry', JSON.stringify({ text: 'My knee', symptoms: [], at: null }))
  show({ pathname: '/patient/interviews/new', state: telling('patient1', 'What helps against a headache?') })
  expect(await screen.findByTestId('interview-opening')).toHaveValue('What helps against a headache?')
  await user.click(screen.getByTestId('interview-begin'))
  expect(await screen.findByText('Is any of this there now?')).toBeVisible()
  expect(sessionStorage.getItem('medlinks.draft:patient1:entry')).toContain('My knee')
})

it('shows nobody what somebody else took along in the same tab', async () => {
  show({ pathname: '/patient/interviews/new', state: telling('patient2', 'What helps against a headache?') })
  expect(await screen.findByTestId('interview-opening')).toHaveValue('')
})

it('tells a red flag in an answer without a network', async () => {
  const user = userEvent.setup()
  stored = { ...begun, question: WORDS }
  answers = [() => Promise.reject(new TypeError('lost'))]
  show('/patient/interviews/i1')
  await user.type(await screen.findByLabelText('Where is it?'), 'Chest pain into my left arm')
  await user.click(screen.getByTestId('answer'))
  expect(await screen.findByTestId('red-flag')).toHaveTextContent('not sent yet')
})

it('tells a red flag in the text that is sent', async () => {
  const user = userEvent.setup()
  stored = ready
  answers = [() => Promise.reject(new TypeError('lost'))]
  show('/patient/interviews/i1')
  await user.type(await screen.findByTestId('interview-text'), ' Now crushing chest pain and I am sweating.')
  await user.click(screen.getByTestId('interview-send'))
  expect(await screen.findByTestId('red-flag')).toHaveTextContent('Chest pain')
})

it('tells a red flag in an answer that is too long to be taken', async () => {
  const user = userEvent.setup()
  stored = { ...begun, question: WORDS }
  show('/patient/interviews/i1')
  await user.click(await screen.findByLabelText('Where is it?'))
  await user.paste(`Crushing chest pain and I am sweating. ${'It began this morning. '.repeat(50)}`)
  await user.click(screen.getByTestId('answer'))
  expect(await screen.findByTestId('red-flag')).toHaveTextContent('not sent yet')
  expect(sent).toEqual([])
})

it('tells a red flag in a text that is too long to be sent', async () => {
  const user = userEvent.setup()
  stored = ready
  show('/patient/interviews/i1')
  await user.click(await screen.findByTestId('interview-text'))
  await user.paste(` Now crushing chest pain and I am sweating. ${'x'.repeat(10_000)}`)
  await user.click(screen.getByTestId('interview-send'))
  expect(await screen.findByTestId('red-flag')).toHaveTextContent('not sent yet')
  expect(sent).toEqual([])
})

it('raises the alarm of the service after one of this device was closed', async () => {
  const user = userEvent.setup()
  stored = { ...begun, question: WORDS }
  answers = [
    becomes(begun),
    becomes({ ...second, state: 'red-flag', question: null, redFlags: [{ id: 'stiff', title: 'Stiff neck with fever', advice: 'Call now.', source: 'NICE' }] }),
  ]
  show('/patient/interviews/i1')
  await user.type(await screen.findByLabelText('Where is it?'), 'Chest pain into my left arm')
  await user.click(screen.getByTestId('answer'))
  await user.click(await screen.findByRole('button', { name: 'I have called, or I am safe' }))
  await user.click(await screen.findByTestId('skip'))
  expect(await screen.findByTestId('red-flag')).toHaveTextContent('Stiff neck with fever')
})

it('keeps the text as the patient wrote it when an answer is changed afterwards', async () => {
  const user = userEvent.setup()
  stored = ready
  show('/patient/interviews/i1')
  const text = await screen.findByTestId('interview-text')
  await user.clear(text)
  await user.type(text, 'In my own words')
  const again = { ...ready, version: 4, draft: { ...ready.draft!, text: 'My head hurts\nHow bad: 9 of 10.' } }
  answers = [becomes(again)]
  await user.click(screen.getByRole('button', { name: 'Back' }))
  await user.click(await screen.findByTestId('answer'))
  expect(await screen.findByText(/Your answers have changed since you wrote this/)).toBeVisible()
  expect(screen.getByTestId('interview-text')).toHaveValue('In my own words')
  await user.click(screen.getByRole('button', { name: 'Take the new text' }))
  expect(screen.getByTestId('interview-text')).toHaveValue(again.draft.text)
  expect(screen.queryByText(/Your answers have changed/)).not.toBeInTheDocument()
})

it('offers to go on from home', async () => {
  show('/patient')
  expect(await screen.findByTestId('resume-interview')).toHaveTextContent('About: “My head hurts”')
  expect(screen.getByRole('link', { name: 'Go on' })).toHaveAttribute('href', '/patient/interviews/i1')
})
