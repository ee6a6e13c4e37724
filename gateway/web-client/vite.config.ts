import optimizeLocales from '@react-aria/optimize-locales-plugin'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { compressedAssets } from './build/compressedAssets.ts'
import { firstPaint } from './build/firstPaint.ts'

const gateway = process.env.MEDLINKS_GATEWAY_URL ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [
    react(),
    tailwindcss(),
    { ...optimizeLocales.vite({ locales: ['en-US', 'de-DE', 'ar-AE'] }), enforce: 'pre' },
    firstPaint(),
    compressedAssets(),
  ],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'vendor', test: /node_modules/ },
            // Parts of many pages travel together instead of one by one.
            { name: 'shared', test: /\/src\/(?!locales|dashboard|doctor|operator|urgency)/, minShareCount: 3 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': gateway,
      '/auth': gateway,
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/setupTests.ts'],
    restoreMocks: true,
    testTimeout: 60_000,
  },
})
