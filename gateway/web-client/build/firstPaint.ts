import { readFile } from 'node:fs/promises'
import type { Plugin } from 'vite'

const SOURCE = 'build/first-paint.js'

/**
 * Adds the small script that sets theme and writing direction before the first
 * paint (a file of its own, because the content security policy allows no
 * inline script), and preloads the Latin font file so that text does not jump.
 */
export function firstPaint(): Plugin {
  let building = false
  let reference = ''
  return {
    name: 'medlinks-first-paint',
    configResolved(config) {
      building = config.command === 'build'
    },
    async buildStart() {
      if (building) {
        reference = this.emitFile({
          type: 'asset',
          name: 'first-paint.js',
          source: await readFile(SOURCE, 'utf8'),
        })
      }
    },
    generateBundle(_options, bundle) {
      const script = this.getFileName(reference)
      const font = Object.keys(bundle).find((name) => /source-sans-3-latin-wght-normal.*\.woff2$/.test(name))
      const html = bundle['index.html']
      if (html?.type === 'asset') {
        const tags = [`<script src="/${script}"></script>`]
        if (font) {
          tags.push(`<link rel="preload" href="/${font}" as="font" type="font/woff2" crossorigin>`)
        }
        html.source = String(html.source).replace('<!-- first-paint -->', tags.join('\n    '))
      }
    },
  }
}
