import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const serverUrl = `http://localhost:${process.env.SOTTO_PORT ?? '4400'}`
const pureRooms = /packages[\\/](?:audio|domain|kernel|protocol)[\\/]src[\\/]/
const proxied = ['/auth', '/api', '/live', '/audio']

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../../dist/panel',
    emptyOutDir: true,
    target: 'es2022',
    // The page's security policy takes scripts, styles and worklets from files of its own origin only.
    assetsInlineLimit: 0,
    // What the first screens load is judged by it (scripts/check/panel-size.mjs).
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      treeshake: {
        // These only say what they export: what only a late page asks of them travels with that page.
        moduleSideEffects: [{ test: pureRooms, sideEffects: false }],
      },
      output: {
        codeSplitting: {
          // A part of the entry runs after everything it imports: the schemas would be made before they are told.
          groups: [{ name: 'schemas', test: /no-code-from-text|node_modules\/zod\// }],
        },
      },
    },
    chunkSizeWarningLimit: 400,
  },
  worker: { format: 'es' },
  server: {
    proxy: Object.fromEntries(
      // `changeOrigin` stays off: our server checks that Host and Origin are one.
      proxied.map((path) => [path, { target: serverUrl, ws: true, changeOrigin: false }]),
    ),
  },
})
