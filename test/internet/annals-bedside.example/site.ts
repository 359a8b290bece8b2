// A journal platform that refuses every plain client, as some do: 403 with a challenge page, robots.txt apart.

import { type Site, sampleLine } from '../site.ts'

export const site: Site = {
  host: 'annals-bedside.example',
  pathOf: ({ slug }) => `/article/${slug}`,
  page: () => '',
  robots: 'User-agent: *\nDisallow: /cart\n',
  routes: {},
  before: () => ({
    status: 403,
    type: 'text/html; charset=UTF-8',
    headers: { server: 'cloudfront-like', 'cache-control': 'private, no-store' },
    body: `<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Verifying you are human. This may take a few seconds.</h1><p>annals-bedside.example needs to review the security of your connection before proceeding.</p><small>${sampleLine}</small></body></html>`,
  }),
}
