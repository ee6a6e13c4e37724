import { pageHeaders, reportSessionLost } from '../api/client'
import { readEvents, type ServerEvent } from './serverEvents'

export interface LiveItem {
  type: string
  key: string
  row: unknown
}

/** `since` is when the last word came, in epoch milliseconds. */
export interface LiveStatus {
  state: 'connecting' | 'live' | 'paused'
  since: number
}

export type LiveChange = { kind: 'snapshot'; items: LiveItem[] } | { kind: 'row'; item: LiveItem }

interface Listener {
  onChange(change: LiveChange): void
  onStatus(status: LiveStatus): void
}

type Message =
  | { kind: 'hello' }
  | { kind: 'change'; change: LiveChange }
  | { kind: 'status'; status: LiveStatus }

const SILENCE_MS = 40_000
const GRACE_MS = 2_500
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 20_000

/**
 * One stream per browser and reader: the tab that holds the lock is connected
 * and tells the others. A stream resumes by the last event id; a tab that
 * joins later is given the rows as the connected tab knows them.
 */
export class LiveStream {
  private readonly listeners = new Set<Listener>()
  private readonly rows = new Map<string, LiveItem>()
  private readonly stopped = new AbortController()
  private readonly channel: BroadcastChannel | null
  private status: LiveStatus = { state: 'connecting', since: Date.now() }
  private leading = false
  private known = false
  private lastEventId: string | null = null
  private pauseTimer: ReturnType<typeof setTimeout> | undefined
  private leaderTimer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly path: string,
    reader: string,
  ) {
    const name = `medlinks.live:${path}:${reader}`
    this.channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : null
    this.channel?.addEventListener('message', (event: MessageEvent<Message>) => this.receive(event.data))
    this.send({ kind: 'hello' })
    this.expectLeader()
    void this.lead(name)
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener)
    listener.onStatus(this.status)
    if (this.known) {
      listener.onChange(this.snapshot())
    }
    return () => this.listeners.delete(listener)
  }

  stop(): void {
    this.stopped.abort()
    clearTimeout(this.pauseTimer)
    clearTimeout(this.leaderTimer)
    this.channel?.close()
    this.listeners.clear()
  }

  private async lead(name: string): Promise<void> {
    const run = async () => {
      this.leading = true
      clearTimeout(this.leaderTimer)
      await this.stayConnected()
    }
    try {
      if ('locks' in navigator) {
        await navigator.locks.request(name, { signal: this.stopped.signal }, run)
      } else {
        await run()
      }
    } catch {
      // Stopped while waiting for the lock.
    }
  }

  private async stayConnected(): Promise<void> {
    let pause = FIRST_PAUSE_MS
    while (!this.stopped.signal.aborted) {
      const heard = await this.connectOnce()
      if (this.stopped.signal.aborted || heard === 'session-over') {
        return
      }
      this.pauseSoon()
      pause = heard === 'something' ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS)
      await this.rest(pause * (0.8 + Math.random() * 0.4))
    }
  }

  private async connectOnce(): Promise<'nothing' | 'something' | 'session-over'> {
    const attempt = new AbortController()
    const signal = AbortSignal.any([attempt.signal, this.stopped.signal])
    let watchdog = setTimeout(() => attempt.abort(), SILENCE_MS)
    let heard: 'nothing' | 'something' = 'nothing'
    try {
      const headers = pageHeaders({ Accept: 'text/event-stream' })
      if (this.lastEventId !== null) {
        headers.set('Last-Event-ID', this.lastEventId)
      }
      const response = await fetch(this.path, { headers, signal, cache: 'no-store', credentials: 'same-origin' })
      if (response.status === 401) {
        this.publishStatus({ state: 'paused', since: this.status.since })
        reportSessionLost()
        return 'session-over'
      }
      if (!response.ok || response.body === null) {
        return 'nothing'
      }
      for await (const event of readEvents(response.body)) {
        clearTimeout(watchdog)
        watchdog = setTimeout(() => attempt.abort(), SILENCE_MS)
        heard = 'something'
        if (event.event === 'end') {
          break
        }
        this.accept(event)
      }
    } catch {
      // The line broke or was silent for too long: connect again.
    } finally {
      clearTimeout(watchdog)
      attempt.abort()
    }
    return heard
  }

  private accept(event: ServerEvent): void {
    clearTimeout(this.pauseTimer)
    this.pauseTimer = undefined
    if (event.id !== null) {
      this.lastEventId = event.id
    }
    if (event.event === 'snapshot') {
      const { items } = JSON.parse(event.data) as { items: LiveItem[] }
      this.change({ kind: 'snapshot', items }, true)
    } else if (event.event === 'row') {
      this.change({ kind: 'row', item: JSON.parse(event.data) as LiveItem }, true)
    }
    this.publishStatus({ state: 'live', since: Date.now() })
  }

  private change(change: LiveChange, tell: boolean): void {
    if (change.kind === 'snapshot') {
      this.rows.clear()
      change.items.forEach((item) => this.rows.set(`${item.type}/${item.key}`, item))
    } else if (change.item.row === null) {
      this.rows.delete(`${change.item.type}/${change.item.key}`)
    } else {
      this.rows.set(`${change.item.type}/${change.item.key}`, change.item)
    }
    this.known ||= change.kind === 'snapshot'
    this.listeners.forEach((listener) => listener.onChange(change))
    if (tell) {
      this.send({ kind: 'change', change })
    }
  }

  private receive(message: Message): void {
    if (message.kind === 'hello') {
      if (this.leading) {
        if (this.known) {
          this.send({ kind: 'change', change: this.snapshot() })
        }
        this.send({ kind: 'status', status: this.status })
      }
    } else if (!this.leading && message.kind === 'change') {
      this.expectLeader()
      this.change(message.change, false)
    } else if (!this.leading && message.kind === 'status') {
      this.expectLeader()
      this.showStatus(message.status)
    }
  }

  /** A tab that only follows says so when it hears nothing: the one that is connected may be asleep. */
  private expectLeader(): void {
    clearTimeout(this.leaderTimer)
    this.leaderTimer = setTimeout(() => this.showStatus({ state: 'paused', since: this.status.since }), SILENCE_MS + GRACE_MS)
  }

  private pauseSoon(): void {
    this.pauseTimer ??= setTimeout(() => {
      this.pauseTimer = undefined
      this.publishStatus({ state: 'paused', since: this.status.since })
    }, GRACE_MS)
  }

  private publishStatus(status: LiveStatus): void {
    this.showStatus(status)
    this.send({ kind: 'status', status })
  }

  private showStatus(status: LiveStatus): void {
    this.status = status
    this.listeners.forEach((listener) => listener.onStatus(status))
  }

  private snapshot(): LiveChange {
    return { kind: 'snapshot', items: [...this.rows.values()] }
  }

  private send(message: Message): void {
    if (!this.stopped.signal.aborted) {
      this.channel?.postMessage(message)
    }
  }

  private rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        globalThis.removeEventListener('online', done)
        this.stopped.signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, milliseconds)
      globalThis.addEventListener('online', done)
      this.stopped.signal.addEventListener('abort', done)
    })
  }
}
