#!/usr/bin/env node
// Plain JavaScript on purpose: it must run on any Node, find the one that this project brings along
// (an optional dependency, see package.json) and hand over to it, or say clearly what is missing.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const ours = path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node')
const [major, minor] = process.versions.node.split('.').map(Number)

// better-sqlite3 13 needs Node-API 10 (Node 22.14+); on older ones it ends in a segmentation fault without a word.
const goodEnough = Number(process.versions.napi) >= 10 && (major > 22 || (major === 22 && minor >= 18))
const runtime = existsSync(ours) ? ours : goodEnough ? process.execPath : undefined

if (!existsSync(path.join(root, 'node_modules', 'tsx'))) {
  console.error(`uptake: its packages are not installed. Run "npm ci" in ${root} first.`)
  process.exit(2)
} else if (!runtime) {
  console.error(
    'uptake: this is Node ' +
      process.versions.node +
      ', and Uptake needs 22.18 or newer. "npm ci" normally brings one along;\n' +
      'it did not for ' +
      process.platform +
      '-' +
      process.arch +
      ' (was it run with --omit=optional?). Install Node 22.18+ and try again.',
  )
  process.exit(2)
} else {
  const tsx = pathToFileURL(path.join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href
  const args = ['--disable-warning=ExperimentalWarning', '--import', tsx, path.join(root, 'src', 'main.ts')]
  const child = spawn(runtime, [...args, ...process.argv.slice(2)], { stdio: 'inherit' })
  // The terminal sends Ctrl-C to the whole group; a service manager signals only this process.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}
