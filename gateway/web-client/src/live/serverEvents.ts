export interface ServerEvent {
  event: string
  id: string | null
  data: string
}

/** Reads server-sent events from a byte stream (WHATWG HTML, "Server-sent events"). */
export async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  let event = 'message'
  let id: string | null = null
  let data: string[] = []
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) {
        return
      }
      rest += decoder.decode(value, { stream: true })
      const lines = rest.split(/\r?\n/)
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line === '') {
          if (data.length > 0) {
            yield { event, id, data: data.join('\n') }
          }
          event = 'message'
          data = []
          continue
        }
        const colon = line.indexOf(':')
        if (colon === 0) {
          continue
        }
        const field = colon < 0 ? line : line.slice(0, colon)
        const text = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
        if (field === 'event') {
          event = text
        } else if (field === 'data') {
          data.push(text)
        } else if (field === 'id') {
          id = text
        }
      }
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}
