import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { reportSessionLost } from '../api/client'
import type { Registration } from '../api/types'
import { startTranslation } from '../app/i18n'
import RegistrationPage from './RegistrationPage'

const NONE: Registration = {
  state: 'none',
  ready: true,
  name: null,
  specialty: null,
  practice: null,
  language: null,
  languages: [],
  email: null,
  phone: null,
  zone: null,
  reason: null,
  registrationNumber: null,
  registrationBody: null,
  submittedAt: null,
  decidedAt: null,
}
const SENT: Registration = { ...NONE, state: 'waiting', name: 'Dr Ida Novak', specialty: 'Cardiology', registrationNumber: '4711', registrationBody: 'Council', languages: ['en'], submittedAt: '2026-11-23T08:00:00Z' }

const keys: (string | null)[] = []
let stored: Registration
let answers: (() => Response)[]
let authenticated: boolean
let username: string

beforeEach(async () => {
  keys.length = 0
  stored = NONE
  answers = []
  authenticated = true
  username = `account-${Math.random()}`
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((_address, init) => {
    if (init?.method === 'POST') {
      keys.push(new Headers(init.headers).get('Idempotency-Key'))
      const answer = answers.shift()
      return answer === undefined ? Promise.reject(new TypeError('offline')) : Promise.resolve(answer())
    }
    return Promise.resolve(Response.json(stored))
  })
})

function show() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  client.setQueryData(['session'], authenticated ? { authenticated, username, name: 'Ida Novak', roles: [] } : { authenticated })
  return render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <RegistrationPage />
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

it('tells patients and doctors what to do, before anything is sent', async () => {
  show()
  expect(await screen.findByText(/^Are you a patient\?/)).toBeVisible()
  expect(screen.getByText(/^Are you a doctor\?/)).toBeVisible()
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Register as a doctor')
})

it('says that it waits, and goes back to waiting after a correction', async () => {
  stored = SENT
  answers = [() => Response.json(SENT)]
  show()
  expect(await screen.findByText('We have what you sent')).toBeVisible()
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Waiting for approval')
  expect(document.title).toBe('Waiting for approval · MedLinks')
  expect(screen.queryByText(/^Are you a patient\?/)).toBeNull()
  expect(screen.getByText('This page updates by itself. You can close it and come back.')).toBeVisible()
  expect(screen.getByText('The MedLinks team checks your registration number.')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Correct what I sent' }))
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Register as a doctor')
  await userEvent.click(screen.getByRole('button', { name: 'Send to the MedLinks team' }))
  expect(await screen.findByText('We have what you sent')).toBeVisible()
})

it('keeps what was typed over a reload, and repeats the same registration', async () => {
  const first = show()
  await userEvent.type(await screen.findByLabelText('Specialty'), 'Cardiology')
  await userEvent.type(screen.getByLabelText('Registration number'), '4711')
  await userEvent.type(screen.getByLabelText('Registered with'), 'Council')
  await userEvent.click(screen.getByRole('button', { name: 'Send to the MedLinks team' }))
  await waitFor(() => expect(keys).toHaveLength(1))
  first.unmount()
  answers = [() => Response.json(SENT)]
  show()
  expect(await screen.findByLabelText('Registration number')).toHaveValue('4711')
  await userEvent.click(screen.getByRole('button', { name: 'Send to the MedLinks team' }))
  expect(await screen.findByText('We have what you sent')).toBeVisible()
  expect(keys[1]).toBe(keys[0])
  expect(Object.values(sessionStorage).join()).not.toContain('4711')
})

it('says that the session is over', async () => {
  show()
  await screen.findByLabelText('Specialty')
  reportSessionLost('ended')
  expect(await screen.findByText('Your sign-in has ended. What you typed is kept here.')).toBeVisible()
})

it('asks a stranger to sign in', async () => {
  authenticated = false
  show()
  expect(await screen.findByText('Please sign in')).toBeVisible()
  expect(screen.getByText(/^Are you a patient\?/)).toBeVisible()
})
