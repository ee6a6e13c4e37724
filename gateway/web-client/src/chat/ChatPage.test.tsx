import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter, Route, Routes, useLocation } from 'react-router'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChatMessage } from '../api/types'
import { startTranslation } from '../app/i18n'
import ChatPage from './ChatPage'

const CITATION = {
  ref: 'headache/3',
  passage: {
    articleId: 'headache',
    number: 3,
    title: 'Headache',
    text: 'Rest in a quiet, dark room.',
    reviewed: '2026-11-24',
    sources: [{ publisher: 'MedlinePlus', title: 'Headache', url: 'https://medlineplus.gov/headache.html' }],
  },
  entry: null,
  rule: null,
}
const SAID = 'Rest in a quiet, dark room. <b>Drink</b> water.'
const MESSAGE: ChatMessage = {
  id: 'message-1',
  askedAt: '2026-11-24T08:00:00Z',
  language: 'en',
  text: 'What helps against a headache?',
  answer: {
    state: 'done',
    kind: 'answer',
    rules: [],
    sentences: [{ engine: 'extractive', kind: 'source', text: SAID, citations: [CITATION] }],
    nextSteps: ['log-entry', 'interview', 'book'],
    finishedAt: '2026-11-24T08:00:01Z',
  },
}

type Part = [event: string, data: unknown] | 'open' | 'broken'

/** A stream of events that ends, stays open, or breaks. */
function events(...parts: Part[]): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) {
        if (part === 'open') {
          return
        }
        if (part === 'broken') {
          controller.error(new TypeError('network'))
          return
        }
        controller.enqueue(encoder.encode(`event:${part[0]}\ndata:${JSON.stringify(part[1])}\n\n`))
      }
      controller.close()
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } })
}

const ACCEPTED: Part = ['accepted', { id: MESSAGE.id, askedAt: MESSAGE.askedAt }]
const CITED: Part = ['citation', CITATION]
const SPOKEN: Part = ['sentence', { index: 0, engine: 'extractive', kind: 'source', text: SAID, refs: [CITATION.ref] }]
const DONE: Part = ['done', MESSAGE]

const asked: { key: string | null; text: string }[] = []
const called: string[] = []
const THREAD = { id: 'thread-1', createdAt: MESSAGE.askedAt, lastAskedAt: MESSAGE.askedAt, opening: null }
let begun = false
let answers: (() => Response | Promise<Response>)[] = []
let kept: ChatMessage[] = []

beforeEach(async () => {
  asked.length = 0
  called.length = 0
  answers = []
  kept = []
  begun = false
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((address, init) => {
    const path = String(address)
    called.push(`${init?.method ?? 'GET'} ${path}`)
    if (path === '/api/patient/chat/threads/thread-1/messages' && init?.method === 'POST') {
      const text = JSON.parse(String(init.body)) as { text: string }
      asked.push({ key: new Headers(init.headers).get('Idempotency-Key'), text: text.text })
      const planned = answers.shift()
      if (planned !== undefined) {
        return Promise.resolve(planned())
      }
      kept = [MESSAGE]
      return Promise.resolve(events(ACCEPTED, CITED, SPOKEN, DONE))
    }
    if (path === '/api/patient/chat/threads' && init?.method === 'POST') {
      begun = true
      return Promise.resolve(Response.json(THREAD, { status: 201 }))
    }
    if (init?.method === 'DELETE') {
      return Promise.resolve(new Response(null, { status: 204 }))
    }
    if (path.startsWith('/api/patient/chat/threads?')) {
      return Promise.resolve(Response.json({ items: begun ? [THREAD] : [], nextCursor: null }))
    }
    if (path.includes('/messages')) {
      return Promise.resolve(Response.json({ items: kept, nextCursor: null }))
    }
    if (path === '/auth/session') {
      return Promise.resolve(Response.json({ authenticated: true, username: 'patient1', roles: ['patient'] }))
    }
    if (path === '/api/public/status') {
      return Promise.resolve(Response.json({ emergencyNumber: '112' }))
    }
    return Promise.resolve(Response.json({ detail: 'There is nothing here.' }, { status: 404 }))
  })
})

function Told() {
  const { text } = useLocation().state as { text: string }
  return <p data-testid="told">{text}</p>
}

function show() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  client.setQueryData(['session'], { authenticated: true, username: 'patient1', roles: ['patient'] })
  return render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={['/patient/chat']}>
        <Routes>
          <Route path="/patient" element={<Told />} />
          <Route path="/patient/chat" element={<ChatPage />} />
          <Route path="/patient/chat/:threadId" element={<ChatPage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

async function ask(text: string) {
  await userEvent.type(await screen.findByLabelText('Your question'), `${text}{Enter}`)
}

describe('the chat', () => {
  it('shows an answer as text with a source that opens', async () => {
    show()
    expect(await screen.findByText('Nothing asked yet')).toBeInTheDocument()
    await ask('What helps against a headache?')
    const message = await screen.findByTestId('chat-message')
    expect(within(message).getByText(/<b>Drink<\/b> water/)).toBeInTheDocument()
    expect(message.querySelector('b')).toBeNull()
    await userEvent.click(within(message).getByRole('button', { name: 'Source 1: Headache' }))
    const sheet = await screen.findByTestId('source-sheet')
    expect(within(sheet).getByRole('link', { name: /MedlinePlus: Headache/ })).toHaveAttribute(
      'href',
      'https://medlineplus.gov/headache.html',
    )
    expect(screen.queryByTestId('chat-pending')).toBeNull()
  })

  it('asks again under the same key when the line breaks', async () => {
    answers = [() => events(ACCEPTED, CITED, SPOKEN, 'broken')]
    show()
    await ask('What helps against a headache?')
    await screen.findByTestId('chat-message')
    expect(asked).toHaveLength(2)
    expect(asked[0]?.key).toBe(asked[1]?.key)
  }, 15_000)

  it('lets the patient try again when the line stays broken', async () => {
    const broken = () => events(ACCEPTED, 'broken')
    answers = [broken, broken, broken]
    show()
    await ask('What helps against a headache?')
    await userEvent.click(await screen.findByRole('button', { name: 'Try again' }))
    await screen.findByTestId('chat-message')
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1)
    expect(asked).toHaveLength(4)
  }, 20_000)

  it('goes on under the same key after a reload', async () => {
    answers = [() => events(ACCEPTED, 'open')]
    const page = show()
    await ask('What helps against a headache?')
    await waitFor(() => expect(asked).toHaveLength(1))
    page.unmount()
    show()
    await screen.findByTestId('chat-message')
    expect(asked[0]?.key).toBe(asked[1]?.key)
  })

  it('shows sentences while the answer is under way, and stops', async () => {
    answers = [() => events(ACCEPTED, CITED, SPOKEN, 'open')]
    show()
    await ask('What helps against a headache?')
    const pending = await screen.findByTestId('chat-pending')
    expect(await within(pending).findByText(/Rest in a quiet/)).toBeInTheDocument()
    await ask('And against a cough?')
    expect(screen.getByRole('alert')).toHaveTextContent('Your last question is still waiting for its answer.')
    await userEvent.click(screen.getByRole('button', { name: 'Stop' }))
    await waitFor(() => expect(screen.queryByTestId('chat-pending')).toBeNull())
    expect(called).toContain('DELETE /api/patient/chat/threads/thread-1/messages/message-1/answer')
  })

  it('keeps the question and its key where the service is away', async () => {
    const away = () => Response.json({ title: 'Away', detail: 'Try again in a moment.' }, { status: 503 })
    answers = [away]
    show()
    await ask('What helps against a headache?')
    expect(await screen.findByText(/Your question is kept/)).toBeVisible()
    expect(screen.getByTestId('chat-pending')).toHaveTextContent('What helps against a headache?')
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await screen.findByTestId('chat-message')
    expect(asked).toHaveLength(2)
    expect(asked[1]).toEqual(asked[0])
  })

  it('brings the newest question to the top, at first without gliding', async () => {
    const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView')
    begun = true
    kept = [{ ...MESSAGE, id: 'message-0' }]
    show()
    await screen.findByTestId('chat-message')
    expect(scrolled.mock.calls).toEqual([[{ block: 'start', behavior: 'auto' }]])
    kept = [MESSAGE, ...kept]
    answers = [() => events(ACCEPTED, CITED, SPOKEN, DONE)]
    await ask('What helps against a headache?')
    await waitFor(() => expect(screen.getAllByTestId('chat-message')).toHaveLength(2))
    await waitFor(() => expect(scrolled.mock.contexts.at(-1)).toBe(screen.getAllByTestId('chat-message')[1]))
    expect(scrolled).toHaveBeenLastCalledWith({ block: 'start', behavior: 'smooth' })
  })

  it('takes the question along to the next steps', async () => {
    show()
    await ask('What helps against a headache?')
    await userEvent.click(await screen.findByRole('link', { name: 'Write it in my diary' }))
    expect(await screen.findByTestId('told')).toHaveTextContent('What helps against a headache?')
  })

  it.each([
    ['while another question waits', 'Crushing chest pain and I am sweating'],
    ['of too many words', `Crushing chest pain and I am sweating. ${'What is it? '.repeat(100)}`],
  ])('tells a red flag in a question %s', async (_, words) => {
    answers = [() => events(ACCEPTED, 'open')]
    show()
    await ask('What helps against a headache?')
    await screen.findByTestId('chat-pending')
    await userEvent.click(screen.getByLabelText('Your question'))
    await userEvent.paste(words)
    await userEvent.keyboard('{Enter}')
    expect(await screen.findByTestId('red-flag')).toHaveTextContent('Chest pain')
    expect(asked).toHaveLength(1)
    expect(screen.getByLabelText('Your question')).toHaveValue(words)
  })

  it('shows whom to call where an answer says when to get help', async () => {
    begun = true
    const help = 'Call the emergency number if a headache comes all at once.'
    const sentence = { engine: 'extractive', kind: 'source' as const, text: help, citations: [{ ...CITATION, passage: { ...CITATION.passage, text: help } }] }
    kept = [{ ...MESSAGE, answer: { ...MESSAGE.answer, sentences: [...MESSAGE.answer.sentences, sentence] } }, { ...MESSAGE, id: 'message-0' }]
    show()
    const [without, telling] = await screen.findAllByTestId('chat-message')
    expect(within(without!).queryByTestId('chat-help')).not.toBeInTheDocument()
    expect(within(telling!).getByTestId('chat-help')).toHaveTextContent('In an emergency call 112.')
    expect(within(telling!).getByRole('link', { name: '112' })).toHaveAttribute('href', 'tel:112')
  })

  it('says in the words of the service why a question is refused, and gives it back', async () => {
    answers = [
      () =>
        Response.json(
          { type: 'urn:medlinks:problem:answer-under-way', detail: 'Your last question is still being answered.' },
          { status: 409 },
        ),
    ]
    show()
    await ask('What helps against a headache?')
    expect(await screen.findByText('Your last question is still being answered.')).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(screen.getByLabelText('Your question')).toHaveValue('What helps against a headache?')
  })

  it('says at once what to do about a red flag', async () => {
    answers = [() => events('open')]
    show()
    await ask('My chest hurts and I am sweating')
    expect(await screen.findByTestId('red-flag')).toBeInTheDocument()
  })

  it('asks nothing without words', async () => {
    show()
    await userEvent.click(await screen.findByTestId('chat-send'))
    expect(await screen.findByText('Write your question first.')).toBeInTheDocument()
    expect(asked).toHaveLength(0)
  })
})
