;(function () {
  var root = document.documentElement
  try {
    var theme = localStorage.getItem('medlinks.theme')
    if (theme === 'light' || theme === 'dark') {
      root.dataset.theme = theme
    }
    var language = localStorage.getItem('medlinks.language') || navigator.language || 'en'
    language = language.slice(0, 2)
    if (language === 'de' || language === 'ar') {
      root.lang = language
      root.dir = language === 'ar' ? 'rtl' : 'ltr'
    }
  } catch {
    // Storage is closed: the system's theme and English are used.
  }
})()
