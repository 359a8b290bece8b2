// For every test file: what it made is removed after its last test and its own clearing up.
import { afterAll } from 'vitest'
import { removeFolders } from './folders.ts'

afterAll(removeFolders)
