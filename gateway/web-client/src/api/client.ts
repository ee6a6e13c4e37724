import type { ApiPath } from './types'

/** A refusal in the words of the service (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly slug: string,
    readonly detail: string,
    readonly errors: { field: string; message: string }[],
    readonly body: Record<string, unknown>,
    /** The gateway's clock at the answer, in milliseconds; null where it did not say. */
    readonly answeredAt: number | null = null,
  ) {
    super(detail)
    this.name = 'Problem'
  }
}

/** No answer came: no network, a timeout, or a gateway that is away. */
export class Unreachable extends Error {
  constructor() {
    super('unreachable')
    this.name = 'Unreachable'
  }
}

export interface Answer<T> {
  body: T
  version: number | null
}

interface Options {
  body?: unknown
  /** One per intention of the person, kept across retries. */
  idempotencyKey?: string
  ifMatch?: number | undefined
  signal?: AbortSignal | undefined
}

const TIMEOUT_MS = 15_000
const SESSION_LOST = 'medlinks:session-lost'
const sessionEvents = new EventTarget()

/** Why a page can read and send nothing more: its session is over, or it is somebody else's now. */
export type Loss = 'ended' | 'other-reader'

/** Calls the listener whenever an answer says that the session is over, or not this page's any more. */
export function onSessionLost(listener: (loss: Loss) => void): () => void {
  const heard = (event: Event) => listener((event as CustomEvent<Loss>).detail)
  sessionEvents.addEventListener(SESSION_LOST, heard)
  return () => sessionEvents.removeEventListener(SESSION_LOST, heard)
}

export function reportSessionLost(loss: Loss = 'ended'): void {
  sessionEvents.dispatchEvent(new CustomEvent<Loss>(SESSION_LOST, { detail: loss }))
}

let pageReader: string | null = null

/**
 * Says whose page this is, by the id of the account. All tabs of a browser share one
 * cookie: the gateway refuses what a page asks for once somebody else has signed in.
 */
export function setPageReader(id: string | null): void {
  pageReader = id
}

/** The headers that every call of a page has. */
export function pageHeaders(headers: Record<string, string>): Headers {
  const all = new Headers(headers)
  if (pageReader !== null) {
    all.set('X-MedLinks-Reader', pageReader)
  }
  return all
}

function csrfToken(): string | null {
  const cookie = document.cookie.split('; ').find((part) => part.startsWith('XSRF-TOKEN='))
  return cookie ? decodeURIComponent(cookie.slice('XSRF-TOKEN='.length)) : null
}

async function ensureCsrfToken(): Promise<string | null> {
  const token = csrfToken()
  if (token !== null) {
    return token
  }
  await fetch('/auth/session', { headers: { Accept: 'application/json' } }).catch(() => undefined)
  return csrfToken()
}

export async function request<T>(method: string, path: ApiPath, options: Options = {}): Promise<Answer<T>> {
  const headers = pageHeaders({ Accept: 'application/json, application/problem+json' })
  if (method !== 'GET') {
    const token = await ensureCsrfToken()
    if (token !== null) {
      headers.set('X-XSRF-TOKEN', token)
    }
    headers.set('Idempotency-Key', options.idempotencyKey ?? crypto.randomUUID())
  }
  if (options.body !== undefined) {
    headers.set('Content-Type', 'application/json')
  }
  if (options.ifMatch !== undefined) {
    headers.set('If-Match', `"${options.ifMatch}"`)
  }
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  const init: RequestInit = {
    method,
    headers,
    credentials: 'same-origin',
    signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
  }
  if (options.body !== undefined) {
    init.body = JSON.stringify(options.body)
  }
  let response: Response
  try {
    response = await fetch(path, init)
  } catch (error) {
    if (options.signal?.aborted) {
      throw error
    }
    throw new Unreachable()
  }
  if (!response.ok) {
    throw await problemOf(response)
  }
  const etag = response.headers.get('ETag')?.match(/"(\d+)"/)?.[1]
  const text = response.status === 204 ? '' : await response.text()
  return {
    body: (text === '' ? undefined : JSON.parse(text)) as T,
    version: etag === undefined ? null : Number(etag),
  }
}

/** How long the head of a stream may take. */
const HEAD_MS = 30_000

/**
 * Sends something whose answer comes as events. What is under way is stopped by the
 * signal only; the same key plays the answer again from its beginning.
 */
export async function postForEvents(
  path: ApiPath,
  options: { body: unknown; idempotencyKey: string; signal: AbortSignal },
): Promise<ReadableStream<Uint8Array>> {
  const headers = pageHeaders({
    Accept: 'text/event-stream, application/problem+json',
    'Content-Type': 'application/json',
    'Idempotency-Key': options.idempotencyKey,
  })
  const token = await ensureCsrfToken()
  if (token !== null) {
    headers.set('X-XSRF-TOKEN', token)
  }
  const slow = new AbortController()
  const timer = setTimeout(() => slow.abort(), HEAD_MS)
  let response: Response
  try {
    response = await fetch(path, {
      method: 'POST',
      headers,
      body: JSON.stringify(options.body),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.any([options.signal, slow.signal]),
    })
  } catch (error) {
    if (options.signal.aborted) {
      throw error
    }
    throw new Unreachable()
  } finally {
    clearTimeout(timer)
  }
  if (!response.ok) {
    throw await problemOf(response)
  }
  if (response.body === null) {
    throw new Unreachable()
  }
  return response.body
}

async function problemOf(response: Response): Promise<Problem> {
  let body: Record<string, unknown> = {}
  try {
    body = (await response.json()) as Record<string, unknown>
  } catch {
    // Not every proxy on the way answers with a problem; the status still says enough.
  }
  const type = typeof body.type === 'string' ? body.type : ''
  const detail = typeof body.detail === 'string' ? body.detail : ''
  const errors = Array.isArray(body.errors) ? (body.errors as { field: string; message: string }[]) : []
  const slug = type.replace(/^urn:medlinks:problem:/, '')
  if (response.status === 401) {
    reportSessionLost(slug === 'other-reader' ? slug : 'ended')
  }
  const date = Date.parse(response.headers.get('Date') ?? '')
  return new Problem(response.status, slug, detail, errors, body, Number.isNaN(date) ? null : date)
}

export const get = <T>(path: ApiPath, signal?: AbortSignal) =>
  request<T>('GET', path, { signal }).then((answer) => answer.body)

/** A stored record with its version, or null before there is one. */
export async function recordOrNone<T extends { version: number }>(path: ApiPath, signal?: AbortSignal): Promise<T | null> {
  try {
    const { body, version } = await request<T>('GET', path, { signal })
    return { ...body, version: version ?? body.version }
  } catch (error) {
    if (error instanceof Problem && error.status === 404) {
      return null
    }
    throw error
  }
}

export function query(parameters: Record<string, string | number | null | undefined>): '' | `?${string}` {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') {
      search.set(name, String(value))
    }
  }
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}
