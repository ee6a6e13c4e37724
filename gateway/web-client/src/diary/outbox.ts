import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import { Problem, request } from '../api/client'
import type { EntryDraft, EntryReceipt } from '../api/types'
import { withOffset } from '../app/time'

/** An entry that is kept on this device until the service has it. */
export interface KeptEntry {
  /** The idempotency key: made once, sent with every try. */
  key: string
  reader: string
  body: EntryDraft
  savedAt: string
  state: 'saved' | 'sent' | 'refused'
  /** Why the service did not take it. */
  detail: string | null
  /** Whether it is the moment that the service did not take. */
  wrongTime?: boolean
  receipt: EntryReceipt | null
}

/** The page that corrects what was refused. */
export function correctionOf(refused: KeptEntry): string {
  return `/patient/kept/${refused.key}`
}

/** The name under which a correction that is being typed is kept. */
export function correctionDraft(refused: KeptEntry): string {
  return `kept:${refused.key}`
}

interface Schema extends DBSchema {
  entries: { key: string; value: KeptEntry; indexes: { reader: string } }
}

const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 60_000

let database: Promise<IDBPDatabase<Schema>> | undefined

function open(): Promise<IDBPDatabase<Schema>> {
  if (database === undefined) {
    const opening = openDB<Schema>('medlinks', 1, {
      upgrade(db) {
        db.createObjectStore('entries', { keyPath: 'key' }).createIndex('reader', 'reader')
      },
      terminated: forget,
    })
    database = opening
    opening.catch(forget)
  }
  return database
}

function forget(): void {
  database = undefined
}

/** Opens the database once more where the browser has closed it, as some do to a page in the background. */
async function stored<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  try {
    return await work(await open())
  } catch {
    forget()
    return work(await open())
  }
}

/** How far ahead of its own clock the service takes a moment. */
const TOLERANCE_MS = 5 * 60_000

/**
 * A moment that the service refused because this device's clock is ahead, set back by as
 * much; null where the clock does not explain the refusal. Nobody unwell should have to
 * set a clock before they are heard.
 */
function withoutClockError(happenedAt: string, { slug, errors, answeredAt }: Problem): string | null {
  const ofTime = slug === 'validation-failed' && errors.length > 0 && errors.every(({ field }) => field === 'happenedAt')
  if (!ofTime || answeredAt === null) {
    return null
  }
  const happened = new Date(happenedAt).getTime()
  const ahead = Date.now() - answeredAt
  return happened > answeredAt && happened - ahead <= answeredAt + TOLERANCE_MS
    ? withOffset(new Date(Math.min(happened - ahead, answeredAt)))
    : null
}

/**
 * What was written and not yet taken by the service. An entry is saved here
 * first and sent from here, so nothing is lost when the network goes and
 * nothing is doubled when an answer is.
 */
export class Outbox {
  private readonly listeners = new Set<() => void>()
  private readonly channel: BroadcastChannel | null
  private kept: KeptEntry[] = []
  private known = false
  private timer: ReturnType<typeof setTimeout> | undefined
  private pause = FIRST_PAUSE_MS
  private sending = false
  private askedAgain = false
  private stopped = false

  constructor(
    private readonly reader: string,
    private readonly onSent: (kept: KeptEntry, receipt: EntryReceipt) => void,
  ) {
    this.channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(`medlinks.outbox:${reader}`) : null
    this.channel?.addEventListener('message', () => void this.reload())
    globalThis.addEventListener('online', this.sendNow)
    void this.reload().then(this.sendNow)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly entries = (): KeptEntry[] => this.kept

  /** Whether what this device keeps has been read. */
  readonly isKnown = (): boolean => this.known

  async add(body: EntryDraft): Promise<KeptEntry> {
    const entry: KeptEntry = {
      key: crypto.randomUUID(),
      reader: this.reader,
      body,
      savedAt: new Date().toISOString(),
      state: 'saved',
      detail: null,
      receipt: null,
    }
    await this.put(entry)
    this.sendNow()
    return entry
  }

  /**
   * Sends what was refused once more as the patient has corrected it.
   *
   * @returns false where it is not here any more, as another tab has sent or removed it
   */
  async correct(refused: KeptEntry, body: EntryDraft): Promise<boolean> {
    const corrected: KeptEntry = { ...refused, key: crypto.randomUUID(), body, state: 'saved', detail: null }
    const replaced = await stored(async (db) => {
      const change = db.transaction('entries', 'readwrite')
      const here = (await change.store.get(refused.key))?.state === 'refused'
      if (here) {
        await Promise.all([change.store.put(corrected), change.store.delete(refused.key)])
      }
      await change.done
      return here
    })
    // It is saved from here on, whether the list can be read again or not.
    await this.changed().catch(() => undefined)
    this.sendNow()
    return replaced
  }

  async remove(key: string): Promise<void> {
    await stored((db) => db.delete('entries', key))
    await this.changed()
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
    globalThis.removeEventListener('online', this.sendNow)
    this.channel?.close()
  }

  readonly sendNow = (): void => {
    clearTimeout(this.timer)
    if (this.stopped) {
      return
    }
    if (this.sending) {
      this.askedAgain = true
      return
    }
    this.sending = true
    const sent = this.sendAll().catch(() => this.sendLater())
    void sent.finally(() => {
      this.sending = false
      if (this.askedAgain) {
        this.askedAgain = false
        this.sendNow()
      }
    })
  }

  private async sendAll(): Promise<void> {
    const run = async () => {
      const waiting = await this.waiting()
      this.placeSent()
      for (const entry of waiting) {
        if (this.stopped) {
          return
        }
        if (!(await this.send(entry))) {
          this.sendLater()
          return
        }
      }
      this.pause = FIRST_PAUSE_MS
      if ((await this.waiting()).length > 0) {
        this.sendLater()
      }
    }
    if ('locks' in navigator) {
      await navigator.locks.request(`medlinks.outbox:${this.reader}`, run)
    } else {
      await run()
    }
  }

  /** False when it has to be tried again later. */
  private async send(entry: KeptEntry): Promise<boolean> {
    try {
      const { body } = await request<EntryReceipt>('POST', '/api/patient/diary/entries', {
        body: entry.body,
        idempotencyKey: entry.key,
      })
      await this.put({ ...entry, state: 'sent', receipt: body })
      this.onSent(entry, body)
      return true
    } catch (error) {
      const refused =
        error instanceof Problem && error.status >= 400 && error.status < 500 && ![401, 403, 408, 429].includes(error.status)
      if (!refused) {
        return false
      }
      const happenedAt = withoutClockError(entry.body.happenedAt, error)
      if (happenedAt !== null) {
        const corrected = { ...entry, body: { ...entry.body, happenedAt } }
        await this.put(corrected)
        return this.send(corrected)
      }
      const wrong = error.errors[0]
      await this.put({
        ...entry,
        state: 'refused',
        detail: wrong?.message ?? error.detail,
        wrongTime: wrong?.field === 'happenedAt',
      })
      return true
    }
  }

  /** What was taken, and whose place in the diary nobody has seen yet because the page went away. */
  private placeSent(): void {
    for (const entry of this.kept) {
      if (entry.state === 'sent' && entry.receipt !== null && !this.stopped) {
        this.onSent(entry, entry.receipt)
      }
    }
  }

  private sendLater(): void {
    clearTimeout(this.timer)
    if (!this.stopped) {
      this.timer = setTimeout(this.sendNow, this.pause)
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS)
    }
  }

  private async waiting(): Promise<KeptEntry[]> {
    await this.read()
    return this.kept.filter((entry) => entry.state === 'saved')
  }

  private async put(entry: KeptEntry): Promise<void> {
    await stored((db) => db.put('entries', entry))
    await this.changed()
  }

  private async changed(): Promise<void> {
    await this.reload()
    if (!this.stopped) {
      this.channel?.postMessage('changed')
    }
  }

  private async reload(): Promise<void> {
    await this.read()
    this.listeners.forEach((listener) => listener())
  }

  private async read(): Promise<void> {
    const all = await stored((db) => db.getAllFromIndex('entries', 'reader', this.reader))
    this.kept = all.sort((one, other) => one.savedAt.localeCompare(other.savedAt))
    this.known = true
  }
}
