import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { get, Problem, request } from '../api/client'
import type { Interview, InterviewAnswer, InterviewSubmission, Page } from '../api/types'

export const INTERVIEWS = ['interviews'] as const
export const OPEN_INTERVIEWS = ['interviews', 'open'] as const
export const interviewKey = (id: string) => ['interviews', id] as const

/** One key per intention: the same body against the same version is the same request, however often it is sent. */
export function useIntention(): (version: number | null, body: unknown) => string {
  const last = useRef<{ of: string; key: string } | null>(null)
  return (version, body) => {
    const of = JSON.stringify([version, body])
    if (last.current?.of !== of) {
      last.current = { of, key: crypto.randomUUID() }
    }
    return last.current.key
  }
}

export function useOpenInterviews() {
  return useQuery({
    queryKey: OPEN_INTERVIEWS,
    queryFn: ({ signal }) =>
      get<Page<Interview>>('/api/patient/interviews?state=in-progress&state=ready&state=red-flag&limit=1', signal).then(
        (page) => page.items,
      ),
  })
}

export function useInterview(id: string) {
  return useQuery({
    queryKey: interviewKey(id),
    queryFn: ({ signal }) => get<Interview>(`/api/patient/interviews/${id}`, signal),
  })
}

/** Answers, sends or gives up; what comes back is how the interview stands. */
export function useInterviewSteps(interview: Interview) {
  const client = useQueryClient()
  const intention = useIntention()
  const path = `/api/patient/interviews/${interview.id}` as const
  const place = (next: Interview) => {
    client.setQueryData(interviewKey(next.id), next)
    void client.invalidateQueries({ queryKey: OPEN_INTERVIEWS })
  }
  // Somebody went on elsewhere, or an answer to an earlier request was lost: what counts is how it stands.
  const readAgain = (error: Error) => {
    if (error instanceof Problem && (error.status === 409 || error.status === 412)) {
      void client.invalidateQueries({ queryKey: interviewKey(interview.id) })
    }
  }
  const answer = useMutation({
    mutationFn: (body: InterviewAnswer) =>
      request<Interview>('POST', `${path}/answers`, {
        idempotencyKey: intention(interview.version, body),
        ifMatch: interview.version,
        body,
      }),
    onSuccess: ({ body }) => place(body),
    onError: readAgain,
  })
  const submit = useMutation({
    mutationFn: (body: InterviewSubmission) =>
      request<Interview>('POST', `${path}/submission`, {
        idempotencyKey: intention(interview.version, body),
        ifMatch: interview.version,
        body,
      }),
    onSuccess: ({ body }) => place(body),
    onError: readAgain,
  })
  const abandon = useMutation({
    mutationFn: () =>
      request<undefined>('DELETE', path, {
        idempotencyKey: intention(interview.version, 'abandon'),
        ifMatch: interview.version,
      }),
    onSettled: () => void client.invalidateQueries({ queryKey: INTERVIEWS }),
  })
  return { answer, submit, abandon }
}
