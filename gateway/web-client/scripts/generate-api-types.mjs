/** Writes src/api/generated/<service>.ts from the services' OpenAPI documents in docs/openapi. */
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import openapiTypescript, { astToString } from 'openapi-typescript'

const documents = fileURLToPath(new URL('../../../docs/openapi/', import.meta.url))
const generated = fileURLToPath(new URL('../src/api/generated/', import.meta.url))

const files = (await readdir(documents).catch(() => [])).filter((name) => name.endsWith('.json')).sort()
if (files.length === 0) {
  console.error(`No OpenAPI document in ${documents}: nothing to generate from.`)
  process.exit(1)
}
await mkdir(generated, { recursive: true })
for (const name of files) {
  const types = astToString(await openapiTypescript(pathToFileURL(join(documents, name))))
  await writeFile(join(generated, `${basename(name, '.json')}.ts`), `// Generated from docs/openapi/${name} by "npm run generate".\n${types}`)
  console.log(`src/api/generated/${basename(name, '.json')}.ts`)
}
