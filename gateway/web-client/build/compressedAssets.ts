import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest)$/

/**
 * Writes a .gz and a .br next to each text asset, so that the gateway never
 * compresses while someone waits.
 */
export function compressedAssets(): Plugin {
  let outDir = 'dist'
  return {
    name: 'medlinks-compressed-assets',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir
    },
    async closeBundle() {
      const entries = await readdir(outDir, { recursive: true, withFileTypes: true })
      await Promise.all(
        entries
          .filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name))
          .map(async (entry) => {
            const file = join(entry.parentPath, entry.name)
            const content = await readFile(file)
            if (content.length < 512) {
              return
            }
            await writeFile(`${file}.gz`, gzipSync(content, { level: 9 }))
            await writeFile(
              `${file}.br`,
              brotliCompressSync(content, {
                params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
              }),
            )
          }),
      )
    },
  }
}
