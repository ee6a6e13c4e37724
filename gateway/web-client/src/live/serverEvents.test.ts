import { expect, it } from 'vitest'
import { readEvents, type ServerEvent } from './serverEvents'

async function read(...chunks: string[]): Promise<ServerEvent[]> {
  const encoder = new TextEncoder()
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      chunks.forEach((chunk) => controller.enqueue(encoder.encode(chunk)))
      controller.close()
    },
  })
  const events: ServerEvent[] = []
  for await (const event of readEvents(stream)) {
    events.push(event)
  }
  return events
}

it('reads events that are cut anywhere', async () => {
  expect(await read('event: ro', 'w\nid: 7\nda', 'ta: {"a":\ndata: 1}\n', '\n')).toEqual([
    { event: 'row', id: '7', data: '{"a":\n1}' },
  ])
})

it('skips comments and keeps an unfinished event back', async () => {
  expect(await read(': hello\n\nevent: heartbeat\ndata: {}\n\nevent: row\ndata: {}')).toEqual([
    { event: 'heartbeat', id: null, data: '{}' },
  ])
})
