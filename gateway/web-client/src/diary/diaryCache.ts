import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Entry, Page } from '../api/types'

export const LATEST = ['diary', 'latest'] as const
export const ALL = ['diary', 'all'] as const
export const entryKey = (id: string) => ['diary', 'entry', id] as const
export const versionsKey = (id: string) => ['diary', 'entry', id, 'versions'] as const
export const LATEST_COUNT = 3

const newestFirst = (one: Entry, other: Entry) =>
  new Date(other.happenedAt).getTime() - new Date(one.happenedAt).getTime()

/** An older state of an entry never overwrites a newer one. */
function newer(known: Entry, entry: Entry): Entry {
  return known.version > entry.version ? known : entry
}

/** Puts an entry, as the service just told it, wherever the pages show it. */
export function placeEntry(client: QueryClient, entry: Entry): void {
  client.setQueryData<Entry>(entryKey(entry.id), (known) => (known ? newer(known, entry) : entry))
  client.setQueryData<Page<Entry>>(LATEST, (page) => {
    if (page === undefined) {
      return undefined
    }
    const known = page.items.some((item) => item.id === entry.id)
    const items = known
      ? page.items.map((item) => (item.id === entry.id ? newer(item, entry) : item))
      : [...page.items, entry]
    return { ...page, items: items.sort(newestFirst).slice(0, Math.max(LATEST_COUNT, page.items.length)) }
  })
  const pages = client.getQueryData<InfiniteData<Page<Entry>>>(ALL)?.pages
  if (pages?.some((page) => page.items.some((item) => item.id === entry.id))) {
    client.setQueryData<InfiniteData<Page<Entry>>>(ALL, (data) =>
      data === undefined
        ? undefined
        : {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              items: page.items.map((item) => (item.id === entry.id ? newer(item, entry) : item)),
            })),
          },
    )
  } else if (pages !== undefined) {
    void client.invalidateQueries({ queryKey: ALL })
  }
}
