import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import i18next from 'i18next'
import { MemoryRouter } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { reportSessionLost } from '../api/client'
import type { OperatorDoctor, Registration } from '../api/types'
import { startTranslation } from '../app/i18n'
import OperatorPage from './OperatorPage'

const sent: { method: string; path: string; body: unknown; key?: string | null }[] = []
let lost: number
let decided: (state: Registration['state'], id: string, reason: string | null) => void
let doctors: OperatorDoctor[]
let username: string

function doctor(doctorId: string, name: string, registration: Partial<Registration>): OperatorDoctor {
  return {
    doctorId,
    name,
    specialty: 'Cardiology',
    practice: null,
    approved: registration.state === 'approved',
    registration: {
      state: 'waiting',
      ready: true,
      name,
      specialty: 'Cardiology',
      practice: null,
      language: 'en',
      languages: [],
      email: null,
      phone: null,
      zone: null,
      reason: null,
      registrationNumber: null,
      registrationBody: null,
      submittedAt: null,
      decidedAt: null,
      ...registration,
    },
  }
}

beforeEach(async () => {
  sent.length = 0
  lost = 0
  decided = (state, id, reason) => {
    doctors = doctors.map((one) =>
      one.doctorId === id
        ? { ...one, approved: state === 'approved', registration: { ...one.registration, state, reason } }
        : one,
    )
  }
  username = `operator-${Math.random()}`
  doctors = [
    doctor('d1', 'Dr Ida Novak', {
      registrationNumber: '4711',
      registrationBody: 'Ordem dos Médicos',
      languages: ['pt', 'de', '??'],
      email: 'ida@example.org',
      phone: '+351 210 000 000',
      zone: 'Europe/Lisbon',
    }),
    doctor('d2', 'Dr Nia New', { state: 'none' }),
    doctor('d3', 'Dr Marta Silva', { state: 'approved', registrationNumber: '1' }),
    doctor('d4', 'Dr Otto Old', { state: 'declined', registrationNumber: '2', reason: 'Unknown number' }),
  ]
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  await i18next.loadNamespaces('doctor')
  vi.spyOn(globalThis, 'fetch').mockImplementation((address, init) => {
    const path = String(address)
    if (init?.method !== undefined && init.method !== 'GET') {
      const body = typeof init.body === 'string' ? (JSON.parse(init.body) as { reason: string }) : null
      sent.push({
        method: init.method,
        path,
        body,
        key: new Headers(init.headers).get('Idempotency-Key'),
      })
      decided(
        path.endsWith('/refusal') ? 'declined' : init.method === 'DELETE' ? 'withdrawn' : 'approved',
        path.split('/').at(-2) ?? '',
        body?.reason ?? null,
      )
      return lost-- > 0 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(new Response(null, { status: 204 }))
    }
    return Promise.resolve(Response.json({ items: path.includes('/doctors') ? doctors : [], nextCursor: null }))
  })
})

async function show() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  client.setQueryData(['session'], { authenticated: true, username, name: 'Olga', roles: ['operator'] })
  const { unmount } = render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <OperatorPage />
      </MemoryRouter>
    </QueryClientProvider>,
  )
  await screen.findByRole('heading', { name: 'Waiting (2)' })
  return unmount
}

const rowOf = (name: string) => screen.getByRole('heading', { name }).closest('li')!

it('asks before it approves, with what the doctor sent', async () => {
  await show()
  await userEvent.click(screen.getByRole('button', { name: 'Approve Dr Ida Novak' }))
  const dialog = screen.getByRole('alertdialog', { name: 'Approve Dr Ida Novak?' })
  for (const told of ['Dr Ida Novak', '4711', 'Ordem dos Médicos']) {
    expect(within(dialog).getByText(told)).toBeVisible()
  }
  expect(sent).toHaveLength(0)
  await userEvent.click(within(dialog).getByRole('button', { name: 'Approve' }))
  expect(await screen.findByRole('heading', { name: 'Approved (2)' })).toBeVisible()
  expect(screen.getByRole('heading', { name: 'Waiting (1)' })).toBeVisible()
  expect(screen.getByText('Dr Ida Novak is approved.')).toHaveAttribute('role', 'status')
  expect(sent).toMatchObject([{ method: 'POST', path: '/api/operator/doctors/d1/approval', body: null }])
})

it('decides once however often it is pressed, and shows what stands', async () => {
  await show()
  lost = 1
  await userEvent.click(screen.getByRole('button', { name: 'Approve Dr Ida Novak' }))
  const dialog = screen.getByRole('alertdialog', { name: 'Approve Dr Ida Novak?' })
  await userEvent.click(within(dialog).getByRole('button', { name: 'Approve' }))
  await within(dialog).findByRole('alert')
  // Somebody else withdraws the approval before it is pressed again.
  decided('withdrawn', 'd1', null)
  decided = () => {}
  await userEvent.click(within(dialog).getByRole('button', { name: 'Approve' }))
  expect(await screen.findByRole('heading', { name: 'Declined or withdrawn (2)' })).toBeVisible()
  expect(await screen.findByText(/^Something else was decided about Dr Ida Novak since/)).toHaveAttribute('role', 'status')
  expect(screen.queryByText('Dr Ida Novak is approved.')).toBeNull()
  const [first, second] = sent.map(({ key }) => key)
  expect(sent).toHaveLength(2)
  expect(first).toBeTruthy()
  expect(second).toBe(first)
})

it('sends another reason under another key', async () => {
  await show()
  lost = 2
  await userEvent.click(screen.getByRole('button', { name: 'Decline Dr Ida Novak' }))
  const dialog = screen.getByRole('dialog')
  await userEvent.type(within(dialog).getByLabelText('Reason'), 'No number')
  for (const more of ['', '', ' there']) {
    await userEvent.type(within(dialog).getByLabelText('Reason'), `${more}{End}`)
    await userEvent.click(within(dialog).getByRole('button', { name: 'Decline' }))
    await waitFor(() => expect(within(dialog).queryByRole('button', { name: 'Decline', busy: true })).toBeNull())
  }
  await waitFor(() => expect(sent).toHaveLength(3))
  const [first, second, third] = sent.map(({ key }) => key)
  expect(second).toBe(first)
  expect(third).not.toBe(first)
})

it('does not say that a reason was told which came too late', async () => {
  await show()
  // Somebody else declines first.
  decided('declined', 'd1', 'Not in the register')
  decided = () => {}
  await userEvent.click(screen.getByRole('button', { name: 'Decline Dr Ida Novak' }))
  const dialog = screen.getByRole('dialog')
  await userEvent.type(within(dialog).getByLabelText('Reason'), 'No number')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Decline' }))
  expect(await screen.findByText(/^Something else was decided about Dr Ida Novak since/)).toHaveAttribute('role', 'status')
  expect(within(rowOf('Dr Ida Novak')).getByText('Not in the register')).toBeVisible()
})

it('approves nobody who sent no registration number', async () => {
  await show()
  const row = rowOf('Dr Nia New')
  expect(within(row).getByText('Sent no registration number')).toBeVisible()
  expect(within(row).queryByRole('button')).toBeNull()
})

it('tells each thing in a row of its own, languages by name', async () => {
  await show()
  const row = rowOf('Dr Ida Novak')
  const facts = within(row).getAllByRole('term').map((term) => [term.textContent, term.nextElementSibling?.textContent])
  expect(facts).toEqual([
    ['Registration number', '4711'],
    ['Registered with', 'Ordem dos Médicos'],
    ['Speaks', 'Portuguese, German and ??'],
    ['Reach', 'ida@example.org · +351 210 000 000'],
    ['Time zone', 'Europe/Lisbon'],
  ])
})

it('lists who was declined apart from who waits, and withdraws after asking', async () => {
  await show()
  expect(screen.getByRole('heading', { name: 'Declined or withdrawn (1)' })).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Withdraw approval of Dr Marta Silva' }))
  await userEvent.click(screen.getByRole('button', { name: 'Withdraw approval' }))
  expect(await screen.findByRole('heading', { name: 'Declined or withdrawn (2)' })).toBeVisible()
  expect(screen.queryByRole('heading', { name: /^Approved/ })).toBeNull()
  expect(sent).toMatchObject([{ method: 'DELETE', path: '/api/operator/doctors/d3/approval' }])
})

it('keeps the reason of a refusal over a reload and forgets it when it is sent', async () => {
  const unmount = await show()
  await userEvent.click(screen.getByRole('button', { name: 'Decline Dr Ida Novak' }))
  await userEvent.type(screen.getByLabelText('Reason'), 'The number is not in the register')
  unmount()
  await show()
  await userEvent.click(screen.getByRole('button', { name: 'Decline Dr Ida Novak' }))
  expect(screen.getByLabelText('Reason')).toHaveValue('The number is not in the register')
  await userEvent.click(screen.getByRole('button', { name: 'Decline' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(sent[0]?.body).toEqual({ reason: 'The number is not in the register' })
  expect(Object.values(sessionStorage).join()).not.toContain('The number')
})

it('says that the session is over', async () => {
  await show()
  reportSessionLost('ended')
  expect(await screen.findByText('Your sign-in has ended. What you typed is kept here.')).toBeVisible()
})
