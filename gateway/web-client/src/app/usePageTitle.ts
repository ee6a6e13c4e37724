import { useEffect } from 'react'

let page = ''
let count = 0

function show(): void {
  const title = page === '' ? 'MedLinks' : `${page} · MedLinks`
  document.title = count === 0 ? title : `(${count}) ${title}`
}

export function usePageTitle(title: string): void {
  useEffect(() => {
    page = title
    show()
  }, [title])
}

/** Puts a number before the title of whatever page is shown, for a tab behind another. */
export function useTitleCount(number: number): void {
  useEffect(() => {
    count = number
    show()
    return () => {
      count = 0
      show()
    }
  }, [number])
}
