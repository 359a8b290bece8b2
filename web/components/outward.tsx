// A link to a page elsewhere. An address that is not http or https is shown as words, never as a link.
import type { Child } from 'hono/jsx'
import { outwardUrl } from '../links.ts'

export function Outward({
  url,
  kind,
  children,
}: {
  url: string | null | undefined
  kind?: string
  children: Child
}) {
  const href = outwardUrl(url)
  if (href === undefined) return <span class={kind === 'button' ? undefined : kind}>{children}</span>
  return (
    <a class={kind} href={href} rel="noopener nofollow external">
      {children}
    </a>
  )
}
