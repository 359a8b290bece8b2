// Reading a form: single fields of text, cut to length. Files and repeated fields do not exist for us.
import type { Context } from 'hono'

/** The fields of a form by name; absent ones are "". */
export async function readForm(c: Context): Promise<(name: string, lengthMax?: number) => string> {
  const body = await c.req.parseBody().catch(() => ({}) as Record<string, unknown>)
  return (name, lengthMax = 200) => {
    const value = Object.hasOwn(body, name) ? body[name] : undefined
    return typeof value === 'string' ? value.slice(0, lengthMax).toWellFormed() : ''
  }
}
