export type Theme = 'system' | 'light' | 'dark'

const STORED = 'medlinks.theme'

export function currentTheme(): Theme {
  const theme = document.documentElement.dataset.theme
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') {
    delete document.documentElement.dataset.theme
  } else {
    document.documentElement.dataset.theme = theme
  }
  try {
    if (theme === 'system') {
      localStorage.removeItem(STORED)
    } else {
      localStorage.setItem(STORED, theme)
    }
  } catch {
    // The choice then lasts as long as the page.
  }
}
