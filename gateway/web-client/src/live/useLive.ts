import { useEffect, useEffectEvent, useState } from 'react'
import { LiveStream, type LiveChange, type LiveStatus } from './LiveStream'

/** Follows a live stream while the component is shown. */
export function useLive(
  path: string,
  reader: string | undefined,
  apply: (change: LiveChange) => void,
): LiveStatus {
  const [status, setStatus] = useState<LiveStatus>(() => ({ state: 'connecting', since: Date.now() }))
  const onChange = useEffectEvent(apply)
  useEffect(() => {
    if (reader === undefined) {
      return
    }
    const stream = new LiveStream(path, reader)
    const unsubscribe = stream.subscribe({
      onChange: (change) => onChange(change),
      onStatus: setStatus,
    })
    return () => {
      unsubscribe()
      stream.stop()
    }
  }, [path, reader])
  return status
}
