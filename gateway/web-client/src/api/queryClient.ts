import { QueryClient } from '@tanstack/react-query'
import { Problem } from './client'

function worthAnotherTry(failures: number, error: Error): boolean {
  if (failures >= 2 || !navigator.onLine) {
    return false
  }
  return !(error instanceof Problem) || error.status >= 500
}

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: worthAnotherTry, staleTime: 15_000 },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
