import { readFile } from 'node:fs/promises'
import type { HtmlTagDescriptor, Plugin } from 'vite'

const SOURCE = 'build/first-paint.js'

/**
 * Adds the small script that sets theme and writing direction before the first
 * paint (a file of its own, because the content security policy allows no
 * inline script), and preloads the Latin font file so that text does not jump.
 */
export function firstPaint(): Plugin {
  let building = false
  return {
    name: 'medlinks-first-paint',
    configResolved(config) {
      building = config.command === 'build'
    },
    async buildStart() {
      if (building) {
        this.emitFile({
          type: 'asset',
          name: 'first-paint.js',
          source: await readFile(SOURCE, 'utf8'),
        })
      }
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const files = Object.keys(bundle ?? {})
        const script = files.find((name) => /first-paint-[^/]*\.js$/.test(name))
        const font = files.find((name) => /source-sans-3-latin-wght-normal.*\.woff2$/.test(name))
        const tags: HtmlTagDescriptor[] = []
        if (script !== undefined) {
          tags.push({ tag: 'script', attrs: { src: `/${script}` }, injectTo: 'head-prepend' })
        }
        if (font !== undefined) {
          const attrs = { rel: 'preload', href: `/${font}`, as: 'font', type: 'font/woff2', crossorigin: true }
          tags.push({ tag: 'link', attrs, injectTo: 'head' })
        }
        return { html, tags }
      },
    },
  }
}
